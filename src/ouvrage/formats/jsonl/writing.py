"""Writes JSON Lines in chunks: UTF-8, one object per line, every column in every line.

>>> b"".join(write(["text"], [{"text": "été"}])).decode()
'{"text":"été"}\\n'
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.formats.rows import Cell, Column


def write(columns: Collection[Column], rows: Iterable[Mapping[Column, Cell]]) -> Iterator[bytes]:
    """The rows as bytes, `EXPORT_CHUNK_ROWS` at a time; a column that a row lacks is null."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, EXPORT_CHUNK_ROWS)):
        yield "".join(
            _line({column: row.get(column) for column in columns}) for row in chunk
        ).encode()


def _line(cells: Mapping[Column, Cell]) -> str:
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{text}\n"

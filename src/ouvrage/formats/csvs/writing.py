"""Writes CSV in chunks: UTF-8, CRLF, quoted where RFC 4180 asks for it.

None becomes an empty cell, true and false those words, lists and objects JSON.

>>> b"".join(write(["text", "share"], [{"text": "=1+1", "share": 0.5}]))
b"text,share\\r\\n'=1+1,0.5\\r\\n"
"""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.formats.csvs.formulas import defuse as defused
from ouvrage.formats.rows import Cell, Column


def write(
    columns: Collection[Column],
    rows: Iterable[Mapping[Column, Cell]],
    *,
    defuse: bool = True,
    delimiter: str = ",",
) -> Iterator[bytes]:
    """The header and the rows as bytes, `EXPORT_CHUNK_ROWS` rows at a time.

    A column that a row lacks is an empty cell. `defuse=False` keeps text that spreadsheets would
    run as a formula: for programs only.
    """
    guard: Callable[[str], str] = defused if defuse else str
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guard(column) for column in columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([_text(row.get(column), guard) for column in columns])
        if count % EXPORT_CHUNK_ROWS == 0:
            yield _drained(buffer)
    yield _drained(buffer)


def _text(cell: Cell, guard: Callable[[str], str]) -> str:
    if isinstance(cell, str):
        return guard(cell)
    if cell is None:
        return ""
    if isinstance(cell, (bool, list, dict)):
        return json.dumps(cell, ensure_ascii=False, separators=(",", ":"))
    return repr(cell)


def _drained(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()

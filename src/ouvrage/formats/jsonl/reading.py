"""Reads JSON Lines strictly: no key twice, no key the first line does not have, no NaN.

NaN and Infinity, which JSON does not know, are read and then refused as cells, with their column.
"""

import json
from collections.abc import Iterator
from functools import partial

from ouvrage.base.errors import Refusal
from ouvrage.formats.cells import row_outcome
from ouvrage.formats.errors import (
    BadJson,
    DuplicateKey,
    EmptyFile,
    NotAnObject,
    UnknownKey,
)
from ouvrage.formats.rows import Cell, Column, Outcome, Row, Source, Table, require_columns
from ouvrage.formats.text import Line, find_encoding, read_lines


def read(source: Source) -> Table:
    """The table in `source`: its columns are known, its rows unread."""
    encoding = find_encoding(source.path, source.encoding)
    first = next(_lines(source, encoding), None)
    if first is None:
        raise EmptyFile()
    columns = require_columns(tuple(_object(first, 1)), source.bounds)
    rows = partial(_rows, source, encoding, columns)
    return Table(columns, encoding, "", rows, source.bounds.rows_max)


def _lines(source: Source, encoding: str) -> Iterator[Line]:
    lines = read_lines(source.path, encoding, source.bounds)
    return (line for line in lines if line.text.strip())


def _rows(source: Source, encoding: str, columns: tuple[Column, ...]) -> Iterator[Outcome]:
    for number, line in enumerate(_lines(source, encoding), start=1):
        try:
            cells = _cells(_object(line, number), columns, line, number)
        except Refusal as refusal:
            yield refusal
            continue
        yield row_outcome(Row(number, line.number, cells), source.bounds)


def _cells(
    found: dict[str, Cell], columns: tuple[Column, ...], line: Line, number: int
) -> dict[Column, Cell]:
    if len(found) > len(columns) or not found.keys() <= set(columns):
        column = next(key for key in found if key not in columns)
        raise UnknownKey(row=number, field=column, line=line.number, column=column)
    return {column: found.get(column) for column in columns}


class _Twice(Exception):
    """A key stands twice in one object."""


def _object(line: Line, number: int) -> dict[str, Cell]:
    try:
        value: Cell = json.loads(line.text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise BadJson(row=number, line=line.number, position=error.pos + 1) from None
    except (ValueError, RecursionError):
        raise BadJson(row=number, line=line.number, position=1) from None
    except _Twice as twice:
        column = str(twice.args[0])
        raise DuplicateKey(row=number, field=column, line=line.number, column=column) from None
    if not isinstance(value, dict):
        raise NotAnObject(row=number, line=line.number)
    return value


def _unique(pairs: list[tuple[str, Cell]]) -> dict[str, Cell]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Twice(key)
            seen.add(key)
    return found

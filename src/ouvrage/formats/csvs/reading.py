"""Reads CSV as a stream of records, each with the line it begins on."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from ouvrage.base.errors import Refusal
from ouvrage.formats.cells import row_outcome
from ouvrage.formats.csvs.delimiters import (
    DELIMITERS,
    NAMES,
    SAMPLE_LINES,
    best_delimiter,
    column_count,
)
from ouvrage.formats.errors import (
    BadQuoting,
    CellTooLong,
    EmptyFile,
    RaggedRow,
    UnknownDelimiter,
    WrongDelimiter,
)
from ouvrage.formats.rows import Bounds, Cell, Column, Outcome, Row, Source, Table, require_columns
from ouvrage.formats.text import find_encoding, read_lines


def read(source: Source) -> Table:
    """The table in `source`: its encoding, separator and columns are known, its rows unread."""
    encoding = find_encoding(source.path, source.encoding)
    sample = [
        line.text for line in islice(read_lines(source.path, encoding, source.bounds), SAMPLE_LINES)
    ]
    delimiter = _delimiter(sample, source.delimiter)
    header = next(_records(_Feed(source, encoding, delimiter)), None)
    if header is None:
        raise EmptyFile()
    columns = require_columns(header.cells, source.bounds)
    rows = partial(_rows, source, encoding, delimiter, columns)
    return Table(columns, encoding, delimiter, rows, source.bounds.rows_max)


def _delimiter(sample: list[str], given: str | None) -> str:
    best = best_delimiter(sample)
    if given is None:
        return best
    if given not in DELIMITERS:
        raise UnknownDelimiter(delimiter=given, accepted=", ".join(NAMES.values()))
    columns = column_count(sample, best)
    if columns > 1 and column_count(sample, given) == 1:
        raise WrongDelimiter(given=NAMES[given], found=NAMES[best], columns=columns)
    return given


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    cells: list[str]


@dataclass(slots=True)
class _Feed:
    """Hands lines to the csv reader and remembers those of the record being read."""

    source: Source
    encoding: str
    delimiter: str
    columns: tuple[Column, ...] = ()
    first: int = 0
    texts: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        for line in read_lines(self.source.path, self.encoding, self.source.bounds):
            if not self.texts:
                self.first = line.number
            self.texts.append(line.text)
            yield line.text


def _records(feed: _Feed) -> Iterator[_Record]:
    """The header as number 0, then each record; empty lines are passed over."""
    records = csv.reader(feed.lines(), delimiter=feed.delimiter, strict=True)
    number = 0
    while True:
        try:
            cells = next(records, None)
        except csv.Error:
            raise _broken(feed, number) from None
        if cells is None:
            return
        if cells:
            number += 1
            yield _Record(feed.first, cells)
        feed.texts.clear()


def _broken(feed: _Feed, number: int) -> Refusal:
    row = number or None
    position = _long_cell("".join(feed.texts), feed.delimiter, feed.source.bounds)
    if position is None:
        return BadQuoting(row=row, line=feed.first)
    known = position <= len(feed.columns)
    column = feed.columns[position - 1] if known else str(position)
    most = feed.source.bounds.cell_characters_max
    return CellTooLong(row=row, field=column, line=feed.first, column=column, most=most)


def _long_cell(text: str, delimiter: str, bounds: Bounds) -> int | None:
    """The position, from 1, of the first cell over the bound."""
    position, length, quoted = 1, 0, False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            position, length = position + 1, 0
            continue
        length += 1
        if length > bounds.cell_characters_max:
            return position
    return None


def _rows(
    source: Source, encoding: str, delimiter: str, columns: tuple[Column, ...]
) -> Iterator[Outcome]:
    records = _records(_Feed(source, encoding, delimiter, columns))
    next(records)
    for number, record in enumerate(records, start=1):
        yield _outcome(number, record, columns, source.bounds)


def _outcome(number: int, record: _Record, columns: tuple[Column, ...], bounds: Bounds) -> Outcome:
    width = len(record.cells)
    if width != len(columns):
        return RaggedRow(row=number, line=record.line, found=width, expected=len(columns))
    cells: dict[Column, Cell] = dict(zip(columns, record.cells, strict=True))
    return row_outcome(Row(number, record.line, cells), bounds)

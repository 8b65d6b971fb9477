"""The words all table formats share: a table has columns and streams rows.

A `Table` can be read again and again; each reading opens the file afresh and holds one row at a
time. `outcomes()` gives a row or the refusal that stands in its place, so that a reader can collect
several; a refusal after which no row can be trusted is raised. Plain iteration raises the first.

>>> table = Table(("text",), "utf-8", ",", lambda: iter([Row(1, 2, {"text": "hello"})]))
>>> [row.cells["text"] for row in table]
['hello']
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.formats.errors import (
    BlankColumn,
    DuplicateColumns,
    NoRows,
    TooManyColumns,
    TooManyRows,
)

Column: TypeAlias = str
Cell: TypeAlias = "str | int | float | bool | list[Cell] | dict[str, Cell] | None"


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: `number` counts from 1 under the header, `line` is where the file has it."""

    number: int
    line: int
    cells: dict[Column, Cell]


Outcome: TypeAlias = Row | Refusal


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a file is read."""

    bytes_max: int = limits.IMPORT_BYTES_MAX
    rows_max: int = limits.IMPORT_ROWS_MAX
    columns_max: int = limits.IMPORT_COLUMNS_MAX
    cell_characters_max: int = limits.CELL_CHARACTERS_MAX
    unpacked_bytes_max: int = limits.SPREADSHEET_UNPACKED_BYTES_MAX


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, with what its sender said about it."""

    path: Path
    encoding: str | None = None
    delimiter: str | None = None
    bounds: Bounds = Bounds()


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and a stream of rows; `encoding` and `delimiter` are empty where there is none."""

    columns: tuple[Column, ...]
    encoding: str
    delimiter: str
    read: Callable[[], Iterator[Outcome]]
    rows_max: int = limits.IMPORT_ROWS_MAX

    def outcomes(self) -> Iterator[Outcome]:
        """Each row, or the refusal in its place, in the order of the file.

        Raises what ends the reading: `NoRows`, `TooManyRows`, a broken file.
        """
        count = 0
        for count, outcome in enumerate(self.read(), start=1):
            if count > self.rows_max:
                raise TooManyRows(most=self.rows_max)
            yield outcome
        if count == 0:
            raise NoRows()

    def __iter__(self) -> Iterator[Row]:
        for outcome in self.outcomes():
            if isinstance(outcome, Refusal):
                raise outcome
            yield outcome


def require_columns(names: Sequence[Column], bounds: Bounds) -> tuple[Column, ...]:
    """The column names, each there and different, at most `columns_max` of them."""
    if len(names) > bounds.columns_max:
        raise TooManyColumns(found=len(names), most=bounds.columns_max)
    for position, column in enumerate(names, start=1):
        if not column.strip():
            raise BlankColumn(position=position)
    twice = [column for column, count in Counter(names).items() if count > 1]
    if twice:
        raise DuplicateColumns(columns=", ".join(twice), field=twice[0])
    return tuple(names)

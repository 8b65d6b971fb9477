"""Reads the first visible sheet as a stream of rows; a row's `line` is the number the sheet shows.

Rows without any value are passed over, as are empty cells after the last column.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import partial
from typing import TypeAlias
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ouvrage.formats.cells import INTEGER_MAX, row_outcome
from ouvrage.formats.errors import EmptyFile, ErrorCell, NotASpreadsheet, RaggedRow, TooManyRows
from ouvrage.formats.excel.guard import require_workbook
from ouvrage.formats.rows import Bounds, Cell, Column, Outcome, Row, Source, Table, require_columns

SHEET_LINES_MAX = 1_048_576
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)
_Cells: TypeAlias = tuple[SheetCell | MergedCell, ...]


def read(source: Source) -> Table:
    """The table on the first sheet: its columns are known, its rows unread."""
    require_workbook(source.path, source.bounds.unpacked_bytes_max)
    header = next(_lines(source), None)
    if header is None:
        raise EmptyFile()
    names = [str(_value(cell)) for cell in header[1]]
    columns = require_columns(names, source.bounds)
    return Table(columns, "", "", partial(_rows, source, columns), source.bounds.rows_max)


def _rows(source: Source, columns: tuple[Column, ...]) -> Iterator[Outcome]:
    lines = _lines(source)
    next(lines)
    for number, (line, cells) in enumerate(lines, start=1):
        yield _outcome(number, line, cells, columns, source.bounds)


def _outcome(
    number: int, line: int, cells: _Cells, columns: tuple[Column, ...], bounds: Bounds
) -> Outcome:
    if len(cells) > len(columns):
        return RaggedRow(row=number, line=line, found=len(cells), expected=len(columns))
    for column, cell in zip(columns, cells, strict=False):
        if cell.data_type == "e":
            return ErrorCell(row=number, field=column, line=line, column=column, value=cell.value)
    values: dict[Column, Cell] = dict.fromkeys(columns, "")
    values.update(zip(columns, map(_value, cells), strict=False))
    return row_outcome(Row(number, line, values), bounds)


def _lines(source: Source) -> Iterator[tuple[int, _Cells]]:
    """Each line that holds a value, without the empty cells at its end."""
    with _first_sheet(source) as sheet:
        lines = iter(sheet.rows)
        line = 0
        while True:
            try:
                found = next(lines, None)
            except _BROKEN:
                raise NotASpreadsheet() from None
            if found is None:
                return
            line += 1
            if line > SHEET_LINES_MAX:
                raise TooManyRows(most=source.bounds.rows_max)
            cells = _trimmed(found)
            if cells:
                yield line, cells


@contextmanager
def _first_sheet(source: Source) -> Iterator[ReadOnlyWorksheet]:
    with source.path.open("rb") as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheet = next(found for found in book.worksheets if found.sheet_state == "visible")
        except (*_BROKEN, StopIteration):
            raise NotASpreadsheet() from None
        assert isinstance(sheet, ReadOnlyWorksheet)
        sheet.reset_dimensions()
        try:
            yield sheet
        finally:
            book.close()


def _trimmed(cells: _Cells) -> _Cells:
    width = len(cells)
    while width and cells[width - 1].value is None:
        width -= 1
    return cells[:width]


def _value(cell: SheetCell | MergedCell) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) <= INTEGER_MAX
        return int(value) if whole else value
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value)

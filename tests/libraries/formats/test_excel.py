"""Excel workbooks: what a sheet shows, and no bombs."""

import io
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from ouvrage.base.errors import Refusal
from ouvrage.formats import Bounds, check_table, errors
from tests.libraries.formats.files import cells, numbered, opened, replaced, workbook, zipped

NAME = "Rows.XLSX"
SHEET = "xl/worksheets/sheet1.xml"
HEADER = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TWO_ROWS = (("id", "text"), (1, "a"))


def test_cells_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    values = [
        3.0,
        2.5,
        "01",
        True,
        None,
        date(2026, 1, 2),
        datetime.fromisoformat("2026-01-02T03:04"),
        time(5, 6),
    ]
    table = opened(tmp_path, workbook([list("abcdefgh"), values]), NAME)
    assert list(cells(table)[0].values()) == [
        3,
        2.5,
        "01",
        True,
        "",
        "2026-01-02",
        "2026-01-02T03:04:00",
        "05:06:00",
    ]
    assert isinstance(cells(table)[0]["a"], int)


def test_empty_rows_and_columns_at_the_end_are_passed_over(tmp_path: Path) -> None:
    rows = [("id", "text", None), (1, "a", None), (None, None, None), (2, None, None)]
    table = opened(tmp_path, workbook(rows), NAME)
    assert cells(table) == [{"id": 1, "text": "a"}, {"id": 2, "text": ""}]
    assert [numbered(row) for row in table] == [(1, 2), (2, 4)]


def test_first_visible_sheet_is_read(tmp_path: Path) -> None:
    book = Workbook()
    hidden, shown = book.worksheets[0], book.create_sheet("shown")
    hidden.append(["no"])
    hidden.sheet_state = "hidden"
    shown.append(["yes"])
    shown.append([1])
    book.active = 1
    sink = io.BytesIO()
    book.save(sink)
    assert opened(tmp_path, sink.getvalue(), NAME).columns == ("yes",)


def test_error_cell_is_refused_with_row_and_column(tmp_path: Path) -> None:
    sheet = HEADER + (
        b'<row r="1"><c r="A1" t="str"><v>id</v></c></row>'
        b'<row r="2"><c r="A2"><v>1</v></c></row>'
        b'<row r="3"><c r="A3" t="e"><v>#REF!</v></c></row></sheetData></worksheet>'
    )
    table = opened(tmp_path, replaced(workbook(TWO_ROWS), SHEET, sheet), NAME)
    (refusal,) = check_table(table).refusals
    assert isinstance(refusal, errors.ErrorCell)
    assert (refusal.row, refusal.field, refusal.params["value"]) == (2, "id", "#REF!")


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ((), errors.EmptyFile),
        ((("id", "text"),), errors.NoRows),
        ((("id", "id"), (1, 2)), errors.DuplicateColumns),
        (((None, "id"), (1, 2)), errors.BlankColumn),
        ((("id",), (1, 2)), errors.RaggedRow),
        ((("id",), ("12345678901",)), errors.CellTooLong),
        ((("id",), (1,), (2,), (3,), (4,)), errors.TooManyRows),
        ((tuple("abcd"), (1, 2, 3, 4)), errors.TooManyColumns),
    ],
)
def test_each_fault_has_its_own_refusal(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...], refusal: type[Refusal]
) -> None:
    bounds = Bounds(rows_max=3, columns_max=3, cell_characters_max=10)
    with pytest.raises(refusal):
        list(opened(tmp_path, workbook(rows), NAME, bounds=bounds))


@pytest.mark.parametrize(
    "content",
    [
        b"id,text\n1,a\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        zipped({"readme.txt": b"no workbook"}),
        zipped({"[Content_Types].xml": b"<Types"}),
        workbook(TWO_ROWS)[:-30],
        replaced(workbook(TWO_ROWS), SHEET, b"<worksheet><sheetData><row"),
        replaced(workbook(TWO_ROWS), SHEET, b"not xml"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(errors.NotASpreadsheet):
        list(opened(tmp_path, content, NAME))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/extra.bin"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bomb_is_refused(tmp_path: Path, part: str, encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'
    )
    content = replaced(workbook(TWO_ROWS), part, bomb.encode(encoding))
    with pytest.raises(errors.NotASpreadsheet):
        opened(tmp_path, content, NAME)


def test_bomb_that_tells_its_size_is_refused(tmp_path: Path) -> None:
    content = replaced(workbook(TWO_ROWS), SHEET, HEADER + bytes(5_000_000))
    with pytest.raises(errors.SpreadsheetTooLarge):
        opened(tmp_path, content, NAME, bounds=Bounds(unpacked_bytes_max=1_000_000))


def test_swollen_part_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as part,
    ):
        part.write(b"<sst>")
        for _ in range(150):
            part.write(b" " * 1024 * 1024)
    content = path.read_bytes()
    assert len(content) < 1_000_000
    with pytest.raises(errors.SpreadsheetTooLarge):
        opened(tmp_path, content, NAME)


def test_bomb_that_hides_its_size_gives_no_more_than_it_tells(tmp_path: Path) -> None:
    content = bytearray(replaced(workbook(TWO_ROWS), SHEET, HEADER + bytes(5_000_000)))
    told = struct.pack("<L", len(HEADER) + 5_000_000)
    while (at := content.find(told)) >= 0:
        content[at : at + 4] = struct.pack("<L", 1000)
    with pytest.raises(errors.NotASpreadsheet):
        opened(tmp_path, bytes(content), NAME, bounds=Bounds(unpacked_bytes_max=1_000_000))


def test_row_at_an_endless_height_is_refused(tmp_path: Path) -> None:
    sheet = HEADER + (
        b'<row r="1"><c r="A1" t="str"><v>id</v></c></row>'
        b'<row r="999999999999"><c r="A9"><v>1</v></c></row></sheetData></worksheet>'
    )
    table = opened(tmp_path, replaced(workbook(TWO_ROWS), SHEET, sheet), NAME)
    with pytest.raises(errors.TooManyRows):
        list(table)

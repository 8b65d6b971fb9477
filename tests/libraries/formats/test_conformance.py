"""What every table format does the same."""

import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.formats import (
    EXTENSIONS,
    Bounds,
    Cell,
    Column,
    Format,
    check_table,
    csvs,
    errors,
    format_of,
    jsonl,
    open_table,
    parquet,
    preview,
)
from ouvrage.formats.parquet import Kind
from tests.libraries.formats.files import cells, opened, workbook

Rows = list[dict[Column, str]]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


def as_csv(columns: tuple[Column, ...], rows: Rows) -> bytes:
    return b"".join(csvs.write(columns, rows, defuse=False))


def as_jsonl(columns: tuple[Column, ...], rows: Rows) -> bytes:
    return b"".join(jsonl.write(columns, rows))


def as_excel(columns: tuple[Column, ...], rows: Rows) -> bytes:
    return workbook([columns, *(tuple(row.values()) for row in rows)])


def as_parquet(columns: tuple[Column, ...], rows: Rows) -> bytes:
    return b"".join(parquet.write(dict.fromkeys(columns, Kind.TEXT), rows))


WRITERS: dict[str, Callable[[tuple[Column, ...], Rows], bytes]] = {
    ".csv": as_csv,
    ".jsonl": as_jsonl,
    ".xlsx": as_excel,
    ".parquet": as_parquet,
}
EVERY = pytest.mark.parametrize("extension", WRITERS)


def test_every_format_is_under_test() -> None:
    assert {format_of(f"x{extension}") for extension in WRITERS} == set(Format)


@pytest.mark.parametrize("found", Format)
def test_folder_has_the_doors_of_the_family(found: Format) -> None:
    folder = import_module(f"ouvrage.formats.{found}")
    assert set(folder.EXTENSIONS) == {end for end in EXTENSIONS if format_of(f"x{end}") is found}
    assert callable(folder.read)
    assert folder.__doc__


@EVERY
def test_rows_come_back_in_order_with_their_numbers(tmp_path: Path, extension: str) -> None:
    rows = [{"id": f"r{n}", "text": f"été {n}"} for n in range(1, 8)]
    table = opened(tmp_path, WRITERS[extension](("id", "text"), rows), f"rows{extension}")
    assert table.columns == ("id", "text")
    assert cells(table) == rows
    assert [row.number for row in table] == [1, 2, 3, 4, 5, 6, 7]
    assert [row.cells["id"] for row in preview(table, 2)] == ["r1", "r2"]
    assert check_table(table).rows == 7
    assert check_table(table).clean


@EVERY
def test_empty_file_is_refused(tmp_path: Path, extension: str) -> None:
    with pytest.raises(errors.EmptyFile):
        opened(tmp_path, b"", f"rows{extension}")


@EVERY
def test_file_over_the_bound_is_refused_unread(tmp_path: Path, extension: str) -> None:
    with pytest.raises(errors.FileTooLarge) as caught:
        opened(tmp_path, b"x" * 11, f"rows{extension}", bounds=Bounds(bytes_max=10))
    assert caught.value.params == {"found": 11, "most": 10}


@EVERY
def test_rows_over_the_bound_are_refused(tmp_path: Path, extension: str) -> None:
    content = WRITERS[extension](("id",), [{"id": "a"}, {"id": "b"}, {"id": "c"}])
    with pytest.raises(errors.TooManyRows):
        list(opened(tmp_path, content, f"rows{extension}", bounds=Bounds(rows_max=2)))


@EVERY
def test_columns_over_the_bound_are_refused(tmp_path: Path, extension: str) -> None:
    content = WRITERS[extension](("a", "b", "c"), [{"a": "1", "b": "2", "c": "3"}])
    with pytest.raises(errors.TooManyColumns):
        opened(tmp_path, content, f"rows{extension}", bounds=Bounds(columns_max=2))


@EVERY
def test_long_cell_is_refused_with_row_and_column(tmp_path: Path, extension: str) -> None:
    rows = [{"id": "1", "text": "short"}, {"id": "2", "text": "x" * 11}]
    content = WRITERS[extension](("id", "text"), rows)
    table = opened(tmp_path, content, f"r{extension}", bounds=Bounds(cell_characters_max=10))
    (refusal,) = check_table(table).refusals
    assert (type(refusal), refusal.row, refusal.field) == (errors.CellTooLong, 2, "text")


@EVERY
def test_other_bytes_are_a_refusal_and_never_a_crash(tmp_path: Path, extension: str) -> None:
    summary_or_refusal = []
    for content in (bytes(range(256)) * 8, b"PK\x03\x04" + bytes(200), b"\x89PNG\r\n\x1a\n" * 9):
        try:
            summary = check_table(opened(tmp_path, content, f"rows{extension}"))
            summary_or_refusal.append(not summary.clean)
        except errors.FileRefusal:
            summary_or_refusal.append(True)
    assert summary_or_refusal == [True, True, True]


@pytest.mark.parametrize("name", ["rows.pdf", "rows", "rows.xls", ".csv.exe", ""])
def test_unknown_extension_is_refused_and_the_known_ones_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(errors.UnknownFormat) as caught:
        open_table(tmp_path / "upload", name=name)
    assert ".csv, .tsv" in caught.value.message()


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=8))
@pytest.mark.parametrize("extension", [".csv", ".jsonl", ".parquet"])
def test_read_of_write_is_the_same(extension: str, texts: list[tuple[str, str]]) -> None:
    rows = [{"one": one, "two": two} for one, two in texts]
    content = WRITERS[extension](("one", "two"), rows)
    delimiter = "," if extension == ".csv" else None
    with TemporaryDirectory() as folder:
        table = opened(
            Path(folder), content, f"r{extension}", encoding="utf-8", delimiter=delimiter
        )
        assert cells(table) == rows


SCALAR = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXT
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
NESTED = st.recursive(
    SCALAR | NUMBER,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.fixed_dictionaries({"a": NESTED, "b": NESTED}), min_size=1, max_size=5))
def test_nested_values_survive_json_lines(rows: list[dict[Column, Cell]]) -> None:
    with TemporaryDirectory() as folder:
        table = opened(Path(folder), b"".join(jsonl.write(("a", "b"), rows)), "r.jsonl")
        assert cells(table) == rows


KINDS: dict[Column, tuple[Kind, st.SearchStrategy[Cell]]] = {
    "text": (Kind.TEXT, TEXT),
    "integer": (Kind.INTEGER, st.integers(-(2**63), 2**63 - 1)),
    "number": (Kind.NUMBER, NUMBER),
    "boolean": (Kind.BOOLEAN, st.booleans()),
    "texts": (Kind.TEXTS, st.lists(TEXT, max_size=3)),
}


@given(
    st.lists(
        st.fixed_dictionaries({name: st.none() | values for name, (_, values) in KINDS.items()}),
        min_size=1,
        max_size=5,
    )
)
def test_kinds_survive_parquet(rows: list[dict[Column, Cell]]) -> None:
    kinds = {name: kind for name, (kind, _) in KINDS.items()}
    with TemporaryDirectory() as folder:
        table = opened(Path(folder), b"".join(parquet.write(kinds, rows)), "r.parquet")
        assert cells(table) == rows


def test_reading_csv_loads_neither_pyarrow_nor_openpyxl() -> None:
    script = (
        "import sys, ouvrage.formats.csvs, ouvrage.formats.tables, ouvrage.quality;"
        "print([name for name in ('pyarrow', 'openpyxl', 'PIL', 'pandas', 'django')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=120
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("write", [csvs.write, jsonl.write])
def test_writers_stream(
    write: Callable[[Collection[Column], Iterable[Mapping[Column, Cell]]], Iterator[bytes]],
) -> None:
    taken = 0

    def rows() -> Iterator[dict[Column, Cell]]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield {"n": number}

    assert next(write(("n",), rows()))
    assert taken == 2_000


def test_every_refusal_of_files_can_be_said() -> None:
    found = [value for value in vars(errors).values() if isinstance(value, type)]
    refusals = [value for value in found if issubclass(value, errors.FileRefusal)]
    assert len({refusal.code for refusal in refusals}) == len(refusals)
    assert all(refusal.sentence().endswith(".") for refusal in refusals)

"""Parquet: kinds, streaming, and files that are none."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ouvrage.formats import Bounds, errors, parquet
from ouvrage.formats.parquet import Kind
from tests.libraries.formats.files import cells, opened

NAME = "rows.parquet"


def stored(**columns: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def test_dates_and_decimals_read_as_text(tmp_path: Path) -> None:
    content = stored(
        day=[date(2026, 1, 2)],
        at=[datetime(2026, 1, 2, 3, 4, tzinfo=UTC)],
        price=[Decimal("2.50")],
        parts=[[{"a": 1}]],
    )
    assert cells(opened(tmp_path, content, NAME)) == [
        {
            "day": "2026-01-02",
            "at": "2026-01-02T03:04:00+00:00",
            "price": "2.50",
            "parts": [{"a": 1}],
        }
    ]


def test_json_kind_keeps_the_text_of_the_value(tmp_path: Path) -> None:
    written = b"".join(parquet.write({"a": Kind.JSON}, [{"a": {"é": [1]}}, {"a": None}]))
    assert cells(opened(tmp_path, written, NAME)) == [{"a": '{"é": [1]}'}, {"a": None}]


def test_every_chunk_of_rows_is_one_group_given_away_at_once(tmp_path: Path) -> None:
    rows = ({"n": number} for number in range(4_500))
    chunks = list(parquet.write({"n": Kind.INTEGER}, rows))
    content = b"".join(chunks)
    assert len(chunks) == 4
    assert pq.ParquetFile(io.BytesIO(content)).metadata.num_row_groups == 3
    assert [row.cells["n"] for row in opened(tmp_path, content, NAME)] == list(range(4_500))


def test_file_can_be_written_into_a_sink() -> None:
    sink = io.BytesIO()
    parquet.write_to({"a": Kind.TEXTS}, [{"a": ["x", "y"]}], sink)
    assert pq.read_table(io.BytesIO(sink.getvalue())).to_pylist() == [{"a": ["x", "y"]}]


def test_binary_column_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(errors.UnsupportedColumn) as caught:
        opened(tmp_path, stored(id=[1], picture=[b"x"]), NAME)
    assert caught.value.params == {"column": "picture", "found": "binary"}


def test_nan_is_refused_with_row_and_column(tmp_path: Path) -> None:
    with pytest.raises(errors.NotANumber) as caught:
        list(opened(tmp_path, stored(x=[1.0, float("nan")]), NAME))
    assert (caught.value.row, caught.value.field) == (2, "x")


def test_rows_over_the_bound_are_refused_before_reading(tmp_path: Path) -> None:
    with pytest.raises(errors.TooManyRows):
        opened(tmp_path, stored(x=[1, 2, 3]), NAME, bounds=Bounds(rows_max=2))


@pytest.mark.parametrize("content", [b"PAR1", b"no parquet at all", stored(x=[1])[:-9]])
def test_what_is_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(errors.NotParquet):
        opened(tmp_path, content, NAME)


def test_damaged_pages_are_refused(tmp_path: Path) -> None:
    content = bytearray(stored(x=[f"text {n}" for n in range(1000)]))
    content[4:400] = bytes(396)
    with pytest.raises(errors.NotParquet):
        list(opened(tmp_path, bytes(content), NAME))

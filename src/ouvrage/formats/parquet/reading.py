"""Reads Parquet in batches: text, numbers, booleans, dates, lists and structures of these.

Dates and times read as ISO 8601 text, decimals as their digits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq

from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.formats.cells import row_outcome
from ouvrage.formats.errors import (
    EmptyFile,
    FileTooLarge,
    NotParquet,
    TooManyRows,
    UnsupportedColumn,
)
from ouvrage.formats.rows import Cell, Column, Outcome, Row, Source, Table, require_columns

_BROKEN = (pa.ArrowException, OSError, ValueError)


def read(source: Source) -> Table:
    """The table in `source`: its columns are known, its rows unread."""
    if source.path.stat().st_size == 0:
        raise EmptyFile()
    with _opened(source) as opened:
        schema, metadata = opened.schema_arrow, opened.metadata
    columns = require_columns(schema.names, source.bounds)
    for field in schema:
        if not _is_shown(field.type):
            raise UnsupportedColumn(field=field.name, column=field.name, found=str(field.type))
    if metadata.num_rows > source.bounds.rows_max:
        raise TooManyRows(most=source.bounds.rows_max)
    unpacked = sum(metadata.row_group(at).total_byte_size for at in range(metadata.num_row_groups))
    if unpacked > source.bounds.unpacked_bytes_max:
        raise FileTooLarge(found=unpacked, most=source.bounds.unpacked_bytes_max)
    return Table(columns, "", "", partial(_rows, source, columns), source.bounds.rows_max)


@contextmanager
def _opened(source: Source) -> Iterator[pq.ParquetFile]:
    try:
        opened = pq.ParquetFile(source.path, page_checksum_verification=True)
    except _BROKEN:
        raise NotParquet() from None
    with opened:
        yield opened


def _is_shown(kind: pa.DataType) -> bool:
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _is_shown(kind.value_type)
    if pa.types.is_struct(kind):
        return all(_is_shown(field.type) for field in kind)
    if pa.types.is_dictionary(kind):
        return _is_shown(kind.value_type)
    return any(
        is_kind(kind)
        for is_kind in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_integer,
            pa.types.is_floating,
            pa.types.is_boolean,
            pa.types.is_date,
            pa.types.is_time,
            pa.types.is_timestamp,
            pa.types.is_decimal,
            pa.types.is_null,
        )
    )


def _rows(source: Source, columns: tuple[Column, ...]) -> Iterator[Outcome]:
    number = 0
    with _opened(source) as opened:
        batches = opened.iter_batches(batch_size=EXPORT_CHUNK_ROWS)
        while True:
            try:
                batch = next(batches, None)
                found = [] if batch is None else batch.to_pylist()
            except _BROKEN:
                raise NotParquet() from None
            if batch is None:
                return
            for values in found:
                number += 1
                cells = {column: _cell(values[column]) for column in columns}
                yield row_outcome(Row(number, number, cells), source.bounds)


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, list):
        return [_cell(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _cell(part) for key, part in value.items()}
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    assert isinstance(value, Decimal)
    return str(value)

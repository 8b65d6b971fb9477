"""Writes Parquet: one row group per `EXPORT_CHUNK_ROWS` rows, zstd, nothing else kept in memory.

The bytes of a finished row group can be sent before the next is read, so `write` streams; pyarrow
writes forward only, and puts the directory of the groups at the end.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.formats.parquet.kinds import Kind
from ouvrage.formats.rows import Cell, Column

_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.JSON: pa.string(),
}


def write(columns: Mapping[Column, Kind], rows: Iterable[Mapping[Column, Cell]]) -> Iterator[bytes]:
    """The file as bytes, a row group at a time; a column that a row lacks is null."""
    sink = _Drain()
    waiting = iter(rows)
    schema = pa.schema([(column, _TYPES[kind]) for column, kind in columns.items()])
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        while chunk := list(islice(waiting, EXPORT_CHUNK_ROWS)):
            writer.write_table(_group(columns, chunk, schema))
            yield sink.drained()
    yield sink.drained()


def write_to(
    columns: Mapping[Column, Kind], rows: Iterable[Mapping[Column, Cell]], sink: BinaryIO
) -> None:
    """The whole file is in `sink`."""
    for chunk in write(columns, rows):
        sink.write(chunk)


def _group(
    columns: Mapping[Column, Kind], rows: list[Mapping[Column, Cell]], schema: pa.Schema
) -> pa.Table:
    values = [[_stored(row.get(column), kind) for row in rows] for column, kind in columns.items()]
    arrays = [pa.array(cells, field.type) for cells, field in zip(values, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _stored(cell: Cell, kind: Kind) -> Cell:
    if kind is Kind.JSON and cell is not None:
        return json.dumps(cell, ensure_ascii=False, allow_nan=False)
    return cell


class _Drain(io.RawIOBase):
    """A sink that gives away what it holds and remembers only where it is."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._given = 0

    def writable(self) -> bool:
        return True

    def write(self, chunk: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._held += chunk
        return len(chunk)

    def tell(self) -> int:
        return self._given + len(self._held)

    def drained(self) -> bytes:
        """What was written since the last call."""
        chunk = bytes(self._held)
        self._given += len(chunk)
        self._held.clear()
        return chunk

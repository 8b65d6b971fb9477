"""Apache Parquet through pyarrow, read and written one group of rows at a time."""

from ouvrage.formats.parquet.kinds import Kind
from ouvrage.formats.parquet.reading import read
from ouvrage.formats.parquet.writing import write, write_to

EXTENSIONS = (".parquet",)

__all__ = ["EXTENSIONS", "Kind", "read", "write", "write_to"]

"""JSON Lines: one object per line; the keys of the first line are the columns.

A key that a later line lacks reads as None. Values may be lists and objects.
"""

from ouvrage.formats.jsonl.reading import read
from ouvrage.formats.jsonl.writing import write

EXTENSIONS = (".jsonl", ".ndjson")

__all__ = ["EXTENSIONS", "read", "write"]

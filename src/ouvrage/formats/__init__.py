"""Formats: bytes that come in and go out, as streams of rows with a place for every error.

A pure library, one folder per format. Nothing here knows projects or people.

    table = open_table(path, name="pairs.csv")
    summary = check_table(table)          # one pass, errors by row and column
    for row in table: ...                 # streamed; raises the first refusal
    for chunk in csvs.write(table.columns, rows): ...
"""

from ouvrage.formats.rows import Bounds, Cell, Column, Row, Table
from ouvrage.formats.tables import (
    EXTENSIONS,
    Format,
    RowsSummary,
    check_table,
    format_of,
    open_table,
    preview,
)

__all__ = [
    "EXTENSIONS",
    "Bounds",
    "Cell",
    "Column",
    "Format",
    "Row",
    "RowsSummary",
    "Table",
    "check_table",
    "format_of",
    "open_table",
    "preview",
]

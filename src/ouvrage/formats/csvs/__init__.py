"""CSV and TSV (RFC 4180): one row per record, the first record names the columns.

Cells keep their text exactly; an empty cell is the empty text. Written cells that a spreadsheet
would run as a formula are defused, and `formulas.restore` gives the text back.
"""

from ouvrage.formats.csvs.reading import read
from ouvrage.formats.csvs.writing import write

EXTENSIONS = (".csv", ".tsv", ".tab")

__all__ = ["EXTENSIONS", "read", "write"]

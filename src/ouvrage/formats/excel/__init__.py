"""Excel workbooks (.xlsx, .xlsm): the first sheet, its first row naming the columns.

Formulas read as the value they last had, dates as ISO 8601 text, whole numbers as integers, empty
cells as empty text. Macros never run. Read only: results leave as CSV, JSON Lines or Parquet.
"""

from ouvrage.formats.excel.reading import read

EXTENSIONS = (".xlsx", ".xlsm")

__all__ = ["EXTENSIONS", "read"]

"""Which character separates the cells: the one by which the first rows are as wide as the header.

Quotation marks count, so a comma inside a quoted text separates nothing.

>>> best_delimiter(["id;price\\n", "1;2,50\\n", "2;3,99\\n"])
';'
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
DELIMITERS = tuple(NAMES)
SAMPLE_LINES = 100


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the first rows look under one delimiter."""

    columns: int
    same_width: float
    divided: float


def best_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that fits the lines best; a comma when they have a single column."""
    fits = {delimiter: _fit(lines, delimiter) for delimiter in DELIMITERS}
    found = [delimiter for delimiter, fit in fits.items() if _divides(fit)]
    if not found:
        return ","
    return max(found, key=lambda delimiter: (fits[delimiter].same_width, fits[delimiter].columns))


def column_count(lines: Sequence[str], delimiter: str) -> int:
    """How many columns the header has under `delimiter`."""
    return _fit(lines, delimiter).columns


def _divides(fit: _Fit) -> bool:
    return fit.columns > 1 and (fit.same_width > 0 or fit.divided >= 0.5)


def _fit(lines: Sequence[str], delimiter: str) -> _Fit:
    widths = _widths(lines, delimiter)
    if not widths:
        return _Fit(0, 0.0, 0.0)
    header, rows = widths[0], widths[1:]
    if not rows:
        return _Fit(header, 1.0, 1.0)
    same = sum(width == header for width in rows) / len(rows)
    return _Fit(header, same, sum(width > 1 for width in rows) / len(rows))


def _widths(lines: Sequence[str], delimiter: str) -> list[int]:
    records = csv.reader(lines, delimiter=delimiter)
    widths: list[int] = []
    try:
        widths.extend(len(record) for record in records if record)
    except csv.Error:
        return widths
    cut = len(lines) >= SAMPLE_LINES and len(widths) > 2
    return widths[:-1] if cut else widths

"""What a cell may hold: text without NUL, finite numbers of 64 bits, lists and objects of these.

Both databases, JSON and Parquet keep such values exactly, so they are refused at the gate or never.
"""

import json
import math
from collections.abc import Iterator

from ouvrage.base.errors import Refusal
from ouvrage.formats.errors import (
    BadCharacter,
    CellTooLong,
    NotANumber,
    NulCharacter,
    NumberTooLarge,
)
from ouvrage.formats.rows import Bounds, Cell, Row

INTEGER_MAX = 2**63 - 1


def row_outcome(row: Row, bounds: Bounds) -> Row | Refusal:
    """The row itself when every cell may stay, else the refusal of its first bad cell."""
    for column, cell in row.cells.items():
        wrong = _wrong(cell, bounds)
        if wrong is not None:
            return wrong(
                field=column,
                row=row.number,
                line=row.line,
                column=column,
                most=bounds.cell_characters_max,
            )
    return row


def _wrong(cell: Cell, bounds: Bounds) -> type[Refusal] | None:
    if isinstance(cell, str):
        return _wrong_text(cell, bounds)
    if isinstance(cell, (list, dict)):
        return _wrong_nested(cell, bounds)
    return _wrong_number(cell)


def _wrong_text(text: str, bounds: Bounds) -> type[Refusal] | None:
    if len(text) > bounds.cell_characters_max:
        return CellTooLong
    if "\0" in text:
        return NulCharacter
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return BadCharacter
    return None


def _wrong_number(cell: int | float | None) -> type[Refusal] | None:
    if isinstance(cell, float) and not math.isfinite(cell):
        return NotANumber
    if isinstance(cell, int) and not -INTEGER_MAX - 1 <= cell <= INTEGER_MAX:
        return NumberTooLarge
    return None


def _wrong_nested(cell: Cell, bounds: Bounds) -> type[Refusal] | None:
    for part in _parts(cell):
        wrong = _wrong(part, bounds)
        if wrong is not None:
            return wrong
    if len(json.dumps(cell, ensure_ascii=False)) > bounds.cell_characters_max:
        return CellTooLong
    return None


def _parts(cell: Cell) -> Iterator[str | int | float | None]:
    waiting: list[Cell] = [cell]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict):
            waiting.extend(part)
            waiting.extend(part.values())
        else:
            yield part

"""Texts with marked words, as the formats of spans take them.

>>> outermost([Mark(0, 3, "person"), Mark(0, 9, "work"), Mark(9, 12, "date")])
[Mark(start=0, end=9, label='work'), Mark(start=9, end=12, label='date')]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Some words of a text and their label; offsets count code points, the end is not marked."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One answer: a text, its marks in any order, and where it comes from."""

    text: str
    marks: tuple[Mark, ...]
    source: Mapping[str, str] = field(default_factory=dict)


def outermost(marks: Iterable[Mark]) -> list[Mark]:
    """Marks of which none overlaps another, in order: the longest are kept, then the first.

    The rule of `spacy.util.filter_spans`, so that both files of one batch hold the same.
    """
    kept: list[Mark] = []
    taken: set[int] = set()
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start, mark.label)):
        if mark.start not in taken and mark.end - 1 not in taken:
            kept.append(mark)
            taken.update(range(mark.start, mark.end))
    return sorted(kept)

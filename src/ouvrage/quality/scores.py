"""Shares that fade: what part of what happened went well, the old counting less (DEC-5, DEC-6).

An event weighs `fade_days - age` in whole days, nothing once it is that old, so that every sum is
of integers and a share without one event is exact:

>>> tally = Tally.of([(0, True, 2), (100, False, 1)], fade_days=200)
>>> (tally.passed, tally.whole, tally.events, tally.share)
(400, 500, 3, 0.8)
>>> tally.without(weight(100, 200), passed=False).share
1.0
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

Group = tuple[int, bool, int]


def weight(age_days: int, fade_days: int) -> int:
    """What an event of that age weighs, in days; one from the future weighs as one of today."""
    return max(0, fade_days - max(0, age_days))


@dataclass(frozen=True, slots=True)
class Tally:
    """Weights that passed, all weights, and how many events have one."""

    passed: int
    whole: int
    events: int

    @classmethod
    def of(cls, groups: Iterable[Group], *, fade_days: int) -> Self:
        """The sums over (age in days, passed, how many) in any order."""
        passed = whole = events = 0
        for age_days, went_well, count in groups:
            each = weight(age_days, fade_days)
            if each:
                passed += each * count * went_well
                whole += each * count
                events += count
        return cls(passed, whole, events)

    @property
    def share(self) -> float | None:
        """The share that passed; None when nothing counts."""
        return self.passed / self.whole if self.whole else None

    def without(self, each: int, *, passed: bool) -> "Tally":
        """The sums if that one event had not been."""
        return Tally(self.passed - each * passed, self.whole - each, self.events - bool(each))

"""Dated rates of contribution schemes, read from TOML: a rate, its source, and since when.

A scheme's folder ships a `rates.toml`; an operator's own file of the same form takes its place. A
rate is in parts per million of the reward, so that 8.55 % is exact. Rows are never edited when the
law changes: a new row with a later `valid_from` follows, and the one before ends there.

>>> table = read(b'''
... [[rate]]
... branch = "social"
... side = "worker"
... ppm = 256_000
... valid_from = 2026-01-01
... source = "the decree"
... ''')
>>> [rate.ppm for rate in table.in_force(date(2026, 6, 1))]
[256000]
>>> table.in_force(date(2025, 6, 1))
()
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ouvrage.base.money import Money

MILLION = 1_000_000
NAME_CHARACTERS_MAX = 20
ROWS_MAX = 500
_KEYS = {"branch", "side", "ppm", "cap", "currency", "activity", "valid_from", "source"}
_NEEDED = {"branch", "side", "ppm", "valid_from", "source"}


class Side(StrEnum):
    """Who pays: the requester on top of the reward, or the worker out of it."""

    REQUESTER = "requester"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Rate:
    """What one branch takes of a reward from a day on; `cap` bounds it for one transaction."""

    branch: str
    side: Side
    ppm: int
    valid_from: date
    source: str
    activity: str = ""
    cap: Money | None = None

    def of(self, reward: Money) -> Money:
        """This rate's part of the reward, never above the cap.

        Rounded to the micro-unit in the worker's favour: up where the requester pays, down where
        the worker does, so that several parts of one reward cannot exceed it.
        """
        product = reward.micros * self.ppm
        rounded = -(-product // MILLION) if self.side is Side.REQUESTER else product // MILLION
        part = Money(rounded, reward.currency)
        return self.cap if self.cap is not None and self.cap < part else part


@dataclass(frozen=True, slots=True)
class RateTable:
    """The rows of one scheme and who collects. `example` rows are nobody's real rates."""

    rows: tuple[Rate, ...] = ()
    activity: str = ""
    example: bool = False
    collector: str = ""

    def in_force(self, day: date, *, activity: str = "") -> tuple[Rate, ...]:
        """The latest row of each branch and side that is valid on `day`, in the file's order.

        `activity` is the worker's, the file's own when nothing is said; rows without one are for
        every activity.
        """
        wanted = activity or self.activity
        latest: dict[tuple[str, Side], Rate] = {}
        for row in self.rows:
            if row.valid_from > day or row.activity not in {"", wanted}:
                continue
            key = (row.branch, row.side)
            if key not in latest or latest[key].valid_from <= row.valid_from:
                latest[key] = row
        return tuple(row for row in self.rows if latest.get((row.branch, row.side)) is row)

    def activities(self) -> tuple[str, ...]:
        """The activities that have rows of their own, in the file's order."""
        return tuple(dict.fromkeys(row.activity for row in self.rows if row.activity))


def part_of(rates: Iterable[Rate], reward: Money) -> Money:
    """What these rates take of the reward together."""
    return Money(sum(rate.of(reward).micros for rate in rates), reward.currency)


def read(text: bytes) -> RateTable:
    """The table in a rates file; ValueError says which row is wrong and why."""
    try:
        file = tomllib.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"it is not TOML: {error}") from error
    unknown = sorted(file.keys() - {"rate", "activity", "collector", "example"})
    if unknown:
        raise ValueError(f"there is no key called {', '.join(unknown)}")
    listed = file.get("rate", [])
    if not isinstance(listed, list) or len(listed) > ROWS_MAX:
        raise ValueError(f"rates are at most {ROWS_MAX} tables [[rate]]")
    rows = tuple(_row(number, row) for number, row in enumerate(listed, start=1))
    activity, collector = file.get("activity", ""), file.get("collector", "")
    example = file.get("example", False)
    if not isinstance(activity, str) or not isinstance(collector, str):
        raise ValueError("activity and collector are texts")
    if not isinstance(example, bool):
        raise ValueError("example is true or false")
    table = RateTable(rows, activity, example, collector)
    _check_worker_side(table)
    return table


def _row(number: int, row: Any) -> Rate:
    if not isinstance(row, dict):
        raise ValueError(f"rate {number} is not a table")
    unknown, missing = sorted(row.keys() - _KEYS), sorted(_NEEDED - row.keys())
    if unknown or missing:
        raise ValueError(f"rate {number} has unknown keys {unknown} or lacks {missing}")
    for name in ("branch", "source"):
        if not isinstance(row[name], str) or not row[name].strip():
            raise ValueError(f"rate {number}: {name} is a text")
    _check_values(number, row)
    return Rate(
        row["branch"],
        Side(row["side"]),
        row["ppm"],
        row["valid_from"],
        row["source"],
        str(row.get("activity", "")),
        _cap(number, row),
    )


def _check_values(number: int, row: Mapping[str, Any]) -> None:
    if len(row["branch"]) > NAME_CHARACTERS_MAX or not row["branch"].replace("_", "").isalnum():
        raise ValueError(f"rate {number}: branch is a word of {NAME_CHARACTERS_MAX} letters")
    if row["side"] not in {side.value for side in Side}:
        raise ValueError(f"rate {number}: side is requester or worker")
    if type(row["ppm"]) is not int or not 0 <= row["ppm"] <= MILLION:
        raise ValueError(f"rate {number}: ppm is a whole number from 0 to {MILLION}")
    if type(row["valid_from"]) is not date:
        raise ValueError(f"rate {number}: valid_from is a day such as 2026-01-01")


def _cap(number: int, row: Mapping[str, Any]) -> Money | None:
    if "cap" not in row:
        return None
    try:
        cap = Money.parse(str(row["cap"]), str(row.get("currency", "")))
    except ValueError as error:
        raise ValueError(f'rate {number}: cap is an amount such as "1.50": {error}') from error
    if cap.micros < 0 or not cap.currency:
        raise ValueError(f"rate {number}: cap is not negative and has a currency")
    return cap


def _check_worker_side(table: RateTable) -> None:
    """What is withheld must leave something: no day's worker side may reach the whole reward."""
    for day in {row.valid_from for row in table.rows}:
        for activity in table.activities() or ("",):
            rates = table.in_force(day, activity=activity)
            if sum(rate.ppm for rate in rates if rate.side is Side.WORKER) >= MILLION:
                raise ValueError(f"from {day} workers would keep nothing of their pay")

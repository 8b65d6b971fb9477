"""How working time is counted from what was recorded (PAY-1): never a sum, always a union.

Records of one worker may overlap: two tasks in hand, a reading during a search. Each second belongs
to one category, the first of `TimeCategory` that any record of that second has, so that the
categories sum to the union exactly. A gap between two stretches of the same kind of session counts
when it is short: somebody who looks a word up in another window is still at work.

>>> work = [Interval(0, 60, TimeCategory.TASK), Interval(30, 100, TimeCategory.SEARCH)]
>>> seconds_by_category(timeline(work))
{<TimeCategory.TASK: 'task'>: 60, <TimeCategory.SEARCH: 'search'>: 40}
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heappop, heappush
from itertools import pairwise

from ouvrage.base.words import N_

SECONDS_A_DAY = 24 * 3600


class TimeCategory(StrEnum):
    """What a second was spent on, in the fixed order in which categories win where they overlap.

    Work on something comes before waiting for it, waiting before looking for it, and a power cut
    comes last: whatever was recorded meanwhile shows that it did not last.
    """

    TASK = "task"
    REWORK = "rework"
    QUALIFICATION = "qualification"
    INSTRUCTION = "instruction"
    STANDBY = "standby"
    COMMUNICATION = "communication"
    SEARCH = "search"
    OUTAGE = "outage"


class TimeSource(StrEnum):
    """Who says so: the page, the server's own clock, the worker, or a decided claim."""

    BROWSER = "browser"
    SERVER = "server"
    WORKER = "worker"
    CORRECTION = "correction"


CATEGORY_LABELS = {
    TimeCategory.TASK: N_("Task"),
    TimeCategory.REWORK: N_("Rework of an answer"),
    TimeCategory.QUALIFICATION: N_("Test"),
    TimeCategory.INSTRUCTION: N_("Reading instructions"),
    TimeCategory.STANDBY: N_("On duty"),
    TimeCategory.COMMUNICATION: N_("Questions and messages"),
    TimeCategory.SEARCH: N_("Looking for work"),
    TimeCategory.OUTAGE: N_("Power or connection cut"),
}
SOURCE_LABELS = {
    TimeSource.BROWSER: N_("the page"),
    TimeSource.SERVER: N_("the server’s clock"),
    TimeSource.WORKER: N_("you"),
    TimeSource.CORRECTION: N_("a correction"),
}
UNPAID_CATEGORIES = frozenset(
    {TimeCategory.SEARCH, TimeCategory.COMMUNICATION, TimeCategory.OUTAGE}
)
BATCH_CATEGORIES = frozenset({TimeCategory.TASK, TimeCategory.INSTRUCTION, TimeCategory.REWORK})
_RANK = {category: rank for rank, category in enumerate(TimeCategory)}


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` until `end`, in whole seconds of Unix time, for one piece of work."""

    start: int
    end: int
    category: TimeCategory
    project_id: str = ""
    batch_id: str = ""
    subject_id: str = ""

    @property
    def seconds(self) -> int:
        """How long it lasted."""
        return max(0, self.end - self.start)

    @property
    def session(self) -> tuple[TimeCategory, str]:
        """What short gaps are merged within: one category of one project."""
        return self.category, self.project_id


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts, as disjoint intervals in order, and what the caps of a day left out."""

    intervals: tuple[Interval, ...]
    over_cap: tuple[Interval, ...]


def counted(
    records: Iterable[Interval], *, gap_seconds: int, most_a_day: Mapping[TimeCategory, int]
) -> Counted:
    """The time that counts among one worker's records.

    The union by category, gaps of at most `gap_seconds` within a session filled, of each category
    in `most_a_day` at most so many seconds. The order of the records does not matter; O(n log n).
    """
    kept, over = fill_gaps(timeline(records), gap_seconds), list[Interval]()
    for category, most in most_a_day.items():
        capped = cap_per_day(kept, category, most)
        kept = capped.intervals
        over += capped.over_cap
    return Counted(kept, tuple(sorted(over, key=lambda piece: piece.start)))


def timeline(records: Iterable[Interval]) -> tuple[Interval, ...]:
    """Disjoint intervals in order whose seconds are those of the union, each with one category.

    Within a category the earlier start wins, then the order of the ids.
    """
    waiting = sorted((row for row in records if row.seconds), key=lambda row: row.start)
    bounds = sorted({edge for row in waiting for edge in (row.start, row.end)})
    active: list[tuple[tuple[int, int, str, str, str], int, Interval]] = []  # a heap
    pieces: list[Interval] = []
    at = 0
    for start, end in pairwise(bounds):
        while at < len(waiting) and waiting[at].start == start:
            heappush(active, (_precedence(waiting[at]), at, waiting[at]))
            at += 1
        while active and active[0][2].end <= start:
            heappop(active)
        if active:
            _append(pieces, replace(active[0][2], start=start, end=end))
    return tuple(pieces)


def _precedence(row: Interval) -> tuple[int, int, str, str, str]:
    return _RANK[row.category], row.start, row.project_id, row.batch_id, row.subject_id


def _append(pieces: list[Interval], piece: Interval) -> None:
    """The piece is last; one that goes on from the piece before, for the same work, extends it."""
    if pieces and pieces[-1] == replace(piece, start=pieces[-1].start, end=piece.start):
        pieces[-1] = replace(piece, start=pieces[-1].start)
    else:
        pieces.append(piece)


def fill_gaps(pieces: Sequence[Interval], gap_seconds: int) -> tuple[Interval, ...]:
    """Gaps of at most `gap_seconds` between two pieces of one session belong to the first.

    The pieces are those of `timeline`: a second that anything else was recorded for is no gap.
    """
    filled: list[Interval] = []
    for piece in pieces:
        before = filled[-1] if filled else None
        if before and before.session == piece.session and piece.start - before.end <= gap_seconds:
            filled[-1] = replace(before, end=piece.start)
        _append(filled, piece)
    return tuple(filled)


def cap_per_day(pieces: Sequence[Interval], category: TimeCategory, most: int) -> Counted:
    """The pieces without what the category has over `most` seconds in a day of UTC.

    The first seconds of the day are those that count.
    """
    kept: list[Interval] = []
    over: list[Interval] = []
    left: dict[int, int] = {}
    for piece in pieces:
        if piece.category is not category:
            kept.append(piece)
            continue
        for part in by_day(piece):
            day = part.start // SECONDS_A_DAY
            room = left.get(day, most)
            split = min(part.end, part.start + room)
            left[day] = room - (split - part.start)
            if split > part.start:
                _append(kept, replace(part, end=split))
            if part.end > split:
                _append(over, replace(part, start=split))
    return Counted(tuple(kept), tuple(over))


def by_day(piece: Interval) -> list[Interval]:
    """The interval, cut where one day of UTC ends."""
    parts = []
    start = piece.start
    while start < piece.end:
        end = min(piece.end, (start // SECONDS_A_DAY + 1) * SECONDS_A_DAY)
        parts.append(replace(piece, start=start, end=end))
        start = end
    return parts


def seconds_by_category(pieces: Iterable[Interval]) -> dict[TimeCategory, int]:
    """How long each category lasted, in the order of the categories; those without time left out.

    The pieces are disjoint, so the values sum to the union.
    """
    sums = dict.fromkeys(TimeCategory, 0)
    for piece in pieces:
        sums[piece.category] += piece.seconds
    return {category: seconds for category, seconds in sums.items() if seconds}


def union_seconds(spans: Iterable[tuple[int, int]]) -> int:
    """How many seconds at least one of the spans covers."""
    total = 0
    reached: int | None = None
    for start, end in sorted(spans):
        begin = start if reached is None else max(start, reached)
        if end > begin:
            total += end - begin
            reached = end
    return total


@dataclass(frozen=True, slots=True)
class Frame:
    """What the server's clock knows of one piece of work: it lay between two moments.

    `most_seconds` bounds the time without a page that measured it.
    """

    interval: Interval
    most_seconds: int


def evidence(
    frame: Frame, seen: Sequence[tuple[int, int]], outages: Sequence[tuple[int, int]] = ()
) -> list[Interval]:
    """The time of one piece of work: what its page measured, cut to the frame; else the frame.

    Without a measurement the frame counts from its start, less the power cuts that the worker told
    of, and at most `most_seconds`.
    """
    whole = frame.interval
    if seen:
        spans = [(max(start, whole.start), min(end, whole.end)) for start, end in seen]
        return [replace(whole, start=start, end=end) for start, end in spans if end > start]
    left = frame.most_seconds
    parts = []
    for start, end in without(whole.start, whole.end, outages):
        end = min(end, start + left)
        if end > start:
            parts.append(replace(whole, start=start, end=end))
            left -= end - start
    return parts


def place(
    frame: tuple[int, int],
    seconds: int,
    seen: Sequence[tuple[int, int]],
    paid: Sequence[tuple[int, int]],
) -> tuple[list[tuple[int, int]], int]:
    """Which spans of the frame the seconds of work were, and how many of them were paid before.

    What the page measured comes first, then the frame from its start, as in `evidence`; a second of
    `paid` is never taken again. Seconds beyond the length of the frame were not paid before.

    >>> place((0, 100), 80, [], [(0, 50)])
    ([(50, 100)], 30)
    """
    rest = without(*frame, seen)
    spans: list[tuple[int, int]] = []
    left, lost = seconds, 0
    for layer in (without(*frame, rest), rest):
        asked = min(left, union_seconds(layer))
        free = [part for start, end in layer for part in without(start, end, paid)]
        found = first_seconds(free, asked)
        lost += asked - union_seconds(found)
        spans += found
        left -= asked
    return sorted(spans), lost


def first_seconds(spans: Iterable[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """The first `most` seconds of disjoint spans in order."""
    kept = []
    for start, end in spans:
        end = min(end, start + most)
        if end > start:
            kept.append((start, end))
            most -= end - start
    return kept


def without(start: int, end: int, holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The span from `start` to `end` less the holes, in order."""
    parts = []
    for hole_start, hole_end in sorted(holes):
        if hole_end <= start or hole_start >= end:
            continue
        if hole_start > start:
            parts.append((start, hole_start))
        start = max(start, hole_end)
    if end > start:
        parts.append((start, end))
    return parts

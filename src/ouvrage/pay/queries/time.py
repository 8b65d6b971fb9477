"""A worker's time: what was recorded by whom, what of it counts, and what does not and why (PAY-1).

The server's clock knows when a task was taken and sent and when instructions were read: the frames.
Inside a frame the intervals that its page measured count; where no page measured, the frame itself
does, up to a bound. Power cuts told by the worker are taken out of such a frame; corrections are
added. Days whose page intervals were erased are read from their folded totals.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from ouvrage.base.moment import Moment
from ouvrage.journal.queries import moments_of
from ouvrage.pay.models import FoldedTime, Reading, ReadingState, TimeRecord
from ouvrage.pay.queries.credits import frauds_of_batch, paid_before
from ouvrage.pay.queries.undecided import stops_waiting, undecided_of_batch
from ouvrage.pay.rules import TimeCategory, TimeSource
from ouvrage.pay.rules.time import (
    BATCH_CATEGORIES,
    Counted,
    Frame,
    Interval,
    by_day,
    counted,
    evidence,
    seconds_by_category,
    union_seconds,
)
from ouvrage.skills.models import Attempt
from ouvrage.work.models import Assignment, Project, Stop, Submission
from ouvrage.work.rules import AssignmentState

# A rework may be sent days after it began; nothing is in hand for longer.
LOOK_BACK = timedelta(days=8)
STOPPED = frozenset(
    {AssignmentState.SCREENED_OUT, AssignmentState.BROKEN, AssignmentState.WITHDRAWN}
)
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One interval as it was recorded, by whom, and for which piece of work."""

    interval: Interval
    source: TimeSource
    subject_kind: str

    @property
    def started_at(self) -> Moment:
        """When it began."""
        return at(self.interval.start)

    @property
    def ended_at(self) -> Moment:
        """When it ended."""
        return at(self.interval.end)


@dataclass(frozen=True, slots=True)
class WorkerTime:
    """One worker's time between two moments.

    `records` is what counts as evidence, `hidden_seconds` what lay inside frames while their pages
    were hidden or paused, or beyond the bound where no page measured; `folded` are whole days.
    """

    records: tuple[Recorded, ...]
    counted: Counted
    hidden_seconds: int
    folded: tuple["FoldedRow", ...] = ()

    @property
    def seconds(self) -> dict[TimeCategory, int]:
        """What counts, by category; the values sum to the whole."""
        sums = seconds_by_category(self.counted.intervals)
        for row in self.folded:
            if row.seconds:
                sums[row.category] = sums.get(row.category, 0) + row.seconds
        return {category: sums[category] for category in TimeCategory if category in sums}

    @property
    def total_seconds(self) -> int:
        """All that counts."""
        return sum(self.seconds.values())

    @property
    def overlap_seconds(self) -> int:
        """What was recorded twice: the same second for two pieces of work counts once."""
        return sum(row.interval.seconds for row in self.records) - self._covered

    @property
    def gap_seconds(self) -> int:
        """Short gaps between records that count all the same."""
        pieces = (*self.counted.intervals, *self.counted.over_cap)
        return sum(piece.seconds for piece in pieces) - self._covered

    @property
    def _covered(self) -> int:
        return union_seconds((row.interval.start, row.interval.end) for row in self.records)

    @property
    def over_cap_seconds(self) -> int:
        """Search and messages beyond what a day may count."""
        return sum(piece.seconds for piece in self.counted.over_cap)


@dataclass(frozen=True, slots=True)
class FoldedRow:
    """What counted on a day whose page intervals were erased."""

    day: date
    category: TimeCategory
    project_id: str
    batch_id: str
    seconds: int


@dataclass(frozen=True, slots=True)
class _Work:
    """A frame with what its page measured, ready to be counted."""

    frame: Frame
    subject_kind: str
    seen: Spans


def at(second: int) -> Moment:
    """The moment of a second of Unix time."""
    return datetime.fromtimestamp(second, UTC)


def second(moment: Moment) -> int:
    """The whole second of Unix time that the moment is in."""
    return int(moment.timestamp())


def time_of_worker(worker_id: str, start: Moment, end: Moment, now: Moment) -> WorkerTime:
    """The worker's time between two moments; what is in hand counts until `now`.

    A handful of queries, whatever the length.
    """
    own = _own_records(Q(worker_id=worker_id, started_at__lt=end, ended_at__gt=start))
    begun = Q(worker_id=worker_id, started_at__lt=end, started_at__gte=start - LOOK_BACK)
    taken = Q(worker_id=worker_id, taken_at__lt=end, taken_at__gte=start - LOOK_BACK)
    work = [item for _, item in _work_by_worker(taken, begun, own, now)] + _tests(begun, now)
    folded = _folded(worker_id, start.date(), (end - timedelta(microseconds=1)).date())
    shut = {row.day for row in folded}
    return _counted(work, own, (second(start), second(end)), folded, shut)


def seconds_of_worker(
    worker_id: str, start: Moment, end: Moment, now: Moment
) -> dict[TimeCategory, int]:
    """What counts between two moments, by category."""
    return time_of_worker(worker_id, start, end, now).seconds


def days_of_worker(
    worker_id: str, start: Moment, end: Moment, now: Moment
) -> dict[date, dict[TimeCategory, int]]:
    """What counts on each day of UTC that has any, newest first, by category."""
    time = time_of_worker(worker_id, start, end, now)
    sums: dict[date, dict[TimeCategory, int]] = defaultdict(dict)
    for piece in time.counted.intervals:
        for part in by_day(piece):
            day = sums[at(part.start).date()]
            day[part.category] = day.get(part.category, 0) + part.seconds
    for row in time.folded:
        if row.seconds:
            day = sums[row.day]
            day[row.category] = day.get(row.category, 0) + row.seconds
    return dict(sorted(sums.items(), reverse=True))


def batch_seconds(batch_id: str, now: Moment) -> dict[str, int]:
    """How long each worker worked on the batch, readings paid by it included: a union each.

    What is in hand or undecided is left out, since its pay is still to come. So is proven fraud,
    that it neither lowers nor raises what an hour is said to pay, and those who sent nothing else.
    Seconds that something else paid already are no work of this batch.
    """
    frauds = frauds_of_batch(batch_id)
    left_out = [*frauds, *undecided_of_batch(batch_id)]
    out = {row.assignment_id for row in left_out} | stops_waiting(batch_id)
    own = [pair for pair in _own_records(Q(batch_id=batch_id)) if pair[0].subject_id not in out]
    by_worker: dict[str, list[tuple[TimeRecord, Interval]]] = defaultdict(list)
    for record, interval in own:
        by_worker[record.worker_id].append((record, interval))
    work: dict[str, list[_Work]] = defaultdict(list)
    tasks = Q(batch_id=batch_id) & ~Q(id__in=out) & ~Q(redoes_id__in=out)
    tasks &= ~Q(state=AssignmentState.TAKEN)
    read = Q(batch_id=batch_id) & ~Q(state=ReadingState.OPEN)
    for worker_id, item in _work_by_worker(tasks, read, own, now):
        work[worker_id].append(item)
    folded: dict[str, int] = defaultdict(int)
    shut: dict[str, set[date]] = defaultdict(set)
    for row in FoldedTime.objects.filter(batch_id=batch_id):
        shut[row.worker_id].add(row.day)
        if row.category in BATCH_CATEGORIES:
            folded[row.worker_id] += row.seconds
    for sent in left_out:
        if sent.submitted_at.date() in shut[sent.worker_id]:
            folded[sent.worker_id] = max(0, folded[sent.worker_id] - sent.work_seconds)
    elsewhere = paid_before(batch_id)
    seconds = {}
    for worker_id in sorted({*by_worker, *work, *folded} - _nothing_else(batch_id, frauds)):
        time = _counted(work[worker_id], by_worker[worker_id], None, (), shut[worker_id])
        sums = {category: time.seconds.get(category, 0) for category in BATCH_CATEGORIES}
        spent = sum(sums.values()) + folded[worker_id] - elsewhere[worker_id]
        seconds[worker_id] = max(0, spent)
    return seconds


def _nothing_else(batch_id: str, frauds: Sequence[Submission]) -> set[str]:
    """Those who sent these answers to the batch and no other."""
    found = {row.worker_id for row in frauds}
    sent = Submission.objects.filter(batch_id=batch_id, worker_id__in=found)
    others = sent.exclude(id__in=[row.id for row in frauds])
    return found - set(others.values_list("worker_id", flat=True))


def _own_records(where: Q) -> list[tuple[TimeRecord, Interval]]:
    rows = TimeRecord.objects.filter(where).order_by("started_at", "id")
    return [(row, _interval(row)) for row in rows]


def _interval(row: TimeRecord) -> Interval:
    return Interval(
        second(row.started_at),
        second(row.ended_at),
        TimeCategory(row.category),
        row.project_id,
        row.batch_id,
        row.subject_id,
    )


def _work_by_worker(
    assignments: Q, readings: Q, own: Sequence[tuple[TimeRecord, Interval]], now: Moment
) -> list[tuple[str, _Work]]:
    seen: dict[tuple[str, str], Spans] = defaultdict(list)
    for record, interval in own:
        if record.source == TimeSource.BROWSER and record.subject_id:
            seen[record.worker_id, record.subject_id].append((interval.start, interval.end))
    tasks = list(Assignment.objects.filter(assignments).select_related("project", "submission"))
    returned = [row.id for row in tasks if row.state == AssignmentState.RETURNED]
    given_back = moments_of("task.returned", "assignment", returned)
    stopped = Stop.objects.filter(assignment_id__in=[t.id for t in tasks if t.state in STOPPED])
    given_back |= dict(stopped.values_list("assignment_id", "at"))
    found = [
        (row.worker_id, _Work(frame, "assignment", seen[row.worker_id, row.id]))
        for row in tasks
        if (frame := _task_frame(row, given_back, now))
    ]
    return found + [
        (row.worker_id, _Work(_reading_frame(row, now), "reading", seen[row.worker_id, row.id]))
        for row in Reading.objects.filter(readings)
    ]


def _task_frame(row: Assignment, given_back: Mapping[str, Moment], now: Moment) -> Frame | None:
    """From taking to sending, giving back or the last draft; a task in hand lasts until now."""
    typed = row.draft_at or row.taken_at
    state = AssignmentState(row.state)
    ends = {
        AssignmentState.SUBMITTED: row.submitted_at or typed,
        AssignmentState.EXPIRED: max(row.lease_until, typed),
        AssignmentState.TAKEN: now,
    }
    if row.redoes_id and state is AssignmentState.TAKEN and row.draft_at is None:
        return None  # A rework that was offered and not begun.
    most = _unmeasured_most(row.project)
    if state is AssignmentState.EXPIRED:
        most = min(most, second(typed) - second(row.taken_at))
    if state is AssignmentState.SUBMITTED:
        most = min(most, row.submission.work_seconds)
    interval = Interval(
        second(row.taken_at),
        second(ends.get(state, given_back.get(row.id, typed))),
        TimeCategory.REWORK if row.redoes_id else TimeCategory.TASK,
        row.project_id,
        row.batch_id,
        row.id,
    )
    return Frame(interval, most) if interval.seconds else None


def _unmeasured_most(project: Project) -> int:
    """How long a task counts where no page measured it: a few times what it takes."""
    time = settings.AGREEMENT.time
    usual = project.median_seconds or project.time_estimate_seconds
    return max(time.gap_seconds, round(usual * time.unmeasured_times))


def _reading_frame(row: Reading, now: Moment) -> Frame:
    interval = Interval(
        second(row.started_at),
        second(row.ended_at or now),
        TimeCategory.INSTRUCTION,
        row.project_id,
        row.batch_id,
        row.id,
    )
    return Frame(interval, row.cap_seconds)


def _tests(where: Q, now: Moment) -> list[_Work]:
    """Tests as they were taken: no page of theirs measures itself, they count item by item."""
    rows = Attempt.objects.filter(where).select_related("sheet")
    return [_Work(_test_frame(row, now), "attempt", []) for row in rows]


def _test_frame(row: Attempt, now: Moment) -> Frame:
    sheet = getattr(row, "sheet", None)
    seconds = sheet.seconds if sheet else sum(row.seconds.values())
    start = second(row.started_at)
    end = second(sheet.at) if sheet else min(start + seconds, second(now))
    return Frame(Interval(start, end, TimeCategory.QUALIFICATION, subject_id=row.id), seconds)


def _folded(worker_id: str, first: date, last: date) -> tuple[FoldedRow, ...]:
    rows = FoldedTime.objects.filter(worker_id=worker_id, day__range=(first, last))
    return tuple(
        FoldedRow(row.day, TimeCategory(row.category), row.project_id, row.batch_id, row.seconds)
        for row in rows.order_by("day", "category", "project_id", "batch_id")
    )


def _counted(
    work: Iterable[_Work],
    own: Sequence[tuple[TimeRecord, Interval]],
    window: tuple[int, int] | None,
    folded: tuple[FoldedRow, ...],
    shut: set[date],
) -> WorkerTime:
    outages = [
        (interval.start, interval.end)
        for _, interval in own
        if interval.category is TimeCategory.OUTAGE
    ]
    records, hidden = [], 0
    for item in work:
        found = evidence(item.frame, item.seen, outages)
        if window is None or item.frame.interval.start >= window[0]:
            hidden += item.frame.interval.seconds - sum(part.seconds for part in found)
        source = TimeSource.BROWSER if item.seen else TimeSource.SERVER
        records += [Recorded(part, source, item.subject_kind) for part in found]
    records += [
        Recorded(interval, TimeSource(row.source), row.subject_kind)
        for row, interval in own
        if row.source != TimeSource.BROWSER or not row.subject_id
    ]
    kept = tuple(
        Recorded(part, row.source, row.subject_kind)
        for row in sorted(records, key=lambda row: (row.interval.start, row.interval.end))
        for part in _inside(row.interval, window, shut)
    )
    time = settings.AGREEMENT.time
    result = counted(
        [row.interval for row in kept],
        gap_seconds=time.gap_seconds,
        most_a_day={
            TimeCategory.SEARCH: time.search_seconds_a_day,
            TimeCategory.COMMUNICATION: time.messages_seconds_a_day,
        },
    )
    return WorkerTime(kept, result, max(0, hidden), folded)


def _inside(interval: Interval, window: tuple[int, int] | None, shut: set[date]) -> list[Interval]:
    """The parts of the interval that lie in the window and on no folded day."""
    start, end = window or (interval.start, interval.end)
    clipped = Interval(
        max(interval.start, start),
        min(interval.end, end),
        interval.category,
        interval.project_id,
        interval.batch_id,
        interval.subject_id,
    )
    if not shut:
        return [clipped] if clipped.seconds else []
    return [part for part in by_day(clipped) if at(part.start).date() not in shut]


def titles(project_ids: Iterable[str]) -> dict[str, str]:
    """The titles of projects, by id."""
    return dict(Project.objects.filter(id__in=set(project_ids)).values_list("id", "title"))

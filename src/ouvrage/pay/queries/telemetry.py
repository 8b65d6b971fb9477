"""What a worker takes along of their own time, and what they can say something about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.pay.models import Reading, TimeRecord
from ouvrage.pay.queries.time import time_of_worker, titles
from ouvrage.pay.rules import TimeSource
from ouvrage.work.models import Assignment

ONE_DAY = timedelta(days=1)


def projects_worked(worker_id: str, since: Moment) -> dict[str, str]:
    """The titles of the projects the worker did or read something for since then, by id."""
    taken = Assignment.objects.filter(worker_id=worker_id, taken_at__gte=since)
    read = Reading.objects.filter(worker_id=worker_id, started_at__gte=since)
    ids = {*taken.values_list("project_id", flat=True), *read.values_list("project_id", flat=True)}
    return titles(ids)


def seconds_measured(assignment_ids: Sequence[str]) -> dict[str, int]:
    """The seconds that pages measured on these assignments, by id; those nobody measured are not
    in it."""
    rows = TimeRecord.objects.filter(subject_id__in=assignment_ids, source=TimeSource.BROWSER)
    found: dict[str, int] = {}
    for row in rows.only("subject_id", "started_at", "ended_at"):
        seconds = int((row.ended_at - row.started_at).total_seconds())
        found[row.subject_id] = found.get(row.subject_id, 0) + seconds
    return found


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A task that the worker holds or held, for telling a power cut."""

    assignment_id: str
    project_title: str
    taken_at: Moment


def tasks_held(worker_id: str, since: Moment, *, limit: int = PAGE_ROWS) -> list[HeldTask]:
    """The tasks that the worker took since then, the latest first."""
    rows = Assignment.objects.filter(worker_id=worker_id, taken_at__gte=since)
    rows = rows.select_related("project").order_by("-taken_at")[:limit]
    return [HeldTask(row.id, row.project.title, row.taken_at) for row in rows]


def telemetry_of(worker_id: str, now: Moment) -> Iterator[dict[str, str | int]]:
    """Every interval that is kept of the worker's time, oldest first (NOT-5)."""
    start = _first_moment(worker_id)
    day = start.replace(hour=0, minute=0, second=0, microsecond=0) if start else now
    while day < now:
        time = time_of_worker(worker_id, day, day + ONE_DAY, now)
        named = titles(row.interval.project_id for row in time.records)
        for row in time.records:
            yield {
                "started_at": row.started_at.isoformat(),
                "ended_at": row.ended_at.isoformat(),
                "seconds": row.interval.seconds,
                "category": row.interval.category.value,
                "source": row.source.value,
                "project": named.get(row.interval.project_id, ""),
                "project_id": row.interval.project_id,
                "batch_id": row.interval.batch_id,
                "subject_kind": row.subject_kind,
                "subject_id": row.interval.subject_id,
            }
        for folded in time.folded:
            if folded.day == day.date() and folded.seconds:
                yield {
                    "started_at": folded.day.isoformat(),
                    "seconds": folded.seconds,
                    "category": folded.category.value,
                    "project_id": folded.project_id,
                    "batch_id": folded.batch_id,
                }
        day += ONE_DAY


def _first_moment(worker_id: str) -> Moment | None:
    firsts = [
        Assignment.objects.filter(worker_id=worker_id).aggregate(first=Min("taken_at"))["first"],
        Reading.objects.filter(worker_id=worker_id).aggregate(first=Min("started_at"))["first"],
        TimeRecord.objects.filter(worker_id=worker_id).aggregate(first=Min("started_at"))["first"],
    ]
    return min((first for first in firsts if first is not None), default=None)

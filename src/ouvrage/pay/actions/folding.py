"""What is kept of time after its intervals: seconds of a day, and a project's share of unpaid time.

Pages' intervals are erased after the agreed days; the seconds they counted stay, by day, category
and batch, so that no total changes (NOT-4).
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.pay.models import FoldedTime, TimeRecord, UnpaidShare
from ouvrage.pay.queries.time import time_of_worker
from ouvrage.pay.rules import TimeSource
from ouvrage.pay.rules.time import UNPAID_CATEGORIES
from ouvrage.work.models import Assignment, Project, Submission
from ouvrage.work.rules import AssignmentState, BatchState

ONE_DAY = timedelta(days=1)
SHARE_DAYS = Span(days=30)
SHARE_WORKERS_MAX = 200
LOST = frozenset({AssignmentState.RETURNED, AssignmentState.EXPIRED})


def fold_time(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Intervals of pages older than the agreed days are erased, and the seconds that counted on
    their days are kept; returns how many days of workers were folded."""
    before = now - Span(days=settings.AGREEMENT.time.telemetry_days)
    last = datetime(before.year, before.month, before.day, tzinfo=UTC)
    old = TimeRecord.objects.filter(source=TimeSource.BROWSER, ended_at__lt=last)
    starts = old.order_by("ended_at").values_list("worker_id", "started_at")[: limit * 20]
    days = sorted({(worker_id, start.date()) for worker_id, start in starts})[:limit]
    for worker_id, day in days:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        _fold(actor, now, worker_id, start)
    return len(days)


def _fold(actor: Actor, now: Moment, worker_id: str, start: Moment) -> None:
    with transaction.atomic():
        rows = TimeRecord.objects.select_for_update(no_key=True).filter(
            worker_id=worker_id,
            source=TimeSource.BROWSER,
            started_at__gte=start,
            started_at__lt=start + ONE_DAY,
        )
        found = list(rows.order_by("id"))
        if not found:
            return
        # An interval over midnight counts on each day that it touches.
        end, day = max(row.ended_at for row in found), start
        while day < end:
            _keep_day(worker_id, day, now)
            day += ONE_DAY
        TimeRecord.objects.filter(id__in=[row.id for row in found]).delete()
        line = Line("time.folded", "person", worker_id, details={"day": start.date().isoformat()})
        record(actor=actor, now=now, line=line)


def _keep_day(worker_id: str, start: Moment, now: Moment) -> None:
    """The day has its seconds by category and batch, unless it had them already."""
    time = time_of_worker(worker_id, start, start + ONE_DAY, now)
    if time.folded:
        return
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    sums["task", "", ""] = 0  # A day without any counted second is folded too.
    for piece in time.counted.intervals:
        sums[piece.category.value, piece.project_id, piece.batch_id] += piece.seconds
    FoldedTime.objects.bulk_create(
        FoldedTime(
            worker_id=worker_id,
            day=start.date(),
            category=category,
            project_id=project_id,
            batch_id=batch_id,
            seconds=seconds,
        )
        for (category, project_id, batch_id), seconds in sorted(sums.items())
    )


def measure_unpaid(*, actor: Actor, now: Moment) -> int:
    """Projects with open batches know the share of their workers' time that nothing pays, over the
    last 30 days; returns how many were measured (PAY-2)."""
    opened = Project.objects.filter(batches__state=BatchState.OPEN).distinct()
    ids = list(opened.order_by("id").values_list("id", flat=True))
    known: dict[str, tuple[int, int]] = {}
    for project_id in ids:
        sent = Submission.objects.filter(project_id=project_id, submitted_at__gte=now - SHARE_DAYS)
        workers = list(sent.order_by().values_list("worker_id", flat=True).distinct())
        for worker_id in workers[:SHARE_WORKERS_MAX]:
            if worker_id not in known:
                known[worker_id] = _times(worker_id, now)
        times = [known[worker_id] for worker_id in workers[:SHARE_WORKERS_MAX]]
        _keep(actor, now, project_id, [time for time in times if time[1]])
    return len(ids)


def _times(worker_id: str, now: Moment) -> tuple[int, int]:
    """The worker's unpaid seconds and all of them, over the last 30 days."""
    time = time_of_worker(worker_id, now - SHARE_DAYS, now, now)
    ids = {piece.subject_id for piece in time.counted.intervals}
    lost = set(Assignment.objects.filter(id__in=ids, state__in=LOST).values_list("id", flat=True))
    unpaid = sum(
        piece.seconds
        for piece in time.counted.intervals
        if piece.category in UNPAID_CATEGORIES or piece.subject_id in lost
    )
    return unpaid, sum(piece.seconds for piece in time.counted.intervals)


def _keep(actor: Actor, now: Moment, project_id: str, times: list[tuple[int, int]]) -> None:
    unpaid, seconds = sum(time[0] for time in times), sum(time[1] for time in times)
    with transaction.atomic():
        UnpaidShare.objects.update_or_create(
            project_id=project_id,
            defaults={
                "workers": len(times),
                "seconds": seconds,
                "unpaid_seconds": unpaid,
                "at": now,
            },
        )
        details = {"workers": len(times), "seconds": seconds, "unpaid_seconds": unpaid}
        line = Line("time.unpaid_measured", "project", project_id, details=details)
        record(actor=actor, now=now, line=line)

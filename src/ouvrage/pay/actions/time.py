"""Time is recorded as pages measured it and as workers tell it (PAY-1).

A page reports the parts of its own visit during which it was visible and not paused, as seconds
before the report, so that no clock but the server's is believed. What reaches beyond the moment the
work was taken, or beyond now, is cut off. A report that comes twice changes nothing.

Reports are not journalled: they are the record, and are erased before a journal line could be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.pay.errors import IntervalImpossible, OutageOutside
from ouvrage.pay.models import TimeRecord
from ouvrage.pay.rules import TimeCategory, TimeSource
from ouvrage.work.models import Assignment
from ouvrage.work.statements import Parameter, stamp

# Raw, since it goes with every answer that is sent: the ORM's insert costs ten times the CPU.
_INSERT = """
INSERT INTO pay_timerecord (
    id, worker_id, category, source, started_at, ended_at, project_id, batch_id, subject_kind,
    subject_id, page_key, position, recorded_at
) VALUES {rows} ON CONFLICT (worker_id, page_key, position) DO NOTHING
"""
_ROW = f"({', '.join(['%s'] * 13)})"


@dataclass(frozen=True, slots=True)
class TimeSubject:
    """What a page is about: `since` is when that work began; empty ids for looking for work."""

    category: TimeCategory
    since: Moment
    project_id: str = ""
    batch_id: str = ""
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class TimeReport:
    """What one page measured: `spans` are (began, ended) in seconds before the report, numbered
    from `first` within the page, whose name is `page_key`."""

    page_key: str
    first: int
    spans: Sequence[tuple[int, int]]


def record_time(*, actor: Actor, now: Moment, subject: TimeSubject, report: TimeReport) -> int:
    """The report's intervals are stored; returns how many were new."""
    rows: list[Parameter] = []
    for number, (began, ended) in enumerate(report.spans[: limits.TIME_SPANS_MAX], report.first):
        start = max(now - Span(seconds=began), subject.since)
        end = now - Span(seconds=max(0, ended))
        if end - start < Span(seconds=1):
            continue
        rows += [
            new_id(now),
            actor.id,
            subject.category.value,
            TimeSource.BROWSER.value,
            stamp(start),
            stamp(end),
            subject.project_id,
            subject.batch_id,
            subject.kind,
            subject.id,
            report.page_key,
            number,
            stamp(now),
        ]
    if not rows:
        return 0
    values = ", ".join([_ROW] * (len(rows) // 13))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(rows=values), rows)
        return int(cursor.rowcount)


def tell_outage(
    *, actor: Actor, now: Moment, assignment_id: str, started_at: Moment, ended_at: Moment
) -> TimeRecord:
    """The worker's power or connection was cut while they held the task; nothing follows from it
    but that this part is not taken for work. Telling it again changes nothing."""
    held = Assignment.objects.filter(id=assignment_id, worker_id=actor.id).first()
    if held is None:
        raise NotFound
    if not started_at < ended_at <= now:
        raise IntervalImpossible(field="ended_at")
    if started_at < held.taken_at or ended_at > (held.submitted_at or now):
        raise OutageOutside(field="started_at")
    with transaction.atomic():
        row, made = TimeRecord.objects.get_or_create(
            worker_id=actor.id,
            page_key=f"outage:{assignment_id}",
            position=int((started_at - held.taken_at).total_seconds()),
            defaults={
                "id": new_id(now),
                "category": TimeCategory.OUTAGE,
                "source": TimeSource.WORKER,
                "started_at": started_at,
                "ended_at": ended_at,
                "project_id": held.project_id,
                "batch_id": held.batch_id,
                "subject_kind": "assignment",
                "subject_id": held.id,
                "recorded_at": now,
            },
        )
        if made:
            record(actor=actor, now=now, line=Line("time.outage_told", "assignment", held.id))
    return row

"""A task goes back to the others: its worker returned it, or the lease ended.

Neither is held against the worker (ASG-4). A batch that has ended gets no place back. What was seen
of a sensitive task stands on the worker's meter (HLT-3).
"""

from collections import Counter
from collections.abc import Sequence

import orjson
from django.db import connection, transaction
from django.db.models import F

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record, record_many
from ouvrage.work.actions.health import Hours, count_seen
from ouvrage.work.actions.reworks import end_reworks
from ouvrage.work.actions.turns import give_back_turn
from ouvrage.work.models import Assignment, Batch, Task
from ouvrage.work.rules import (
    AssignmentState,
    BatchState,
    Measured,
    TurnsState,
    on_meter,
    unmeasured,
)


def return_assignment(
    *, actor: Actor, now: Moment, assignment_id: str, measured: Measured = unmeasured
) -> None:
    """The task is free for others again; nothing is held against the worker (ASG-4)."""
    assignment = (
        Assignment.objects.select_related("project", "batch")
        .filter(id=assignment_id, worker_id=actor.id)
        .first()
    )
    if assignment is None:
        raise NotFound
    with transaction.atomic():
        mine = Assignment.objects.filter(id=assignment_id)
        if mine.filter(state=AssignmentState.TAKEN).update(state=AssignmentState.RETURNED):
            free_tasks(actor=actor, now=now, rows=[assignment])
            line = Line(
                "task.returned", "assignment", assignment_id, assignment.project.organisation_id
            )
            record(actor=actor, now=now, line=line)
            _meter(now, [assignment], measured)
        elif mine.filter(state=AssignmentState.EXPIRED).update(state=AssignmentState.RETURNED):
            _meter_rest(now, assignment, measured)


def expire_leases(
    *,
    actor: Actor,
    now: Moment,
    limit: int = limits.JOB_ROWS_MAX,
    measured: Measured = unmeasured,
) -> int:
    """Tasks whose lease has ended are free for others; returns how many.

    The worker keeps the draft and may still send it while the task has a place.
    """
    with transaction.atomic():
        over = Assignment.objects.filter(state=AssignmentState.TAKEN, lease_until__lt=now)
        ids = list(
            over.select_for_update(
                skip_locked=connection.features.has_select_for_update_skip_locked
            )
            .order_by("id")
            .values_list("id", flat=True)[:limit]
        )
        rows = list(Assignment.objects.filter(id__in=ids).select_related("batch", "project"))
        Assignment.objects.filter(id__in=ids, state=AssignmentState.TAKEN).update(
            state=AssignmentState.EXPIRED
        )
        free_tasks(actor=actor, now=now, rows=rows)
        lines = [
            Line("task.lease_ended", "assignment", row.id, row.project.organisation_id)
            for row in rows
        ]
        record_many(actor=actor, now=now, lines=lines)
        _meter(now, rows, measured)
    return len(rows)


def _meter(now: Moment, rows: Sequence[Assignment], measured: Measured) -> None:
    """What was seen of sensitive tasks counts: what their pages measured, else until the lease end.

    Last in its transaction, and by worker, so that two of these never wait for each other.
    """
    seen = [row for row in rows if row.batch.sensitive and not (row.redoes_id and not row.draft_at)]
    if not seen:
        return
    known = measured([row.id for row in seen])
    with connection.cursor() as cursor:
        for row in sorted(seen, key=lambda row: row.worker_id):
            most = max(0, int((min(now, row.lease_until) - row.taken_at).total_seconds()))
            sensitive = orjson.dumps(row.batch.sensitive).decode()
            hours = Hours(row.taken_at, min(most, known.get(row.id, most)), sensitive)
            Assignment.objects.filter(id=row.id).update(metered_seconds=hours.seconds)
            count_seen(actor=Actor.person(row.worker_id), now=now, cursor=cursor, hours=hours)


def _meter_rest(now: Moment, row: Assignment, measured: Measured) -> None:
    """What its pages measured of a task since its lease ended counts, where they measured it."""
    row.refresh_from_db(fields=["metered_seconds"])
    if row.metered_seconds is None:
        return
    sensitive = row.batch.sensitive
    hours = Hours(
        row.taken_at,
        measured([row.id]).get(row.id, 0),
        orjson.dumps(sensitive).decode(),
        metered=on_meter(sensitive, row.metered_seconds),
    )
    with connection.cursor() as cursor:
        count_seen(actor=Actor.person(row.worker_id), now=now, cursor=cursor, hours=hours)


def free_tasks(*, actor: Actor, now: Moment, rows: Sequence[Assignment]) -> None:
    """Places of assignments that ended are free again, and do not count against a turn that lasts.

    A rework had no place, and leaves its first answer to a decision. Called by what ended them,
    with its own line; the rows come with their batches.
    """
    ordinary = [row for row in rows if row.redoes_id is None]
    _free_places([row.task_id for row in ordinary])
    for row in ordinary:
        if row.batch.turns == TurnsState.DEALT:
            give_back_turn(actor=actor, now=now, batch_id=row.batch_id, worker_id=row.worker_id)
    reworks = [row.id for row in rows if row.redoes_id is not None]
    if reworks:
        end_reworks(actor=actor, now=now, assignment_ids=reworks)


def _free_places(task_ids: list[str]) -> None:
    """A place of each named task is open again, unless its batch has ended.

    The place of a task that was pulled waits with its others.

    The batches are locked first, so that one that is being ended cannot get a place back, and
    tasks are written in the order of their positions, as everywhere.
    """
    tasks = Task.objects.filter(id__in=task_ids)
    batch_ids = set(tasks.values_list("batch_id", flat=True))
    batches = Batch.objects.filter(id__in=batch_ids).select_for_update(no_key=True).order_by("id")
    alive = [batch.id for batch in batches if batch.state != BatchState.ENDED]
    freed = Counter(task_ids)
    for task_id in list(
        tasks.filter(batch_id__in=alive)
        .order_by("project_id", "position")
        .values_list("id", flat=True)
    ):
        named, more = Task.objects.filter(id=task_id), freed[task_id]
        if not named.filter(pulled_at__isnull=True).update(places=F("places") + more):
            named.update(pulled_places=F("pulled_places") + more)

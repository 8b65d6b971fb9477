"""A task ends without an answer, on paid time; what does not work is pulled, and opened again.

Nothing of this is held against the worker (ASG-4). The room `pay` calls these with the credit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusal, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, announce, record
from ouvrage.people.errors import PartyToCase
from ouvrage.work.actions.health import Hours, count_work
from ouvrage.work.actions.leases import free_tasks
from ouvrage.work.errors import (
    BatchNotOpen,
    Missing,
    NotInHand,
    NotPulled,
    NotSensitive,
    StopNotWaiting,
)
from ouvrage.work.models import Assignment, Batch, Stop, Task
from ouvrage.work.rules import (
    AssignmentState,
    BatchState,
    StopKind,
    StopState,
    broken_refusals,
    denial_refusals,
    on_meter,
    sensitive_refusals,
    stop_seconds,
)

_ENDS_AS = {
    StopKind.SCREEN_OUT: AssignmentState.SCREENED_OUT,
    StopKind.BROKEN: AssignmentState.BROKEN,
    StopKind.WITHDRAWN: AssignmentState.WITHDRAWN,
    StopKind.MISLABELLED: AssignmentState.WITHDRAWN,
}
DAY = Span(hours=24)


@dataclass(frozen=True, slots=True)
class StopDraft:
    """Why a task ends without an answer, and the seconds its page counted."""

    kind: StopKind
    reported_seconds: int | None = None
    reason: str = ""
    words: str = ""
    answer: Mapping[str, object] | None = None
    sensitive: Sequence[str] = ()


def stop_assignment(
    *, actor: Actor, now: Moment, assignment_id: str, draft: StopDraft, cap_seconds: int
) -> Stop:
    """The task is free for others and its time is to be paid; a second call finds the first's stop.

    Past the agreed number of such credits in 24 hours the time waits for a person to look at it;
    the report counts all the same. Called by `pay.stop_task`.
    """
    refuse_all(_draft_refusals(draft))
    held = (
        Assignment.objects.select_related("project", "batch")
        .filter(id=assignment_id, worker_id=actor.id)
        .first()
    )
    if held is None:
        raise NotFound
    if draft.kind == StopKind.WITHDRAWN and not held.batch.sensitive:
        raise NotSensitive
    with transaction.atomic():
        if not _ended(actor, now, held, _ENDS_AS[draft.kind]):
            first = Stop.objects.filter(assignment_id=assignment_id).first()
            if first is None:
                raise NotInHand
            return first
        stop = _stored(actor, now, held, draft, cap_seconds)
        _count(actor, now, held, stop)
        line = Line(
            f"task.{stop.kind}",
            "assignment",
            assignment_id,
            held.project.organisation_id,
            details={"seconds": stop.seconds},
        )
        record(actor=actor, now=now, line=line)
        if draft.kind == StopKind.BROKEN:
            _pull_if_reported(actor, now, held)
        if draft.kind == StopKind.MISLABELLED:
            _dispute_if_reported(actor, now, held)
    return stop


def _draft_refusals(draft: StopDraft) -> list[Refusal]:
    if draft.kind == StopKind.BROKEN:
        return list(broken_refusals(draft.reason, draft.words))
    if draft.kind == StopKind.MISLABELLED:
        missing = [] if draft.sensitive else [Missing(field="sensitive")]
        return [*missing, *sensitive_refusals(draft.sensitive)]
    return []


def _ended(actor: Actor, now: Moment, held: Assignment, state: AssignmentState) -> bool:
    """Whether this call ended the assignment, and no other did.

    Its place is free, its batch and task are locked.
    """
    mine = Assignment.objects.filter(id=held.id)
    was_taken = mine.filter(state=AssignmentState.TAKEN).update(state=state)
    if not was_taken and not mine.filter(state=AssignmentState.EXPIRED).update(state=state):
        return False
    _lock_reported(held)
    if was_taken:
        free_tasks(actor=actor, now=now, rows=[held])
    return True


def _lock_reported(held: Assignment) -> None:
    """Reports of one batch, and of one task, are counted one after the other."""
    Batch.objects.select_for_update(no_key=True).get(id=held.batch_id)
    Task.objects.select_for_update(no_key=True).get(id=held.task_id)


def _stored(
    actor: Actor, now: Moment, held: Assignment, draft: StopDraft, cap_seconds: int
) -> Stop:
    today = Stop.objects.filter(worker_id=actor.id, at__gt=now - DAY).count()
    enough = today >= settings.AGREEMENT.time.time_credits_a_day
    elapsed = int((min(now, held.lease_until) - held.taken_at).total_seconds())
    return Stop.objects.create(
        id=new_id(now),
        assignment=held,
        project_id=held.project_id,
        batch_id=held.batch_id,
        task_id=held.task_id,
        worker_id=actor.id,
        kind=draft.kind,
        reason=draft.reason,
        words=draft.words.strip(),
        answer=None if draft.answer is None else dict(draft.answer),
        sensitive=sorted(set(draft.sensitive)),
        seconds=stop_seconds(draft.reported_seconds, elapsed, trust_reported=settings.PLAY_MONEY),
        cap_seconds=cap_seconds,
        at=now,
        state=StopState.WAITING if enough else StopState.PAID,
    )


def _count(actor: Actor, now: Moment, held: Assignment, stop: Stop) -> None:
    """What of its categories stands on the meter since the lease ended does not count again."""
    held.refresh_from_db(fields=["metered_seconds"])
    declared = held.batch.sensitive
    hours = Hours(
        held.taken_at,
        stop.seconds,
        orjson.dumps(sorted({*declared, *stop.sensitive})).decode(),
        metered=on_meter(declared, held.metered_seconds or 0),
    )
    with connection.cursor() as cursor:
        count_work(actor=actor, now=now, cursor=cursor, hours=hours)


def _reporters(kind: StopKind, **where: str) -> int:
    rows = Stop.objects.filter(kind=kind, settled_at__isnull=True, **where)
    return rows.values("worker_id").distinct().count()


def _pull_if_reported(actor: Actor, now: Moment, held: Assignment) -> None:
    """The task is out of the offers once enough different people said that it does not work."""
    reports = _reporters(StopKind.BROKEN, task_id=held.task_id)
    if reports < settings.AGREEMENT.time.broken_reports_to_pull:
        return
    pulled = Task.objects.filter(id=held.task_id, pulled_at__isnull=True).update(
        pulled_at=now, pulled_places=F("places"), places=0
    )
    if pulled:
        _task_line(actor, now, "task.pulled", held.task_id, {"reports": reports})


def _dispute_if_reported(actor: Actor, now: Moment, held: Assignment) -> None:
    """The batch hands out nothing once enough different people said that its label lacks something,
    until a person has looked at it."""
    reports = _reporters(StopKind.MISLABELLED, batch_id=held.batch_id)
    if reports < settings.AGREEMENT.limits.mislabel_reports_to_hold:
        return
    if Batch.objects.filter(id=held.batch_id, label_disputed=False).update(label_disputed=True):
        line = Line(
            "batch.label_disputed",
            "batch",
            held.batch_id,
            held.project.organisation_id,
            details={"reports": reports},
        )
        announce(actor=actor, now=now, line=line)


def reopen_task(*, actor: Actor, now: Moment, task_id: str) -> Task:
    """The pulled task is offered again, and the reports of it are settled.

    `BatchNotOpen` once its batch is over.
    """
    with transaction.atomic():
        _open_batch_of(task_id)
        opened = Task.objects.filter(id=task_id, pulled_at__isnull=False).update(
            pulled_at=None, places=F("pulled_places"), pulled_places=0
        )
        if not opened:
            raise NotPulled
        _settle(now, task_id)
        _task_line(actor, now, "task.reopened", task_id, {})
    return Task.objects.get(id=task_id)


def drop_task(*, actor: Actor, now: Moment, task_id: str) -> Task:
    """The pulled task stays out for good: the places that nobody answered are not needed."""
    with transaction.atomic():
        _open_batch_of(task_id)
        dropped = Task.objects.filter(id=task_id, pulled_at__isnull=False).update(pulled_places=0)
        if not dropped:
            raise NotPulled
        _settle(now, task_id)
        _task_line(actor, now, "task.dropped", task_id, {})
    return Task.objects.get(id=task_id)


def _open_batch_of(task_id: str) -> None:
    """The task's batch is locked and open."""
    batch_id = Task.objects.values_list("batch_id", flat=True).get(id=task_id)
    batch = Batch.objects.select_for_update(no_key=True).get(id=batch_id)
    if batch.state != BatchState.OPEN:
        raise BatchNotOpen


def _settle(now: Moment, task_id: str) -> None:
    Stop.objects.filter(task_id=task_id, kind=StopKind.BROKEN, settled_at__isnull=True).update(
        settled_at=now
    )


def _task_line(
    actor: Actor, now: Moment, action: str, task_id: str, details: dict[str, object]
) -> None:
    task = Task.objects.select_related("project").get(id=task_id)
    line = Line(
        action,
        "task",
        task_id,
        task.project.organisation_id,
        details={**details, "batch": task.batch_id, "position": task.position},
    )
    announce(actor=actor, now=now, line=line)


def relabel_batch(*, actor: Actor, now: Moment, batch_id: str, sensitive: Sequence[str]) -> Batch:
    """The batch has these sensitive categories and is offered again to those who chose them.

    A person looked at what workers reported; their reports are settled.
    """
    refuse_all(sensitive_refusals(sensitive))
    with transaction.atomic():
        batch = (
            Batch.objects.select_for_update(no_key=True, of=("self",))
            .select_related("project")
            .get(id=batch_id)
        )
        before = batch.sensitive
        batch.sensitive, batch.label_disputed = sorted(set(sensitive)), False
        batch.save(update_fields=["sensitive", "label_disputed"])
        Stop.objects.filter(
            batch_id=batch_id, kind=StopKind.MISLABELLED, settled_at__isnull=True
        ).update(settled_at=now)
        line = Line(
            "batch.relabelled",
            "batch",
            batch_id,
            batch.project.organisation_id,
            details={"before": before, "after": batch.sensitive},
        )
        announce(actor=actor, now=now, line=line)
    return batch


def approve_stop(*, actor: Actor, now: Moment, stop_id: str) -> Stop:
    """A person who is not its worker looked at the stop that waited: its time is to be paid."""
    _refuse_own(actor, stop_id)
    with transaction.atomic():
        decided = Stop.objects.filter(id=stop_id, state=StopState.WAITING).update(
            state=StopState.PAID, decided_at=now, decided_by=actor.id
        )
        if not decided:
            raise StopNotWaiting
        announce(actor=actor, now=now, line=Line("stop.approved", "stop", stop_id))
    return Stop.objects.get(id=stop_id)


def overturn_stop(*, actor: Actor, now: Moment, stop_id: str) -> Stop:
    """A stop whose pay was refused is paid after all, since its appeal was won."""
    with transaction.atomic():
        overturned = Stop.objects.filter(id=stop_id, state=StopState.DENIED)
        if not overturned.update(state=StopState.PAID):
            raise StopNotWaiting
        record(actor=actor, now=now, line=Line("stop.overturned", "stop", stop_id))
    return Stop.objects.get(id=stop_id)


def refuse_stop(
    *,
    actor: Actor,
    now: Moment,
    stop_id: str,
    reason: str,
    explanation: str,
    appeal_until: Moment,
) -> Stop:
    """A person who is not its worker looked at the stop that waited: its time is not paid, for a
    reason that the worker reads and may answer."""
    _refuse_own(actor, stop_id)
    refuse_all(denial_refusals(reason, explanation))
    with transaction.atomic():
        decided = Stop.objects.filter(id=stop_id, state=StopState.WAITING).update(
            state=StopState.DENIED,
            decided_at=now,
            decided_by=actor.id,
            decision_reason=reason,
            explanation=explanation.strip(),
            appeal_until=appeal_until,
        )
        if not decided:
            raise StopNotWaiting
        line = Line("stop.refused", "stop", stop_id, reason=explanation.strip())
        announce(actor=actor, now=now, line=line)
    return Stop.objects.get(id=stop_id)


def _refuse_own(actor: Actor, stop_id: str) -> None:
    if Stop.objects.filter(id=stop_id, worker_id=actor.id).exists():
        raise PartyToCase

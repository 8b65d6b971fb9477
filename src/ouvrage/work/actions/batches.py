"""Batches are opened, grown, finished and closed; submissions get their decision.

Money is not moved here: the room `pay` opens, grows and closes a batch together with the ledger.
"""

from collections import Counter
from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F, Min, QuerySet

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce, record, record_many
from ouvrage.work.actions.times import measure_project
from ouvrage.work.actions.turns import begin_turns
from ouvrage.work.drafts import OpeningDraft
from ouvrage.work.errors import (
    BatchNotDraft,
    BatchNotOpen,
    OutOfRange,
)
from ouvrage.work.models import Assignment, Batch, Project, Submission, Task
from ouvrage.work.queries.requester import organisations_of_batches
from ouvrage.work.rules import (
    AssignmentState,
    BatchState,
    SubmissionState,
    sensitive_refusals,
)


def want_answers(*, actor: Actor, now: Moment, project: Project) -> None:
    """Every task of the project's draft batches wants as many answers as the project says."""
    assert connection.in_atomic_block
    answers = project.answers_per_task
    drafts = Batch.objects.filter(project=project, state=BatchState.DRAFT)
    for batch in drafts.exclude(answers_per_task=answers).order_by("id"):
        if not drafts.filter(id=batch.id).update(answers_per_task=answers):
            continue
        Task.objects.filter(batch_id=batch.id).update(places=answers, wanted=answers)
        line = Line(
            "batch.answers_wanted",
            "batch",
            batch.id,
            project.organisation_id,
            details={"answers": answers},
        )
        record(actor=actor, now=now, line=line)


def open_batch(*, actor: Actor, now: Moment, batch_id: str, draft: OpeningDraft) -> Batch:
    """The draft batch is open to workers, and keeps the hosts that its tasks load files from.

    One with sensitive categories is open to those who chose them; one that is too small for all is
    shared out. Called by `pay.publish_batch`, with its money.
    """
    refuse_all(sensitive_refusals(draft.sensitive))
    with transaction.atomic():
        opened = Batch.objects.filter(id=batch_id, state=BatchState.DRAFT).update(
            state=BatchState.OPEN,
            published_at=now,
            readers_max=draft.readers_max,
            readers_left=draft.readers_max,
            media_hosts=list(draft.media_hosts),
            sensitive=sorted(set(draft.sensitive)),
        )
        if not opened:
            raise BatchNotDraft
        batch = Batch.objects.select_related("project").get(id=batch_id)
        _published_line(actor, now, batch)
        begin_turns(actor=actor, now=now, batch=batch)
    return Batch.objects.select_related("project").get(id=batch_id)


def _published_line(actor: Actor, now: Moment, batch: Batch) -> None:
    """The line says which tasks there are, so that who got which can be found again."""
    first = Task.objects.filter(batch_id=batch.id).aggregate(first=Min("position"))["first"]
    details = {
        "tasks": batch.tasks_count,
        "answers_per_task": batch.answers_per_task,
        "first": first,
        "project": batch.project_id,
        "sensitive": batch.sensitive,
    }
    line = Line(
        "batch.published", "batch", batch.id, batch.project.organisation_id, details=details
    )
    record(actor=actor, now=now, line=line)


def add_places(*, actor: Actor, now: Moment, batch_id: str, answers: int, readers: int) -> Batch:
    """Every task of the batch wants `answers` more, and `readers` more can be paid for reading.

    Called by `pay.add_answers`.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True).get(id=batch_id)
        if batch.state not in {BatchState.OPEN, BatchState.FINISHED}:
            raise BatchNotOpen
        most = limits.ANSWERS_PER_TASK_MAX - batch.answers_per_task
        if not 1 <= answers <= most:
            raise OutOfRange(field="answers", value=answers, least=1, most=most)
        batch.answers_per_task += answers
        batch.state = BatchState.OPEN
        batch.readers_max += readers
        batch.readers_left += readers
        batch.save(update_fields=["answers_per_task", "state", "readers_max", "readers_left"])
        tasks = Task.objects.filter(batch_id=batch_id)
        _in_order(tasks.filter(pulled_at__isnull=True)).update(
            places=F("places") + answers, wanted=F("wanted") + answers
        )
        _in_order(tasks.filter(pulled_at__isnull=False)).update(
            pulled_places=F("pulled_places") + answers, wanted=F("wanted") + answers
        )
        line = Line("batch.answers_added", "batch", batch_id, details={"answers": answers})
        record(actor=actor, now=now, line=line)
    return batch


def add_readings(*, actor: Actor, now: Moment, batch_id: str, readers: int) -> Batch:
    """The open batch has money for `readers` more readings. Called by `pay.add_readings`."""
    with transaction.atomic():
        grown = Batch.objects.filter(id=batch_id, state=BatchState.OPEN).update(
            readers_max=F("readers_max") + readers, readers_left=F("readers_left") + readers
        )
        if not grown:
            raise BatchNotOpen
        batch = Batch.objects.select_related("project").get(id=batch_id)
        line = Line(
            "batch.readings_added",
            "batch",
            batch_id,
            batch.project.organisation_id,
            details={"readers": readers},
        )
        record(actor=actor, now=now, line=line)
    return batch


def close_batch(*, actor: Actor, now: Moment, batch_id: str) -> Batch:
    """No place of the batch is open any more; what workers hold can still be sent and is paid.

    Called by `pay.end_batch`, which returns what is not needed.
    """
    with transaction.atomic():
        closed = Batch.objects.filter(
            id=batch_id, state__in=[BatchState.OPEN, BatchState.FINISHED]
        ).update(state=BatchState.ENDED, ended_at=now, readers_left=0)
        if not closed:
            raise BatchNotOpen
        _in_order(Task.objects.filter(batch_id=batch_id, places__gt=0)).update(places=0)
        Task.objects.filter(batch_id=batch_id, pulled_places__gt=0).update(pulled_places=0)
        batch = Batch.objects.select_related("project").get(id=batch_id)
        line = Line("batch.ended", "batch", batch_id, batch.project.organisation_id)
        announce(actor=actor, now=now, line=line)
    return batch


def _in_order(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks, locked in the order in which a waiting search meets them (see `take`)."""
    ordered = tasks.order_by("position").select_for_update(no_key=True)
    return Task.objects.filter(id__in=ordered.values("id"))


def drop_readings(*, actor: Actor, now: Moment, batch_id: str) -> None:
    """The finished batch pays no more readings. Called by `pay.release_finished`, with its lock."""
    assert connection.in_atomic_block
    dropped = Batch.objects.filter(
        id=batch_id, state=BatchState.FINISHED, readers_left__gt=0
    ).update(readers_left=0)
    if dropped:
        record(actor=actor, now=now, line=Line("readings.dropped", "batch", batch_id))


def finish_batches(*, actor: Actor, now: Moment) -> int:
    """Open batches with no open place and nothing in hand are finished; returns how many.

    The time their answers took is measured a last time.
    """
    finished = 0
    batches = Batch.objects.filter(state=BatchState.OPEN).select_related("project")
    for batch in batches.order_by("id"):
        if not _used_up(batch.id):
            continue
        with transaction.atomic():
            locked = Batch.objects.select_for_update(no_key=True).get(id=batch.id)
            if locked.state != BatchState.OPEN or not _used_up(batch.id):
                continue
            Batch.objects.filter(id=batch.id).update(state=BatchState.FINISHED)
            line = Line("batch.finished", "batch", batch.id, batch.project.organisation_id)
            announce(actor=actor, now=now, line=line)
        measure_project(actor=actor, now=now, project_id=batch.project_id)
        finished += 1
    return finished


def _used_up(batch_id: str) -> bool:
    return not (
        Task.objects.filter(batch_id=batch_id, places__gt=0).exists()
        or Task.objects.filter(
            batch_id=batch_id, pulled_at__isnull=False, pulled_places__gt=0
        ).exists()
        or Assignment.objects.filter(batch_id=batch_id, state=AssignmentState.TAKEN).exists()
    )


def spend_reading(*, actor: Actor, now: Moment, batch_id: str) -> None:
    """The batch has money for one reading fewer. Called by `pay.begin_reading`, which locked it."""
    assert connection.in_atomic_block
    spent = Batch.objects.filter(id=batch_id, readers_left__gt=0).update(
        readers_left=F("readers_left") - 1
    )
    assert spent
    record(actor=actor, now=now, line=Line("reading.funded", "batch", batch_id))


def decide_submissions(
    *,
    actor: Actor,
    now: Moment,
    submission_ids: Sequence[str],
    state: SubmissionState,
    before: Sequence[SubmissionState] = (SubmissionState.PENDING,),
) -> list[Submission]:
    """Those of the submissions that were in a state of `before` are in `state`; returns them.

    Called by `review`, which writes the verdicts and journals them.
    """
    assert connection.in_atomic_block
    waiting = Submission.objects.filter(id__in=submission_ids, state__in=before)
    rows = list(waiting.select_for_update().order_by("id"))
    changed = Submission.objects.filter(id__in=[row.id for row in rows], state__in=before).update(
        state=state
    )
    assert changed == len(rows)
    counts = Counter(row.batch_id for row in rows)
    organisations = organisations_of_batches(list(counts))
    lines = [
        Line(f"answers.{state}", "batch", batch_id, organisations[batch_id], details={"count": n})
        for batch_id, n in sorted(counts.items())
    ]
    record_many(actor=actor, now=now, lines=lines)
    return rows

"""An answer goes back to its worker, who may send a better one on paid time (DEC-2).

The rework is another assignment of the same task and worker. It takes no place, and what is sent
for it replaces the first answer, so that one answer of the worker counts. Declined or left, the
first answer waits for a decision again, and nothing else follows.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record, record_many
from ouvrage.work.models import Assignment, Submission
from ouvrage.work.rules import AssignmentState, SubmissionState


def assign_rework(
    *, actor: Actor, now: Moment, submission: Submission, lease_until: Moment
) -> Assignment:
    """The submission's worker holds its task again until then; called by `review.offer_rework`.

    The caller has put the submission into the state `rework` in this transaction.
    """
    assert connection.in_atomic_block
    first = submission.assignment
    again = Assignment.objects.create(
        id=new_id(now),
        project_id=first.project_id,
        batch_id=first.batch_id,
        task_id=first.task_id,
        worker_id=first.worker_id,
        state=AssignmentState.TAKEN,
        taken_at=now,
        lease_until=lease_until,
        reward_micros=first.reward_micros,
        instructions_version=first.instructions_version,
        redoes=first,
    )
    line = Line("rework.assigned", "assignment", again.id, details={"redoes": first.id})
    record(actor=actor, now=now, line=line)
    return again


def begin_rework(*, actor: Actor, now: Moment, assignment_id: str) -> Assignment:
    """The worker's rework has begun: its time counts from now, and the first answer is its draft.

    A second call finds it begun.
    """
    mine = Assignment.objects.filter(
        id=assignment_id, worker_id=actor.id, redoes__isnull=False
    ).select_related("redoes__submission", "project")
    found = mine.first()
    if found is None or found.redoes is None:
        raise NotFound
    draft = found.redoes.submission.answer
    fresh = Assignment.objects.filter(
        id=found.id, state=AssignmentState.TAKEN, draft_at__isnull=True
    )
    with transaction.atomic():
        if fresh.update(taken_at=now, draft=draft, draft_at=now):
            line = Line("rework.begun", "assignment", found.id, found.project.organisation_id)
            record(actor=actor, now=now, line=line)
    found.refresh_from_db()
    return found


def end_reworks(*, actor: Actor, now: Moment, assignment_ids: Sequence[str]) -> None:
    """The first answers of these reworks, declined or left, wait for a decision as when they came.

    Called by what returns and expires assignments, in its transaction, after it has locked what it
    frees.
    """
    assert connection.in_atomic_block
    firsts = Submission.objects.filter(
        assignment__rework__id__in=assignment_ids, state=SubmissionState.REWORK
    )
    rows = firsts.select_for_update(of=("self",)).annotate(days=F("project__review_days"))
    lines = []
    for row in rows.order_by("id"):
        Submission.objects.filter(id=row.id, state=SubmissionState.REWORK).update(
            state=SubmissionState.PENDING, accept_at=now + timedelta(days=row.days)
        )
        lines.append(Line("rework.left", "submission", row.id))
    record_many(actor=actor, now=now, lines=lines)

"""Answers are accepted, by their requester or by the deadline."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import DECISIONS_PER_TRANSACTION, JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record_many
from ouvrage.pay.actions import settle, settle_overturned
from ouvrage.people.queries import person_behind
from ouvrage.review.actions.appeals import end_contests
from ouvrage.review.actions.holds import end_holds
from ouvrage.review.models import Verdict
from ouvrage.review.queries.defects import contested, held_late
from ouvrage.review.rules import Decider, Decision
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState

UNPAID = (SubmissionState.PENDING, SubmissionState.REFUSED, SubmissionState.HELD)


def accept(*, actor: Actor, now: Moment, project_id: str, submission_ids: Sequence[str]) -> int:
    """Those of the project's answers that were not accepted are, and are paid; returns how many.

    A refused answer, or one whose refusal waits for a person, can be accepted after all: a second
    verdict follows the first. One whose worker contested it, or that waited longer than the time
    for review, is paid with interest (DEC-3), in a transaction of such ones. Answers of the person
    who acts, by hand or by key, are left to others or to the deadline.
    """
    accepted = 0
    late = contested(submission_ids) | held_late(submission_ids, now)
    for chunk in [*_chunks(set(submission_ids) - late), *_chunks(late)]:
        accepted += _accept(actor, now, project_id, chunk, Decider.REQUESTER, UNPAID)
    return accepted


def accept_all_pending(*, actor: Actor, now: Moment, batch_id: str) -> int:
    """Every answer of the batch that waits for a decision is accepted and paid, but one's own."""
    pending = Submission.objects.filter(batch_id=batch_id, state=SubmissionState.PENDING)
    rows = list(pending.order_by("id").values_list("id", "project_id"))
    accepted = 0
    for chunk in _chunks([submission_id for submission_id, _ in rows]):
        accepted += _accept(
            actor, now, rows[0][1], chunk, Decider.REQUESTER, (SubmissionState.PENDING,)
        )
    return accepted


def accept_due(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Answers whose deadline for a decision has passed are accepted and paid (PAY-9)."""
    due = Submission.objects.filter(state=SubmissionState.PENDING, accept_at__lte=now)
    by_project: dict[str, list[str]] = {}
    for submission_id, project_id in due.order_by("accept_at").values_list("id", "project_id")[
        :limit
    ]:
        by_project.setdefault(project_id, []).append(submission_id)
    accepted = 0
    for project_id, ids in by_project.items():
        for chunk in _chunks(ids):
            accepted += _accept(
                actor, now, project_id, chunk, Decider.DEADLINE, (SubmissionState.PENDING,)
            )
    return accepted


def _chunks(ids: Iterable[str]) -> list[list[str]]:
    ordered = sorted(ids)
    step = DECISIONS_PER_TRANSACTION
    return [ordered[start : start + step] for start in range(0, len(ordered), step)]


def _accept(
    actor: Actor,
    now: Moment,
    project_id: str,
    submission_ids: Sequence[str],
    decider: Decider,
    before: Sequence[SubmissionState],
) -> int:
    project = work_queries.project(project_id)
    judge = "" if decider is Decider.DEADLINE else person_behind(actor)
    judged = Submission.objects.filter(id__in=submission_ids, project_id=project_id)
    judged = judged.exclude(worker_id=judge)
    with transaction.atomic():
        rows = work.decide_submissions(
            actor=actor,
            now=now,
            submission_ids=list(judged.values_list("id", flat=True)),
            state=SubmissionState.ACCEPTED,
            before=before,
        )
        if not rows:
            return 0
        late, in_time = _by_delay(rows, now)
        settle(actor=actor, now=now, submissions=in_time, currency=project.currency)
        settle_overturned(actor=actor, now=now, project=project, submissions=late)
        end_contests(actor=actor, now=now, submissions=rows)
        end_holds(actor=actor, now=now, submissions=rows)
        Verdict.objects.bulk_create(
            [_acceptance(now, row, decider, judge) for row in rows], batch_size=500
        )
        lines = [
            Line("answer.accepted", "submission", row.id, project.organisation_id) for row in rows
        ]
        record_many(actor=actor, now=now, lines=lines)
    return len(rows)


def _by_delay(rows: Sequence[Submission], now: Moment) -> tuple[list[Submission], list[Submission]]:
    """Those that are paid late, with interest, and the others."""
    appealed = contested([row.id for row in rows])
    late = [
        row
        for row in rows
        if row.id in appealed or (row.state == SubmissionState.HELD and row.accept_at <= now)
    ]
    return late, [row for row in rows if row not in late]


def _acceptance(now: Moment, row: Submission, decider: Decider, judge: str) -> Verdict:
    return Verdict(
        id=new_id(now),
        submission_id=row.id,
        decision=Decision.ACCEPTED,
        decider=decider,
        person_id=judge,
        at=now,
    )

"""Where a refusal stands: whether it may come yet, whether it is final, and which one counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ouvrage.base.moment import Moment
from ouvrage.review.models import Contest, Suspicion, Verdict
from ouvrage.review.rules import ContestOutcome, Decision
from ouvrage.work.models import Assignment, Submission
from ouvrage.work.rules import SubmissionState


def is_rework_due(sent: Submission) -> bool:
    """Whether no defect was found in the worker's answers to the project before (DEC-2).

    An offer of rework is one, whatever became of it; a refusal is one unless it was taken back.
    """
    found = Verdict.objects.filter(
        submission__worker_id=sent.worker_id, submission__project_id=sent.project_id
    )
    standing = Q(
        decision=Decision.REFUSED,
        submission__state__in=(SubmissionState.REFUSED, SubmissionState.CLOSED),
    )
    return not found.filter(Q(decision=Decision.REWORK) | standing).exists()


@dataclass(frozen=True, slots=True)
class DefectSteps:
    """What a requester can do about a defect in an answer that waits."""

    may_refuse: bool
    may_offer_rework: bool


def defect_steps(sent: Submission) -> DefectSteps:
    """What can be done about a defect in the answer."""
    waits = sent.state == SubmissionState.PENDING
    redone = sent.assignment.redoes_id is not None
    offered = redone or Assignment.objects.filter(redoes=sent.assignment).exists()
    return DefectSteps(waits and not is_rework_due(sent), waits and not offered)


def standing_refusal(submission_id: str) -> Verdict | None:
    """The latest refusal of the answer; None when it was never refused."""
    rows = Verdict.objects.filter(submission_id=submission_id, decision=Decision.REFUSED)
    return rows.order_by("-id").first()


def final_refusals(now: Moment) -> QuerySet[Submission]:
    """Refused answers that nobody can contest any more, or whose contest left the refusal.

    Not while a reviewer is asked whether there is fraud, for as long as that is given time.
    """
    refusals = Verdict.objects.filter(submission=OuterRef("pk"), decision=Decision.REFUSED)
    standing = refusals.order_by("-id")
    contests = Contest.objects.filter(submission=OuterRef("pk"))
    rows = Submission.objects.filter(state=SubmissionState.REFUSED).annotate(
        until=Subquery(standing.values("appeal_until")[:1]),
        outcome=Subquery(standing.values("contest__outcome")[:1]),
        contested=Exists(contests.filter(closed_at__isnull=True)),
    )
    over = Q(until__lte=now) | Q(outcome=ContestOutcome.STANDS)
    suspicions = Suspicion.objects.filter(submission=OuterRef("pk"))
    asked = suspicions.filter(decided_at__isnull=True, due_at__gt=now)
    return rows.filter(over, ~Exists(asked), contested=False)


def contested(submission_ids: Iterable[str]) -> set[str]:
    """Those of the answers whose refusal an appeal stands against now."""
    opened = Contest.objects.filter(submission_id__in=submission_ids, closed_at__isnull=True)
    return set(opened.values_list("submission_id", flat=True))


def held_late(submission_ids: Iterable[str], now: Moment) -> set[str]:
    """Those whose refusal waits for a person longer than the time for review was."""
    rows = Submission.objects.filter(id__in=submission_ids, accept_at__lte=now)
    return set(rows.filter(state=SubmissionState.HELD).values_list("id", flat=True))

"""What was decided about an answer."""

from dataclasses import dataclass

from django.db.models import Case, F, Value, When

from ouvrage.base.moment import Moment
from ouvrage.review.models import Verdict
from ouvrage.review.rules import Decision
from ouvrage.work.rules import SubmissionState


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A decision as both sides read it."""

    id: str
    submission_id: str
    decision: str
    decider: str
    reason: str
    criterion_code: str
    criterion_text: str
    evidence: str
    explanation: str
    appeal_until: Moment | None
    at: Moment


def verdict_of(submission_id: str) -> VerdictRow | None:
    """The verdict that stands on an answer; None while it waits.

    Not merely the newest: two decisions of one instant have no order of their own.
    """
    state = Case(
        When(submission__state=SubmissionState.CLOSED, then=Value(Decision.REFUSED.value)),
        When(submission__state=SubmissionState.REWORKED, then=Value(Decision.REWORK.value)),
        default=F("submission__state"),
    )
    standing = Verdict.objects.filter(submission_id=submission_id).annotate(stands=state)
    row = standing.filter(decision=F("stands")).order_by("-id").first()
    return None if row is None else verdict_row(row)


def rework_verdict_of(submission_id: str) -> VerdictRow:
    """Why rework of the answer was offered, whatever became of it."""
    return verdict_row(Verdict.objects.get(submission_id=submission_id, decision=Decision.REWORK))


def verdicts_of(submission_id: str) -> list[VerdictRow]:
    """Everything that was decided about an answer, the oldest first."""
    rows = Verdict.objects.filter(submission_id=submission_id).order_by("at", "id")
    return [verdict_row(row) for row in rows]


def verdict_row(row: Verdict) -> VerdictRow:
    """The row of a verdict that was read already."""
    return VerdictRow(
        row.id,
        row.submission_id,
        row.decision,
        row.decider,
        row.reason,
        row.criterion_code,
        row.criterion_text,
        row.evidence,
        row.explanation,
        row.appeal_until,
        row.at,
    )

"""Suspicions of fraud, for their requester, the worker and the reviewers."""

from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.review.models import Suspicion
from ouvrage.work.rules import SubmissionState


@dataclass(frozen=True, slots=True)
class SuspicionRow:
    """A suspicion and what a reviewer found; `proven` is None while nobody has decided."""

    submission_id: str
    project_title: str
    evidence: str
    at: Moment
    due_at: Moment
    decided_at: Moment | None
    proven: bool | None
    words: str


def suspicion_of(submission_id: str) -> SuspicionRow | None:
    """The suspicion about an answer; None when there is none."""
    rows = Suspicion.objects.filter(submission_id=submission_id)
    return next(map(_row, rows.select_related("submission__project")), None)


def suspicions_open(*, limit: int = PAGE_ROWS) -> list[SuspicionRow]:
    """Suspicions that wait for a reviewer, oldest first."""
    rows = _open().select_related("submission__project").order_by("at")
    return [_row(row) for row in rows[:limit]]


def suspicions_summary() -> tuple[int, Moment | None]:
    """How many suspicions wait, and since when at the earliest."""
    found = _open().aggregate(count=Count("pk"), oldest=Min("at"))
    return found["count"], found["oldest"]


def _open() -> QuerySet[Suspicion]:
    """Those that can still change something: the refusal is not final."""
    return Suspicion.objects.filter(
        decided_at__isnull=True, submission__state=SubmissionState.REFUSED
    )


def _row(row: Suspicion) -> SuspicionRow:
    return SuspicionRow(
        row.submission_id,
        row.submission.project.title,
        row.evidence,
        row.at,
        row.due_at,
        row.decided_at,
        row.proven,
        row.words,
    )

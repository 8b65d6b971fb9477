"""Whose answers a person found fraudulent, more than once, so that a rule proposes to look."""

from collections.abc import Iterator

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from ouvrage.review.models import Contest, Verdict
from ouvrage.review.rules import Decision, RefusalReason
from ouvrage.rights.models import Proposal
from ouvrage.work.rules import SubmissionState

FRAUD_RULE = "proven_frauds"
STANDING = (SubmissionState.REFUSED, SubmissionState.CLOSED)


def proven_frauds(*, least: int, limit: int) -> Iterator[tuple[str, list[str]]]:
    """Workers with at least `least` standing frauds, each with the verdicts, the oldest first.

    Left out: frauds that are contested now, and workers about whom the rule has proposed since the
    latest of theirs.
    """
    frauds = _standing()
    told = Proposal.objects.filter(worker_id=OuterRef("submission__worker_id"), rule=FRAUD_RULE)
    counted = frauds.values("submission__worker_id").annotate(
        count=Count("submission_id", distinct=True),
        latest=Max("at"),
        told_at=Subquery(told.order_by("-at").values("at")[:1]),
    )
    for row in counted.filter(count__gte=least).order_by("submission__worker_id")[:limit]:
        if row["told_at"] is None or row["told_at"] < row["latest"]:
            worker_id = row["submission__worker_id"]
            mine = frauds.filter(submission__worker_id=worker_id).order_by("at", "id")
            yield worker_id, list(mine.values_list("id", flat=True))


def _standing() -> QuerySet[Verdict]:
    contested = Contest.objects.filter(submission=OuterRef("submission"), closed_at__isnull=True)
    return Verdict.objects.filter(
        ~Exists(contested),
        decision=Decision.REFUSED,
        reason=RefusalReason.FRAUD,
        submission__state__in=STANDING,
    )

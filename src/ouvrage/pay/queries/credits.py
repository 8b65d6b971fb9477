"""Time that was paid, or is owed, though no accepted answer pays it."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.pay.models import Credit, Reading
from ouvrage.pay.rules import CreditKind, CreditState
from ouvrage.work.models import Project, Submission
from ouvrage.work.rules import SubmissionState


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One credit: why, for how long, how much, and what of it is still owed; how much of its time
    something else had paid before, and what."""

    id: str
    kind: str
    subject_id: str
    project_id: str
    project_title: str
    seconds: int
    pay: Money
    owed: Money
    state: str
    at: Moment
    paid_at: Moment | None
    overlap_seconds: int
    overlap_kind: str

    @property
    def paid(self) -> Money:
        """What of it was paid so far."""
        return self.pay - self.owed


def credits_of_worker(
    worker_id: str, *, before: str = "", limit: int = PAGE_ROWS
) -> list[CreditRow]:
    """The worker's credits, newest first, before an id."""
    rows = Credit.objects.filter(worker_id=worker_id)
    if before:
        rows = rows.filter(id__lt=before)
    return _rows(list(rows.order_by("-id")[:limit]))


def credits_owed(*, limit: int = PAGE_ROWS) -> list[CreditRow]:
    """Credits that no reserve has been able to pay whole yet, oldest first."""
    return _rows(list(Credit.objects.filter(state=CreditState.OWED).order_by("id")[:limit]))


def _rows(credits: list[Credit]) -> list[CreditRow]:
    ids = {credit.project_id for credit in credits}
    titles = dict(Project.objects.filter(id__in=ids).values_list("id", "title"))
    return [
        CreditRow(
            credit.id,
            credit.kind,
            credit.subject_id,
            credit.project_id,
            titles.get(credit.project_id, ""),
            min(credit.seconds, credit.cap_seconds),
            credit.pay,
            credit.rest,
            credit.state,
            credit.at,
            credit.paid_at,
            credit.overlap_seconds,
            credit.overlap_kind,
        )
        for credit in credits
    ]


def credited(subject_id: str) -> Money:
    """What the time of that subject was paid so far without an accepted answer, over all kinds."""
    rows = Credit.objects.filter(subject_id=subject_id)
    return Money(rows.aggregate(sum=Sum("paid_micros"))["sum"] or 0, settings.CURRENCY)


def credit_of(subject_id: str) -> CreditRow | None:
    """The latest credit for that subject; None when there is none."""
    rows = _rows(list(Credit.objects.filter(subject_id=subject_id).order_by("-id")[:1]))
    return rows[0] if rows else None


def has_credits_owed(batch_id: str) -> bool:
    """Whether the batch owes time that no reserve has paid whole yet."""
    return Credit.objects.filter(batch_id=batch_id, state=CreditState.OWED).exists()


def frauds_of_batch(batch_id: str) -> list[Submission]:
    """The batch's answers that are refused for good as fraud, and those that one of them replaced.

    What is refused for good has its time credited, unless a reviewer found fraud
    (`review.actions.close_refusals`): so it is fraud where there is no credit.
    """
    credited = Credit.objects.filter(batch_id=batch_id, kind=CreditKind.REFUSED)
    closed = Submission.objects.filter(batch_id=batch_id, state=SubmissionState.CLOSED)
    found = closed.exclude(id__in=credited.values("subject_id"))
    pairs = found.values_list("assignment_id", "assignment__redoes_id")
    held = [assignment_id for pair in pairs for assignment_id in pair if assignment_id]
    return list(Submission.objects.filter(assignment_id__in=held))


def paid_before(batch_id: str) -> Counter[str]:
    """For each worker, the seconds of the batch's credits and readings that were paid before."""
    found: Counter[str] = Counter()
    for table in (Credit.objects, Reading.objects):
        rows = table.filter(batch_id=batch_id, overlap_seconds__gt=0)
        for worker_id, seconds in rows.values_list("worker_id", "overlap_seconds"):
            found[worker_id] += seconds
    return found

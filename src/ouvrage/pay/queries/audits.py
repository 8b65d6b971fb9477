"""What batches paid per hour, measured against the floor, and who was lifted to it (PAY-3)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.pay.models import Audit, AuditLine, Credit, Reading, ReadingState
from ouvrage.pay.queries.credits import frauds_of_batch
from ouvrage.pay.queries.time import titles
from ouvrage.pay.rules import AuditLineState, CreditKind, CreditState
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState


@dataclass(frozen=True, slots=True)
class AuditRow:
    """The latest audit of one batch: people, pay per hour of the median worker, the floor; and how
    many were lifted by all its audits, with how much."""

    batch_id: str
    workers: int
    median: Money
    floor: Money
    lifted: int
    top_up: Money
    owed: Money
    at: Moment


@dataclass(frozen=True, slots=True)
class TopUpRow:
    """What one worker was short of the floor on one batch, and whether it is paid."""

    project_title: str
    seconds: int
    paid: Money
    top_up: Money
    floor: Money
    state: str
    at: Moment


def is_audited(batch_id: str) -> bool:
    """Whether the batch had its final audit and its own reserve has paid its part."""
    waiting = AuditLine.objects.filter(audit__batch_id=batch_id, state=AuditLineState.NEW)
    return had_final_audit(batch_id) and not waiting.exists()


def had_final_audit(batch_id: str) -> bool:
    """Whether the batch was audited after it was over, so that no audit follows."""
    return Audit.objects.filter(batch_id=batch_id, final=True).exists()


def latest_audit(batch_id: str) -> Audit | None:
    """The batch's audit after which none was made; None before the first."""
    return Audit.objects.filter(batch_id=batch_id).order_by("-at", "-id").first()


def paid_on_batch(batch_id: str) -> dict[str, int]:
    """What each worker was paid for the batch's work so far, in micro-units: accepted answers,
    readings and credits; nothing that belongs to proven fraud, and no interest.

    An answer that was accepted after its time was credited pays what the credit does not.
    """
    answers = Submission.objects.filter(batch_id=batch_id, state=SubmissionState.ACCEPTED)
    readings = Reading.objects.filter(batch_id=batch_id, state=ReadingState.PAID)
    credits = _credits(batch_id).filter(parts__gt=0)
    sums = _sums((answers, "reward_micros"), (readings, "pay_micros"), (credits, "paid_micros"))
    refused = _credits(batch_id).filter(kind=CreditKind.REFUSED)
    counted = dict(refused.values_list("subject_id", "pay_micros"))
    for row in answers.filter(id__in=list(counted)):
        sums[row.worker_id] -= min(row.reward_micros, counted[row.id])
    return sums


def granted_on_batch(batch_id: str) -> dict[str, int]:
    """What each worker was granted on top, in micro-units: by the batch's audits so far, paid or
    owed, and as credits that are still owed."""
    lines = AuditLine.objects.filter(audit__batch_id=batch_id)
    owed = _credits(batch_id).filter(state=CreditState.OWED)
    owed = owed.annotate(owed_micros=F("pay_micros") - F("paid_micros"))
    return _sums((lines, "reserve_micros"), (lines, "rest_micros"), (owed, "owed_micros"))


def _credits(batch_id: str) -> QuerySet[Credit]:
    """The batch's credits for work that was no fraud. A won appeal's is part of its answer."""
    frauds = [row.id for row in frauds_of_batch(batch_id)]
    rows = Credit.objects.filter(batch_id=batch_id).exclude(kind=CreditKind.APPEAL)
    return rows.exclude(subject_id__in=frauds)


def _sums(*parts: tuple[QuerySet[Any], str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for rows, column in parts:
        for worker_id, micros in rows.values_list("worker_id").annotate(micros=Sum(column)):
            sums[worker_id] = sums.get(worker_id, 0) + micros
    return sums


def audits_of_project(project_id: str) -> dict[str, AuditRow]:
    """The latest audit of each of a project's batches, by batch."""
    lines = AuditLine.objects.filter(audit__project_id=project_id).values("audit__batch_id")
    lifted = {
        row["audit__batch_id"]: row
        for row in lines.annotate(
            people=Count("worker_id", distinct=True),
            lifted=Sum(F("reserve_micros") + F("rest_micros")),
            owed=Sum("rest_micros", filter=~Q(state=AuditLineState.PAID), default=0),
        )
    }
    nobody = {"people": 0, "lifted": 0, "owed": 0}
    found = {}
    for row in Audit.objects.filter(project_id=project_id).order_by("at", "id"):
        sums = lifted.get(row.batch_id, nobody)
        found[row.batch_id] = AuditRow(
            row.batch_id,
            row.workers,
            row.median,
            row.floor,
            sums["people"],
            Money(sums["lifted"], row.currency),
            Money(sums["owed"], row.currency),
            row.at,
        )
    return found


def top_ups_of_worker(worker_id: str, *, limit: int = PAGE_ROWS) -> list[TopUpRow]:
    """What lifted the worker's pay to their floor, the latest first."""
    rows = AuditLine.objects.filter(worker_id=worker_id).select_related("audit")
    return _rows(list(rows.order_by("-id")[:limit]))


def top_ups_owed(*, limit: int = PAGE_ROWS) -> list[TopUpRow]:
    """What neither a batch's reserve nor the guarantee fund could pay yet, oldest first."""
    rows = AuditLine.objects.exclude(state=AuditLineState.PAID).select_related("audit")
    return _rows(list(rows.order_by("id")[:limit]))


def _rows(lines: list[AuditLine]) -> list[TopUpRow]:
    named = titles(line.audit.project_id for line in lines)
    return [
        TopUpRow(
            named.get(line.audit.project_id, ""),
            line.seconds,
            Money(line.paid_micros, line.audit.currency),
            Money(line.reserve_micros + line.rest_micros, line.audit.currency),
            line.floor,
            line.state,
            line.audit.at,
        )
        for line in lines
    ]


def lifted_by(line_id: str) -> tuple[str, str, Money] | None:
    """Who was lifted to the floor, in which project, by how much; None when there is no line."""
    line = AuditLine.objects.filter(id=line_id).select_related("audit").first()
    if line is None:
        return None
    amount = Money(line.reserve_micros + line.rest_micros, line.audit.currency)
    title = titles([line.audit.project_id]).get(line.audit.project_id, "")
    return line.worker_id, title, amount

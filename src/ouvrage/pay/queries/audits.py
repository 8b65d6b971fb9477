"""What batches paid per hour, measured against the floor, and who was lifted to it (PAY-3)."""

from dataclasses import dataclass

from django.db.models import Sum

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.pay.models import Audit, AuditLine, Credit, Reading, ReadingState
from ouvrage.pay.queries.credits import frauds_of_batch
from ouvrage.pay.queries.time import titles
from ouvrage.pay.rules import AuditLineState
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState


@dataclass(frozen=True, slots=True)
class AuditRow:
    """The audit of one batch: pay per hour of the median worker, the floor, who was lifted."""

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
    """Whether the batch's pay was audited and its own reserve has paid its part."""
    audited = Audit.objects.filter(batch_id=batch_id).exists()
    waiting = AuditLine.objects.filter(audit_id=batch_id, state=AuditLineState.NEW)
    return audited and not waiting.exists()


def paid_on_batch(batch_id: str) -> dict[str, int]:
    """What each worker was paid for the batch so far, in micro-units: accepted answers, readings
    and credits, those included that are still owed; nothing that belongs to proven fraud."""
    answers = Submission.objects.filter(batch_id=batch_id, state=SubmissionState.ACCEPTED)
    readings = Reading.objects.filter(batch_id=batch_id, state=ReadingState.PAID)
    frauds = [row.id for row in frauds_of_batch(batch_id)]
    credits = Credit.objects.filter(batch_id=batch_id).exclude(subject_id__in=frauds)
    sums: dict[str, int] = {}
    for rows, column in (
        (answers.values_list("worker_id"), "reward_micros"),
        (readings.values_list("worker_id"), "pay_micros"),
        (credits.values_list("worker_id"), "pay_micros"),
    ):
        for worker_id, micros in rows.annotate(micros=Sum(column)):
            sums[worker_id] = sums.get(worker_id, 0) + micros
    return sums


def audits_of_project(project_id: str) -> dict[str, AuditRow]:
    """The audits of a project's batches, by batch."""
    rows = Audit.objects.filter(project_id=project_id)
    waiting = AuditLine.objects.filter(audit__project_id=project_id)
    waiting = waiting.exclude(state=AuditLineState.PAID)
    owed = dict(waiting.values_list("audit_id").annotate(sum=Sum("rest_micros")))
    return {
        row.batch_id: AuditRow(
            row.batch_id,
            row.workers,
            row.median,
            row.floor,
            row.lifted,
            row.top_up,
            Money(owed.get(row.batch_id, 0), row.currency),
            row.at,
        )
        for row in rows
    }


def top_ups_of_worker(worker_id: str, *, limit: int = PAGE_ROWS) -> list[TopUpRow]:
    """What lifted the worker's pay to the floor, the latest first."""
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
            line.audit.floor,
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

"""A batch's pay per hour is audited, and workers under the floor are lifted to it (PAY-3).

The audit writes who is owed what, in one transaction; then each worker is paid in a transaction of
their own, under a key that can be used once. Killed anywhere and run again, nobody is paid twice
and nobody is left out. What the batch's reserve cannot pay comes from the guarantee fund, and stays
owed until that can.
"""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, announce
from ouvrage.ledger import recipes
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.queries import guarantee, topup_of_batch
from ouvrage.ledger.recipes import Earning, Source
from ouvrage.pay.actions.held import note_held
from ouvrage.pay.models import Audit, AuditLine
from ouvrage.pay.queries import PieceOfWork, earning_of, floor_of_project, terms_of
from ouvrage.pay.queries.audits import paid_on_batch
from ouvrage.pay.queries.time import batch_seconds
from ouvrage.pay.rules import AuditLineState
from ouvrage.pay.rules.audits import Worked, median_per_hour, shared, short
from ouvrage.work.models import Batch
from ouvrage.work.queries import last_submitted_at, last_taken_at, open_counts
from ouvrage.work.rules import BatchState

OVER = (BatchState.FINISHED, BatchState.ENDED)


def audit_pay(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Batches whose work is over and decided for the agreed days have their audit; returns how many
    were audited."""
    waited = now - Span(days=settings.AGREEMENT.reserves.audit_days)
    over = Batch.objects.filter(state__in=OVER).exclude(id__in=Audit.objects.values("batch_id"))
    audited = 0
    for batch_id in list(over.order_by("id").values_list("id", flat=True)[:limit]):
        latest = last_submitted_at(batch_id)
        if latest is not None and latest <= waited and _is_decided(batch_id):
            audited += _audit(actor, now, batch_id, latest)
    return audited


def _is_decided(batch_id: str) -> bool:
    """Whether nothing of the batch can be paid any more; a refusal, once it is final, pays its
    time, so that an audit before that would pay the same time too."""
    counts = open_counts(batch_id)
    return not sum(count for name, count in counts.items() if name != "places")


def _audit(actor: Actor, now: Moment, batch_id: str, latest: Moment) -> int:
    """The batch has its audit, and each worker under the floor a line; 1, or 0 if it had one."""
    seconds = batch_seconds(batch_id, now)
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True, of=("self",))
        row = batch.select_related("project").get(id=batch_id)
        if row.state not in OVER or not _is_decided(batch_id):
            return 0
        if Audit.objects.filter(batch_id=batch_id).exists():
            return 0
        paid = paid_on_batch(batch_id)
        worked = {worker: Worked(count, paid.get(worker, 0)) for worker, count in seconds.items()}
        floor = max(
            terms_of(batch_id).floor_micros_per_hour,
            floor_of_project(row.project, latest.date()).micros_per_hour,
        )
        lacking = short(worked, floor)
        audit = Audit.objects.create(
            batch_id=batch_id,
            project_id=row.project_id,
            currency=row.project.currency,
            floor_micros_per_hour=floor,
            workers=sum(one.seconds > 0 for one in worked.values()),
            median_micros_per_hour=median_per_hour(worked),
            lifted=len(lacking),
            lifted_micros=sum(lacking.values()),
            at=now,
        )
        _write_lines(now, audit, lacking, worked)
        details = {"lifted": len(lacking), "amount": str(audit.top_up)}
        organisation_id = row.project.organisation_id
        line = Line("batch.audited", "batch", batch_id, organisation_id, details=details)
        announce(actor=actor, now=now, line=line)
    return 1


def _write_lines(
    now: Moment, audit: Audit, lacking: Mapping[str, int], worked: Mapping[str, Worked]
) -> None:
    costs = {
        worker: _earning(audit, now, worker, worker, Money(micros, audit.currency)).cost.micros
        for worker, micros in lacking.items()
    }
    covered = shared(costs, topup_of_batch(audit.batch_id, audit.currency).micros)
    lines = []
    for worker, micros in sorted(lacking.items()):
        reserve = micros * covered[worker] // costs[worker]
        lines.append(
            AuditLine(
                id=new_id(now),
                audit=audit,
                worker_id=worker,
                seconds=worked[worker].seconds,
                paid_micros=worked[worker].paid_micros,
                reserve_micros=reserve,
                rest_micros=micros - reserve,
                state=AuditLineState.NEW,
            )
        )
    AuditLine.objects.bulk_create(lines, batch_size=500)


def _earning(audit: Audit, now: Moment, subject_id: str, worker_id: str, amount: Money) -> Earning:
    """What lifts the worker, under the status of their latest task in the batch."""
    return earning_of(
        "audit",
        subject_id,
        batch_id=audit.batch_id,
        project_id=audit.project_id,
        worked=PieceOfWork(
            worker_id,
            last_taken_at(audit.batch_id, worker_id) or audit.at,
            amount,
            terms_of(audit.batch_id),
        ),
        paid_at=now,
        with_fee=False,
    )


def pay_top_ups(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Workers under the floor of an audited batch are paid what they lacked; returns how many.

    What no fund can pay now stays owed, and is tried again. Lines are looked at `limit` at a
    time until at least so many are paid or none is left: those nothing can pay hold up no other.
    """
    waiting = AuditLine.objects.exclude(state=AuditLineState.PAID).select_related("audit")
    waiting = waiting.order_by("id")
    paid, after = 0, ""
    while paid < limit and (lines := list(waiting.filter(id__gt=after)[:limit])):
        after = lines[-1].id
        paid += sum(_pay_line(actor, now, line.id) for line in lines if _can_pay(line))
    return paid


def _can_pay(line: AuditLine) -> bool:
    """False for what only the guarantee fund can still pay, while that holds less."""
    rest = Money(line.rest_micros, line.audit.currency)
    return line.state == AuditLineState.NEW or guarantee(rest.currency) >= rest


def _pay_line(actor: Actor, now: Moment, line_id: str) -> bool:
    with transaction.atomic():
        rows = AuditLine.objects.select_for_update(no_key=True, of=("self",))
        line = rows.select_related("audit").get(id=line_id)
        return line.state != AuditLineState.PAID and _pay(actor, now, line)


def _pay(actor: Actor, now: Moment, line: AuditLine) -> bool:
    """The line's two parts are paid, each once; false while the second is owed."""
    if line.state == AuditLineState.NEW and line.reserve_micros:
        part = Money(line.reserve_micros, line.audit.currency)
        if not _paid_from(actor, now, line, line.id, part, Source.TOPUP):
            line.rest_micros += line.reserve_micros
            line.reserve_micros = 0
    rest = Money(line.rest_micros, line.audit.currency)
    done = not rest or _paid_from(actor, now, line, f"{line.id}:rest", rest, Source.GUARANTEE)
    before = line.state
    line.state = AuditLineState.PAID if done else AuditLineState.OWED
    line.paid_at = now if done else None
    if line.state != before:
        line.save(update_fields=["state", "paid_at", "reserve_micros", "rest_micros"])
        details = {"amount": str(Money(line.reserve_micros, line.audit.currency) + rest)}
        action = "top_up.paid" if done else "top_up.owed"
        told = Line(action, "audit", line.id, details=details)
        announce(actor=actor, now=now, line=told)
    return done


def _paid_from(
    actor: Actor, now: Moment, line: AuditLine, subject_id: str, amount: Money, source: Source
) -> bool:
    earning = _earning(line.audit, now, subject_id, line.worker_id, amount)
    try:
        with transaction.atomic():
            recipes.top_up(actor=actor, now=now, earning=earning, source=source)
            note_held(actor=actor, now=now, earnings=[earning])
    except InsufficientFunds:
        return False
    return True

"""A batch's pay per hour is audited; workers under their floor are lifted to it (PAY-3, PAY-19).

A batch is audited at intervals from its first answer on, whatever is still open, and a last time
once it is over and decided. What earlier audits granted counts in what a worker has, so that only
the rest is added.

The audit writes who is owed what, in one transaction; then each worker is paid in a transaction of
their own, under a key that can be used once. Killed anywhere and run again, nobody is paid twice
and nobody is left out. What the batch's reserve cannot pay comes from the guarantee fund, and stays
owed until that can.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

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
from ouvrage.pay.queries import (
    PieceOfWork,
    earning_of,
    floor_of_project,
    floor_of_worker,
    terms_of,
)
from ouvrage.pay.queries.audits import granted_on_batch, latest_audit, paid_on_batch
from ouvrage.pay.queries.time import batch_seconds
from ouvrage.pay.rules import AuditLineState
from ouvrage.pay.rules.audits import Worked, median_per_hour, shared, short
from ouvrage.work.models import Batch, Submission
from ouvrage.work.queries import last_submitted_at, last_taken_at, open_counts
from ouvrage.work.rules import PUBLISHED_STATES, BatchState

OVER = (BatchState.FINISHED, BatchState.ENDED)


@dataclass(frozen=True, slots=True)
class _Found:
    """A batch to audit: its audit before, whether all its work was decided, its time and floors."""

    batch_id: str
    before: Audit | None
    decided: bool
    seconds: Mapping[str, int]
    floor: int
    floors: Mapping[str, int]


def audit_pay(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Batches whose audit is due have it; returns how many were audited.

    They are looked at `limit` at a time until at least so many are audited or none is left: those
    that have to wait hold up no other.
    """
    due = _due(now).order_by("id").values_list("id", flat=True)
    audited, after = 0, ""
    while audited < limit and (page := list(due.filter(id__gt=after)[:limit])):
        after = page[-1]
        found = (_found(now, batch_id) for batch_id in page)
        audited += sum(_audit(actor, now, each) for each in found if each)
    return audited


def _due(now: Moment) -> QuerySet[Batch]:
    """Batches that were answered and had no final audit: those that are over, and the others whose
    first answer and latest audit are old enough."""
    sent = Submission.objects.filter(batch_id=OuterRef("id"))
    audits = Audit.objects.filter(batch_id=OuterRef("id"))
    since = _interval_began(now)
    answered = Batch.objects.filter(Exists(sent), state__in=PUBLISHED_STATES)
    periodic = Exists(sent.filter(submitted_at__lte=since)) & ~Exists(audits.filter(at__gt=since))
    waiting = answered.exclude(Exists(audits.filter(final=True)))
    return waiting.filter(Q(state__in=OVER) | Q(periodic))


def _interval_began(now: Moment) -> Moment:
    return now - Span(days=settings.AGREEMENT.reserves.audit_every_days)


def _found(now: Moment, batch_id: str) -> _Found | None:
    """What the audit of the batch is made of; None where it has to wait.

    Everything is read before the batch is locked, what is decided before what that paid: pay that
    comes meanwhile is then counted without its time, and the next audit makes up for it.
    """
    before, latest = latest_audit(batch_id), last_submitted_at(batch_id)
    assert latest is not None
    waited = now - Span(days=settings.AGREEMENT.reserves.audit_days)
    decided = latest <= waited and _is_decided(batch_id)
    batch = Batch.objects.select_related("project").get(id=batch_id)
    if not (decided and batch.state in OVER) and not _is_interval_over(now, batch_id, before):
        return None
    seconds = {worker: count for worker, count in batch_seconds(batch_id, now).items() if count}
    if not (seconds or decided):
        return None
    floor = max(
        terms_of(batch_id).floor_micros_per_hour,
        floor_of_project(batch.project, latest.date()).micros_per_hour,
    )
    floors = {worker: _own_floor(worker, latest, floor) for worker in seconds}
    return _Found(batch_id, before, decided, seconds, floor, floors)


def _is_decided(batch_id: str) -> bool:
    """Whether nothing of the batch can be paid any more; a refusal, once it is final, pays its
    time, so that an audit before that would pay the same time too."""
    counts = open_counts(batch_id)
    return not sum(count for name, count in counts.items() if name != "places")


def _is_interval_over(now: Moment, batch_id: str, before: Audit | None) -> bool:
    """Whether the first answer or the audit before is old enough, and something is new since."""
    since = _interval_began(now)
    sent = Submission.objects.filter(batch_id=batch_id)
    if before is None:
        return sent.filter(submitted_at__lte=since).exists()
    new = not before.decided or sent.filter(submitted_at__gt=before.at).exists()
    return before.at <= since and new


def _own_floor(worker_id: str, at: Moment, floor: int) -> int:
    """The batch's floor, or that of the worker's country where it is higher; volunteers have none.

    See `floor_of_worker`.
    """
    return max(floor, floor_of_worker(worker_id, at).micros_per_hour) if floor else 0


def _audit(actor: Actor, now: Moment, found: _Found) -> bool:
    """The batch has its audit, and each worker under their floor a line; false when another run
    was first."""
    batch_id = found.batch_id
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True, of=("self",))
        row = batch.select_related("project").get(id=batch_id)
        if latest_audit(batch_id) != found.before:
            return False
        paid, granted = paid_on_batch(batch_id), granted_on_batch(batch_id)
        worked = {
            worker: Worked(count, paid.get(worker, 0), granted.get(worker, 0))
            for worker, count in found.seconds.items()
        }
        lacking = short(worked, found.floors)
        audit = Audit.objects.create(
            id=new_id(now),
            batch_id=batch_id,
            project_id=row.project_id,
            currency=row.project.currency,
            floor_micros_per_hour=found.floor,
            workers=len(worked),
            median_micros_per_hour=median_per_hour(worked),
            lifted=len(lacking),
            lifted_micros=sum(lacking.values()),
            decided=found.decided,
            final=found.decided and row.state in OVER,
            at=now,
        )
        _write_lines(now, audit, lacking, worked, found.floors)
        details = {"lifted": len(lacking), "amount": str(audit.top_up)}
        organisation_id = row.project.organisation_id
        line = Line("batch.audited", "batch", batch_id, organisation_id, details=details)
        announce(actor=actor, now=now, line=line)
    return True


def _write_lines(
    now: Moment,
    audit: Audit,
    lacking: Mapping[str, int],
    worked: Mapping[str, Worked],
    floors: Mapping[str, int],
) -> None:
    costs = {
        worker: _earning(audit, now, worker, worker, Money(micros, audit.currency)).cost.micros
        for worker, micros in lacking.items()
    }
    covered = shared(costs, topup_of_batch(audit.batch_id, audit.currency).micros)
    lines = []
    for worker, micros in sorted(lacking.items()):
        reserve = micros * covered[worker] // costs[worker]
        one = worked[worker]
        lines.append(
            AuditLine(
                id=new_id(now),
                audit=audit,
                worker_id=worker,
                seconds=one.seconds,
                paid_micros=one.paid_micros + one.granted_micros,
                floor_micros_per_hour=floors[worker],
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
    """Workers under their floor on an audited batch are paid what they lacked; returns how many.

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

"""Time that no accepted answer pays is paid at the floor, once for each kind and subject (PAY-9):
the batch's, or that of the worker's country where it is higher (PAY-19).

The batch's quality reserve pays; what it lacks, the batch's other money that no work needs any
more; what that lacks, the instance's guarantee fund. When all are short, what they hold is paid at
once and the rest stays owed: the worker sees it, the batch gives nothing back, and the job
`pay_credits` tries again. Each part is an entry of its own in the books, whose key is used once. No
fee is taken on it. What of the time a credit or a reading paid before is not paid again.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money, total
from ouvrage.journal.actions import Line, record
from ouvrage.ledger import recipes
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.queries import reserved_for_batch
from ouvrage.ledger.recipes import Earning, Share, Source
from ouvrage.pay.actions.held import note_held
from ouvrage.pay.models import Credit, PaidSpan
from ouvrage.pay.queries import (
    PieceOfWork,
    Unpaid,
    Worked,
    current_terms,
    earning_of,
    hold_worker,
    money_for_time,
    needed,
    reading_pay,
    terms_for,
    terms_of,
    unpaid_part,
)
from ouvrage.pay.rules import CreditKind, CreditState
from ouvrage.work.models import Batch, Submission

# A part below a tenth of a cent waits for more, so that the books do not fill with crumbs.
PART_MICROS_LEAST = 1_000


@dataclass(frozen=True, slots=True)
class CreditDraft:
    """What is to be paid: `seconds`, at most `cap_seconds`; without a batch the guarantee pays.

    `worked` says when the time was; without it, nothing that was paid before is known to overlap.
    """

    kind: CreditKind
    subject_id: str
    worker_id: str
    seconds: int
    cap_seconds: int
    batch_id: str = ""
    worked: Worked | None = None


def credit_time(*, actor: Actor, now: Moment, draft: CreditDraft) -> Credit:
    """The time is paid, or owed until a reserve can pay; a second call gives the first's credit."""
    with transaction.atomic():
        hold_worker(draft.worker_id)
        found = Credit.objects.filter(kind=draft.kind, subject_id=draft.subject_id).first()
        if found is not None:
            return found
        part = Unpaid(max(0, draft.seconds))
        if draft.worked is not None:
            part = unpaid_part(draft.worker_id, draft.worked, part.seconds, draft.cap_seconds)
        terms = terms_of(draft.batch_id) if draft.batch_id else current_terms(now)
        seconds = min(part.seconds, draft.cap_seconds)
        pay = reading_pay(seconds, terms_for(draft.worker_id, terms, now), settings.CURRENCY)
        credit = _credited(actor, now, draft, part, pay)
        PaidSpan.objects.bulk_create(part.rows(draft.worker_id, draft.kind, credit.id))
    return credit


def owe_appeal(*, actor: Actor, now: Moment, submission: Submission, amount: Money) -> Credit:
    """What a won appeal pays is owed, since neither reserve nor fund holds it now; once for each.

    Called by `settle_overturned`, in the transaction of the verdict.
    """
    assert connection.in_atomic_block
    draft = CreditDraft(
        CreditKind.APPEAL, submission.id, submission.worker_id, 0, 0, submission.batch_id
    )
    return _credited(actor, now, draft, Unpaid(0), amount)


def pay_compensation(
    *, actor: Actor, now: Moment, worker_id: str, subject_id: str, amount: Money
) -> Credit:
    """The guarantee fund pays the amount, or owes it until it can; once for the subject (DEC-8)."""
    with transaction.atomic():
        draft = CreditDraft(CreditKind.COMPENSATION, subject_id, worker_id, 0, 0)
        return _credited(actor, now, draft, Unpaid(0), amount)


def _credited(actor: Actor, now: Moment, draft: CreditDraft, part: Unpaid, pay: Money) -> Credit:
    batch = Batch.objects.select_related("project").filter(id=draft.batch_id).first()
    credit, made = Credit.objects.get_or_create(
        kind=draft.kind,
        subject_id=draft.subject_id,
        defaults={
            "id": new_id(now),
            "worker_id": draft.worker_id,
            "batch_id": draft.batch_id,
            "project_id": batch.project_id if batch else "",
            "seconds": part.seconds,
            "overlap_seconds": part.overlap_seconds,
            "overlap_kind": part.overlap_kind,
            "cap_seconds": draft.cap_seconds,
            "pay_micros": pay.micros,
            "currency": pay.currency,
            "state": CreditState.OWED,
            "at": now,
        },
    )
    if made:
        details = {
            "seconds": min(part.seconds, draft.cap_seconds),
            "paid_before": part.overlap_seconds,
            "amount": str(credit.pay),
            "kind": str(draft.kind),
        }
        line = Line("time.credited", "credit", credit.id, _client(batch), details=details)
        record(actor=actor, now=now, line=line)
        paid = _pay(actor, now, credit)
        if paid and credit.rest:
            _paid_line(actor, now, credit, paid)
    return credit


def _client(batch: Batch | None) -> str:
    return batch.project.organisation_id if batch else ""


def pay_credits(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """What can be paid now of credits that were owed is; returns of how many.

    They are looked at `limit` at a time until at least so many got something or none is left, so
    that those nothing can pay hold up no other.
    """
    owed = Credit.objects.filter(state=CreditState.OWED).order_by("id")
    paid, after = 0, ""
    while paid < limit and (rows := list(owed.filter(id__gt=after)[:limit])):
        after = rows[-1].id
        paid += sum(_pay_owed(actor, now, row.id) for row in rows if _can_pay(row))
    return paid


def _can_pay(credit: Credit) -> bool:
    """Whether the sources hold a part; asked before a transaction is begun for nothing."""
    return _held(credit) >= min(credit.rest, Money(PART_MICROS_LEAST, credit.currency))


def _held(credit: Credit) -> Money:
    shares = money_for_time(credit.batch_id, credit.currency)
    return total([share.amount for share in shares], credit.currency)


def _pay_owed(actor: Actor, now: Moment, credit_id: str) -> bool:
    with transaction.atomic():
        credit = Credit.objects.select_for_update(no_key=True).get(id=credit_id)
        paid = _pay(actor, now, credit) if credit.state == CreditState.OWED else None
        if paid:
            _paid_line(actor, now, credit, paid)
    return bool(paid)


def _paid_line(actor: Actor, now: Moment, credit: Credit, paid: Money) -> None:
    details = {"amount": str(paid), "owed": str(credit.rest)}
    record(
        actor=actor, now=now, line=Line("time.credit_paid", "credit", credit.id, details=details)
    )


def _pay(actor: Actor, now: Moment, credit: Credit) -> Money:
    """What of the rest the sources paid together, each what the ones before it cannot.

    The credit is new, or locked by the caller, so that its next part is this one's alone.
    """
    paid = _paid_part(actor, now, credit) if credit.rest else credit.rest
    credit.paid_micros += paid.micros
    if not credit.rest:
        credit.state, credit.paid_at = CreditState.PAID, now
    credit.save(update_fields=["state", "source", "paid_micros", "parts", "paid_at"])
    return paid


def _paid_part(actor: Actor, now: Moment, credit: Credit) -> Money:
    earning = _affordable(credit, now)
    if earning is None:
        return Money.zero(credit.currency)
    try:
        with transaction.atomic():
            shares = _shares(earning.cost, credit.batch_id)
            recipes.pay_time(actor=actor, now=now, earning=earning, shares=shares)
            note_held(actor=actor, now=now, earnings=[earning])
            if any(share.source is Source.RESERVED for share in shares):
                _check_reserve(credit.batch_id)
    except InsufficientFunds:
        return Money.zero(credit.currency)
    credit.parts += 1
    credit.source = credit.source or shares[0].source
    return earning.reward


def _affordable(credit: Credit, now: Moment) -> Earning | None:
    """The most of the rest that the sources hold with its contributions, as the next part; None
    when that is less than is worth an entry.

    What a reward costs grows with it at most in proportion and by a rounding for each branch, so
    that a few steps down find what the money is enough for.
    """
    held, part = _held(credit), credit.rest
    while part and (part == credit.rest or part.micros >= PART_MICROS_LEAST):
        earning = _earning(credit, now, part)
        if earning.cost <= held:
            return earning
        part = Money(part.micros * held.micros // earning.cost.micros, part.currency)
    return None


def _earning(credit: Credit, now: Moment, part: Money) -> Earning:
    terms = terms_of(credit.batch_id) if credit.batch_id else current_terms(credit.at)
    return earning_of(
        "credit",
        credit.part_id(credit.parts),
        batch_id=credit.batch_id,
        project_id=credit.project_id,
        worked=PieceOfWork(credit.worker_id, credit.at, part, terms),
        paid_at=now,
        with_fee=False,
    )


def _shares(cost: Money, batch_id: str) -> list[Share]:
    """What each source gives; `InsufficientFunds` when they hold less than the cost by now."""
    shares, rest = [], cost
    for share in money_for_time(batch_id, cost.currency):
        part = min(share.amount, rest)
        if part:
            shares.append(Share(share.source, part))
            rest -= part
    if rest:
        raise InsufficientFunds(needed=cost, available=cost - rest)
    return shares


def _check_reserve(batch_id: str) -> None:
    """The reserve, locked now by what was posted, still holds all that the batch may cost."""
    batch = Batch.objects.select_related("project").get(id=batch_id)
    needs = needed(batch)
    held = reserved_for_batch(batch_id, batch.project.currency)
    if held < needs:
        raise InsufficientFunds(needed=needs, available=held)

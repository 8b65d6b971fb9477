"""A payout that an operator made outside of any file, to somebody whose account is gone."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import PAYOUT_REFERENCE_CHARACTERS_MAX
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, record
from ouvrage.ledger import recipes
from ouvrage.ledger.queries import due
from ouvrage.pay.errors import PayoutBelowLeast
from ouvrage.pay.models import Payout
from ouvrage.pay.rules import PayoutState
from ouvrage.people.access import operator_only

CENT_MICROS = 10_000


@dataclass(frozen=True, slots=True)
class _Form:
    """What the operator filled in, and the key of that form."""

    worker_id: str
    reference: str
    client_key: str


def record_paid(
    *, actor: Actor, now: Moment, worker_id: str, reference: str, client_key: str
) -> Payout:
    """What is due to the worker, in whole cents, was paid and has arrived; once for each key.

    Called by `rights.actions.pay_claim`, for a worker who was erased and showed the claim code.
    """
    operator_only(actor)
    form = _Form(worker_id, reference.strip()[:PAYOUT_REFERENCE_CHARACTERS_MAX], client_key)
    try:
        return _recorded(actor, now, form)
    except (IntegrityError, PayoutBelowLeast):
        # The same form was a moment quicker: its payout is there now, and nothing is due any more.
        return _recorded(actor, now, form)


@transaction.atomic
def _recorded(actor: Actor, now: Moment, form: _Form) -> Payout:
    found = Payout.objects.filter(worker_id=form.worker_id, client_key=form.client_key).first()
    if found is not None:
        return found
    owed = due(form.worker_id, settings.CURRENCY)
    amount, _rest = owed.whole_cents()
    if not amount:
        raise PayoutBelowLeast(due=owed, least=Money(CENT_MICROS, settings.CURRENCY))
    payout = Payout.objects.create(
        id=new_id(now),
        worker_id=form.worker_id,
        rail="manual",
        amount_micros=amount.micros,
        currency=amount.currency,
        state=PayoutState.CONFIRMED,
        client_key=form.client_key,
        monthly=False,
        requested_at=now,
        sent_at=now,
        ended_at=now,
        reference=form.reference,
    )
    recipes.pay_out(
        actor=actor, now=now, payout_id=payout.id, worker_id=form.worker_id, amount=amount
    )
    recipes.confirm_payout(
        actor=actor, now=now, payout_id=payout.id, amount=amount, reference=form.reference
    )
    line = Line("payout.paid_by_hand", "payout", payout.id, details={"amount": str(amount)})
    record(actor=actor, now=now, line=line)
    return payout

"""A payout that an operator made outside of any file, to somebody whose account is gone."""

from django.conf import settings
from django.db import transaction

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


@transaction.atomic
def record_paid(
    *, actor: Actor, now: Moment, worker_id: str, reference: str, client_key: str
) -> Payout:
    """What is due to the worker, in whole cents, was paid and has arrived; once for each key.

    Called by `rights.actions.pay_claim`, for a worker who was erased and showed the claim code.
    """
    operator_only(actor)
    found = Payout.objects.filter(worker_id=worker_id, client_key=client_key).first()
    if found is not None:
        return found
    owed = due(worker_id, settings.CURRENCY)
    amount, _rest = owed.whole_cents()
    if not amount:
        raise PayoutBelowLeast(due=owed, least=Money(CENT_MICROS, settings.CURRENCY))
    payout = Payout.objects.create(
        id=new_id(now),
        worker_id=worker_id,
        rail="manual",
        amount_micros=amount.micros,
        currency=amount.currency,
        state=PayoutState.CONFIRMED,
        client_key=client_key,
        monthly=False,
        requested_at=now,
        sent_at=now,
        ended_at=now,
        reference=reference.strip()[:PAYOUT_REFERENCE_CHARACTERS_MAX],
    )
    moved = {"actor": actor, "now": now, "payout_id": payout.id, "amount": amount}
    recipes.pay_out(worker_id=worker_id, **moved)  # type: ignore[arg-type]
    recipes.confirm_payout(reference=payout.reference, **moved)  # type: ignore[arg-type]
    line = Line("payout.paid_by_hand", "payout", payout.id, details={"amount": str(amount)})
    record(actor=actor, now=now, line=line)
    return payout

"""Money that was still due to somebody when they were erased, for who holds the claim code."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.pay.actions.payouts import record_paid
from ouvrage.rights.errors import ClaimUnknown
from ouvrage.rights.queries import claim_of
from ouvrage.rights.rules import claim_digest


def pay_claim(*, actor: Actor, now: Moment, code: str, reference: str, client_key: str) -> Money:
    """What was due under the code is recorded as paid by the operator; returns how much.

    The same form sent twice pays once. `ClaimUnknown` for a code that nobody was given.
    """
    claim = claim_of(claim_digest(code))
    if claim is None:
        raise ClaimUnknown(field="code")
    payout = record_paid(
        actor=actor,
        now=now,
        worker_id=claim.worker_id,
        reference=reference,
        client_key=client_key,
    )
    return Money(payout.amount_micros, payout.currency)

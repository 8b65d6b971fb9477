"""A payout is requested: by the worker from the least amount on, and monthly without asking.

Nothing here asks whether the account is open to work: what is due is paid out anyway (PAY-11).
"""

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Month
from ouvrage.journal.actions import Line, record
from ouvrage.ledger import recipes
from ouvrage.ledger.queries import due, dues
from ouvrage.pay import rails
from ouvrage.pay.errors import (
    PayoutBelowLeast,
    PayoutMethodMissing,
    PayoutMethodReturned,
    RailNotOffered,
)
from ouvrage.pay.models import Payout, PayoutMethod
from ouvrage.pay.queries.payouts import least_payout
from ouvrage.pay.queries.spans import hold_worker
from ouvrage.pay.rules import PayoutState, payable

CHUNK = 500


def ask_payout(*, actor: Actor, now: Moment, client_key: str) -> Payout:
    """What is due to the worker is on its way, in whole cents; a second call finds the first one.

    One that waits already is given as it is. `PayoutBelowLeast` under the agreed least amount.
    """
    try:
        return _ask(actor, now, actor.id, client_key, monthly=False)
    except IntegrityError:
        # The same form, or the job, was a moment quicker.
        return _ask(actor, now, actor.id, client_key, monthly=False)


def _ask(actor: Actor, now: Moment, worker_id: str, client_key: str, *, monthly: bool) -> Payout:
    with transaction.atomic():
        hold_worker(worker_id)  # After an erasure there is no method: the claim code is the way.
        mine = Payout.objects.filter(worker_id=worker_id)
        found = mine.filter(client_key=client_key).first()
        if found is not None:
            return found
        method = _usable_method(worker_id)
        waiting = mine.filter(state=PayoutState.REQUESTED).first()
        if waiting is not None:
            return waiting
        decimals = rails.rails()[method.rail].decimals(method.channel)
        owed, least = due(worker_id, settings.CURRENCY), least_payout()
        amount = payable(owed, decimals)
        if amount < least or not amount:
            raise PayoutBelowLeast(due=owed, least=least)
        payout = Payout.objects.create(
            id=new_id(now),
            worker_id=worker_id,
            rail=method.rail,
            channel=method.channel,
            amount_micros=amount.micros,
            currency=amount.currency,
            state=PayoutState.REQUESTED,
            client_key=client_key,
            monthly=monthly,
            requested_at=now,
        )
        recipes.pay_out(
            actor=actor, now=now, payout_id=payout.id, worker_id=worker_id, amount=amount
        )
        details = {"amount": str(amount), "rail": method.rail, "monthly": monthly}
        line = Line("payout.requested", "payout", payout.id, details=details)
        record(actor=actor, now=now, line=line)
    return payout


def _usable_method(worker_id: str) -> PayoutMethod:
    """Locked, so that two requests at once follow each other and see each other's payout."""
    method = PayoutMethod.objects.select_for_update(no_key=True).filter(worker_id=worker_id).first()
    if method is None:
        raise PayoutMethodMissing
    if method.returned_at is not None:
        raise PayoutMethodReturned
    if method.rail not in rails.offered(settings.CURRENCY):
        raise RailNotOffered
    return method


def ask_monthly_payouts(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Everybody who was owed the least amount and asked for nothing this month has a payout.

    Returns how many were made. Those whose last payment came back wait until their account changed.
    """
    month = Month.of(now)
    asked = Payout.objects.filter(requested_at__gte=month.start).values("worker_id")
    methods = PayoutMethod.objects.filter(
        returned_at__isnull=True, rail__in=list(rails.offered(settings.CURRENCY))
    ).exclude(worker_id__in=asked)
    made, after = 0, ""
    while made < limit:
        rows = methods.filter(worker_id__gt=after).order_by("worker_id")
        worker_ids = list(rows.values_list("worker_id", flat=True)[:CHUNK])
        if not worker_ids:
            break
        after = worker_ids[-1]
        owed = dues(worker_ids, settings.CURRENCY)
        for worker_id in [id for id in worker_ids if owed.get(id, 0) >= least_payout().micros]:
            made += _asked_for(actor, now, worker_id, f"month:{month}")
    return made


def _asked_for(actor: Actor, now: Moment, worker_id: str, client_key: str) -> int:
    try:
        _ask(actor, now, worker_id, client_key, monthly=True)
    except (IntegrityError, PayoutBelowLeast, PayoutMethodMissing, PayoutMethodReturned):
        # The worker was a moment quicker; the next round looks again.
        return 0
    return 1

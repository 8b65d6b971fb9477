"""How a worker is paid: the rail is kept here, who and where they are in the vault (PRI-7)."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.pay import rails
from ouvrage.pay.actions.identity import keep_identity
from ouvrage.pay.actions.payouts.ends import give_back
from ouvrage.pay.errors import RailNotOffered
from ouvrage.pay.models import Payout, PayoutMethod
from ouvrage.pay.rules import PayoutState, payable


def choose_payout_method(
    *, actor: Actor, now: Moment, rail: str, identity: Mapping[str, str]
) -> PayoutMethod:
    """The worker is paid by this rail from now on, what they have requested too.

    Refused field by field when the rail could not reach them.
    """
    offered = rails.offered(settings.CURRENCY)
    if rail not in offered:
        raise RailNotOffered(field="rail")
    tidy = offered[rail].tidy(identity)
    refuse_all(offered[rail].refusals(tidy, settings.CURRENCY))
    with transaction.atomic():
        keep_identity(actor=actor, now=now, identity=tidy)
        method, _made = PayoutMethod.objects.update_or_create(
            worker_id=actor.id,
            defaults={
                "rail": rail,
                "channel": offered[rail].channel(tidy),
                "chosen_at": now,
                "returned_at": None,
            },
        )
        line = Line("payout.method_chosen", "person", actor.id, details={"rail": rail})
        record(actor=actor, now=now, line=line)
        follow_method(actor=actor, now=now, method=method)
    return method


def follow_method(*, actor: Actor, now: Moment, method: PayoutMethod) -> None:
    """What was requested and is in no file goes the worker's way, or is due again if it cannot."""
    decimals = rails.rails()[method.rail].decimals(method.channel)
    for payout in Payout.objects.filter(
        worker_id=method.worker_id, state=PayoutState.REQUESTED, file__isnull=True
    ):
        if payable(payout.amount, decimals) == payout.amount:
            Payout.objects.filter(id=payout.id, file__isnull=True).update(
                rail=method.rail, channel=method.channel
            )
        else:
            give_back(actor=actor, now=now, payout=payout)

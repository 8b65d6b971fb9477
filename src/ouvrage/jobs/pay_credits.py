"""Time that was credited and not paid is paid as soon as a reserve can."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay.actions import pay_credits


def run(now: Moment) -> int:
    """How many credits were paid."""
    return pay_credits(actor=Actor.job("pay_credits"), now=now)

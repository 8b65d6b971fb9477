"""Projects priced under a floor that took effect hand out nothing until it is met (PAY-18)."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions


def run(now: Moment) -> int:
    """How many projects were paused."""
    return actions.check_floors(actor=Actor.job("check_floors"), now=now)

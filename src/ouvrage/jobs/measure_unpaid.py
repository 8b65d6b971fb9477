"""Open projects know the share of their workers’ time that nothing pays (PAY-2)."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions


def run(now: Moment) -> int:
    """How many projects were measured."""
    return actions.measure_unpaid(actor=Actor.job("measure_unpaid"), now=now)

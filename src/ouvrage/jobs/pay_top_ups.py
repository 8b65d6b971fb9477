"""Workers whose batch paid under the floor get what they lacked, as soon as a fund can."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions


def run(now: Moment) -> int:
    """How many were paid."""
    return actions.pay_top_ups(actor=Actor.job("pay_top_ups"), now=now)

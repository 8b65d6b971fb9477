"""Intervals of pages are erased after the agreed days; the seconds of each day stay (NOT-4)."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions


def run(now: Moment) -> int:
    """How many days of workers were folded."""
    return actions.fold_time(actor=Actor.job("fold_time"), now=now)

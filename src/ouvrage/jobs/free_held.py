"""What was held for want of a contribution rate is split once the rate is here (STA-4)."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.pay import actions

ACTOR = Actor.job("free_held")


def run(now: Moment) -> int:
    """Payments whose rate came are freed; returns how many."""
    return actions.free_held(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

"""Workers past the agreed hours are offered an employee status, which begins on its day (STA-2)."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.pay import actions

ACTOR = Actor.job("offer_employment")


def run(now: Moment) -> int:
    """Offers are made and those that nobody declined begin; returns how many."""
    return actions.offer_employment(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

"""Refusals that can be contested no more are final, and their time is paid."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.review import actions

ACTOR = Actor.job("close_refusals")


def run(now: Moment) -> int:
    """Refusals whose window is over are final, and the time of the answers is paid (PAY-9)."""
    return actions.close_refusals(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

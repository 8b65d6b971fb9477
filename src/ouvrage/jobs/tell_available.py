"""Who asked for it hears which projects opened."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.voice import actions

ACTOR = Actor.job("tell_available")


def run(now: Moment) -> int:
    """Facts are told to who asked for them; returns to how many."""
    return actions.tell_available(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

"""People who asked to be erased are."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import ERASURES_ROUND_MAX
from ouvrage.base.moment import Moment
from ouvrage.rights import actions

ACTOR = Actor.job("erase_due")


def run(now: Moment) -> int:
    """Whoever asked and whose days are over is erased; returns how many."""
    return actions.erase_due(actor=ACTOR, now=now, limit=ERASURES_ROUND_MAX)

"""Keys of erased people are removed."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.rights import actions

ACTOR = Actor.job("shred_erased")


def run(now: Moment) -> int:
    """Keys of the erased exist no more; returns how many."""
    return actions.shred_erased(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

"""A rule proposes to look at accounts; a named person decides (DEC-7)."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.rights import actions

ACTOR = Actor.job("propose_restrictions")


def run(now: Moment) -> int:
    """Proposals were made for accounts with several proven frauds; returns how many."""
    return actions.propose_for_frauds(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

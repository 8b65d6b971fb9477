"""Answers to control items are compared with the known ones."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.review import actions

ACTOR = Actor.job("check_gold")


def run(now: Moment) -> int:
    """Answers to control items stand beside the known ones; returns how many."""
    return actions.check_gold(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

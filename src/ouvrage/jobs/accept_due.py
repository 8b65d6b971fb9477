"""Answers nobody judged before the deadline are accepted."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.review import actions

ACTOR = Actor.job("accept_due")


def run(now: Moment) -> int:
    """Answers whose deadline has passed are accepted and paid; returns how many."""
    return actions.accept_due(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

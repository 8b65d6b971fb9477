"""Monthly statements are told of once the month is over."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.voice import actions

ACTOR = Actor.job("tell_statements")


def run(now: Moment) -> int:
    """Last month's statements are told of; returns to how many people."""
    return actions.tell_statements(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

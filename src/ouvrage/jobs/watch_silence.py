"""Batches wait while questions that keep people from working are unanswered."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.voice import actions

ACTOR = Actor.job("watch_silence")


def run(now: Moment) -> int:
    """Batches that must wait do, and those that may go on do; returns how many changed."""
    return actions.watch_silence(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

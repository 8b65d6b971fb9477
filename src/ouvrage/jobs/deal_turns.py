"""Batches that are shared out go on to their next round, or are opened to all."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.work import actions

ACTOR = Actor.job("deal_turns")


def run(now: Moment) -> int:
    """Windows and rounds that were over went on; returns how many."""
    return actions.deal_turns(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

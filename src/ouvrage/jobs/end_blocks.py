"""Blocks of workers end by themselves."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.work import actions

ACTOR = Actor.job("end_blocks")


def run(now: Moment) -> int:
    """Blocks whose time is over have ended; returns how many."""
    return actions.end_blocks(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

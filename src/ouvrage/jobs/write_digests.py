"""Whoever has something new, and whose hour has come, has a letter."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.voice import actions

ACTOR = Actor.job("write_digests")


def run(now: Moment) -> int:
    """Letters are written; returns how many."""
    return actions.write_letters(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

"""Copies of data go when their days are over."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.rights import actions

ACTOR = Actor.job("sweep_copies")


def run(now: Moment) -> int:
    """Old copies are gone; returns how many."""
    return actions.sweep_copies(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

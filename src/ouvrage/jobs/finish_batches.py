"""Open batches with nothing left to take or to send are finished."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.work import actions

ACTOR = Actor.job("finish_batches")


def run(now: Moment) -> int:
    """Used-up batches are finished, and their labels will be computed; returns how many."""
    return actions.finish_batches(actor=ACTOR, now=now)

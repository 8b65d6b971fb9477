"""A batch whose last answer is decided gives back what it did not spend."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions

ACTOR = Actor.job("release_finished")


def run(now: Moment) -> int:
    """Finished batches have given their rest back to what is available; returns how many."""
    return actions.release_finished(actor=ACTOR, now=now)

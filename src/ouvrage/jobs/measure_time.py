"""Offers show the median time that people needed, measured from the latest answers."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.work import actions

ACTOR = Actor.job("measure_time")


def run(now: Moment) -> int:
    """Open projects know the median time of their answers; returns how many changed."""
    return actions.measure_time(actor=ACTOR, now=now)

"""Readings of instructions that nobody ended are closed, and their time is paid."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions

ACTOR = Actor.job("close_readings")


def run(now: Moment) -> int:
    """Forgotten readings are closed and paid by what is known of them; returns how many."""
    return actions.close_readings(actor=ACTOR, now=now)

"""Refusals that waited in vain for a person are accepted, as when a person lifts a hold (DEC-4)."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.review import actions

ACTOR = Actor.job("lift_unlooked")


def run(now: Moment) -> int:
    """Answers whose refusal nobody looked at in the agreed days are accepted; returns how many."""
    return actions.lift_unlooked(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

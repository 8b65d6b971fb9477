"""A change of the register of systems is recorded, and those who work here are told of it."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.rights.actions import record_register
from ouvrage.voice.actions import tell_register

ACTOR = Actor.job("tell_register")


def run(now: Moment) -> int:
    """What changed since the last round is recorded; returns how many people were told."""
    record_register(actor=ACTOR, now=now)
    return tell_register(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

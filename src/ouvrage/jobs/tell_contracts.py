"""A new version of the contract is told of as soon as it is recorded, before it is in force."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.voice import actions

ACTOR = Actor.job("tell_contracts")


def run(now: Moment) -> int:
    """People who accepted an earlier version are told; returns how many."""
    return actions.tell_contracts(actor=ACTOR, now=now, limit=JOB_ROWS_MAX)

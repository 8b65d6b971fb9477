"""Versions of the contract that came with an update are recorded with their notice (STA-7)."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.people import actions

ACTOR = Actor.job("record_contracts")


def run(now: Moment) -> int:
    """The versions in the folder are recorded; returns how many were new."""
    return actions.record_contracts(actor=ACTOR, now=now)

"""Imports that were cut off, by a stopped process for example, leave nothing behind."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.work import actions

ACTOR = Actor.job("sweep_imports")


def run(now: Moment) -> int:
    """Batches whose import was cut off a day ago are gone; returns how many."""
    return actions.sweep_imports(actor=ACTOR, now=now)

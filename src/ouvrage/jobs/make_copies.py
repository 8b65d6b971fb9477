"""Copies of their data that people asked for are made."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import COPIES_ROUND_MAX
from ouvrage.base.moment import Moment
from ouvrage.rights import actions

ACTOR = Actor.job("make_copies")


def run(now: Moment) -> int:
    """Copies can be fetched; returns how many."""
    return actions.make_copies(actor=ACTOR, now=now, limit=COPIES_ROUND_MAX)

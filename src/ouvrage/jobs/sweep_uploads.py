"""Uploaded data files go a week after they came; the tasks made from them stay."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.work import actions

ACTOR = Actor.job("sweep_uploads")


def run(now: Moment) -> int:
    """Old uploads are gone; returns how many."""
    return actions.sweep_uploads(actor=ACTOR, now=now)

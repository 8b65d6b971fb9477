"""Reactions to what other rooms announced; listed in `site/wiring.py`, idempotent.

Each tells one person one fact, under a key made of the event, so that a handler that runs again
tells nothing twice.
"""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.voice import actions

ACTOR = Actor.job("tell")


def forget_erased_person(event: Event, now: Moment) -> None:
    """Who was erased has no messages and no choices any more."""
    actions.forget_person(actor=ACTOR, now=now, person_id=event.subject_id)

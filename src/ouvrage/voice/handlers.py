"""Reactions to what other rooms announced; listed in `site/wiring.py`, idempotent.

Each tells one person one fact, under a key made of the event, so that a handler that runs again
tells nothing twice.
"""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.voice import actions
from ouvrage.voice.drafts import Telling

ACTOR = Actor.job("tell")


def tell_copy_ready(event: Event, now: Moment) -> None:
    """The person knows that the copy of their data can be fetched."""
    _tell(event, now, "copy_ready", until={"moment": event.details["until"]})


def tell_erasure_planned(event: Event, now: Moment) -> None:
    """The person knows when the account is erased, in case it was not them who asked."""
    _tell(event, now, "erasure_planned", at={"moment": event.details["due_at"]})


def _tell(event: Event, now: Moment, kind: str, **params: object) -> None:
    telling = Telling(
        f"{kind}:{event.subject_id}", str(event.details["person_id"]), kind, params, "my_data"
    )
    actions.tell(actor=ACTOR, now=now, telling=telling)

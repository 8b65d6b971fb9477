"""What waits for a decision: one entry of `WAITING` for each kind, in the order shown.

An entry is a function of the reviewer and the moment. A kind of which nothing waits is shown all
the same, so that one sees where it would be.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.review import queries as review
from ouvrage.rights import queries


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of decision: its name, how many wait, since when at the earliest, and their page."""

    name: str
    count: int
    oldest_at: Moment | None
    address: str


def _appeals(actor: Actor, now: Moment) -> Waiting:
    count, oldest_at = queries.open_appeals(), queries.oldest_open()
    return Waiting(gettext("Appeals"), count, oldest_at, reverse("reviewer:appeals"))


def _questions(actor: Actor, now: Moment) -> Waiting:
    count, oldest_at = queries.open_questions()
    name = gettext("Questions about decisions")
    return Waiting(name, count, oldest_at, reverse("reviewer:questions"))


def _holds(actor: Actor, now: Moment) -> Waiting:
    count, oldest_at = review.holds_summary()
    name = gettext("Batches with many refusals")
    return Waiting(name, count, oldest_at, reverse("reviewer:holds"))


def _frauds(actor: Actor, now: Moment) -> Waiting:
    count, oldest_at = review.suspicions_summary()
    return Waiting(gettext("Suspicions of fraud"), count, oldest_at, reverse("reviewer:frauds"))


def _disputes(actor: Actor, now: Moment) -> Waiting:
    count, oldest_at = review.disputes_summary()
    name = gettext("Disputed control items")
    return Waiting(name, count, oldest_at, reverse("reviewer:disputes"))


WAITING: tuple[Callable[[Actor, Moment], Waiting], ...] = (
    _holds,
    _appeals,
    _frauds,
    _disputes,
    _questions,
)


def waiting(actor: Actor, now: Moment) -> list[Waiting]:
    """What waits for a decision, kind by kind."""
    return [kind(actor, now) for kind in WAITING]

"""Reactions to what other rooms announced; listed in `site/wiring.py`, idempotent."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.review.actions import credit_rework, run_aggregation
from ouvrage.review.queries import latest_run, usable_answers


def aggregate_finished_batch(event: Event, now: Moment) -> None:
    """A batch that is over has labels of all its answers, when it has answers."""
    latest = latest_run(event.subject_id)
    if usable_answers(event.subject_id) and (latest is None or latest.stale):
        run_aggregation(actor=Actor.job("aggregate"), now=now, batch_id=event.subject_id)


def pay_rework(event: Event, now: Moment) -> None:
    """The time of a rework that was sent is paid."""
    credit_rework(actor=Actor.job("rework"), now=now, submission_id=event.subject_id)

"""Accepted answers are settled: reserved money becomes due to workers, schemes and platform."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import connection

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, record_many
from ouvrage.ledger import recipes
from ouvrage.pay.actions.held import note_held
from ouvrage.pay.queries import PieceOfWork, earning_with, levies, terms_of
from ouvrage.work.models import Submission
from ouvrage.work.queries import organisations_of_batches, taken_at


def settle(*, actor: Actor, now: Moment, submissions: Sequence[Submission], currency: str) -> int:
    """Each of the accepted submissions has its one settlement; returns how many were new.

    Called by `review` in the transaction of the verdicts.
    """
    assert connection.in_atomic_block
    earnings = [each for each in _earnings(submissions, currency, now) if each.cost]
    settled = recipes.settle(actor=actor, now=now, earnings=earnings)
    note_held(actor=actor, now=now, earnings=earnings)
    counts = Counter(row.batch_id for row in submissions)
    organisations = organisations_of_batches(list(counts))
    lines = [
        Line("answers.settled", "batch", batch_id, organisations[batch_id], details={"count": n})
        for batch_id, n in sorted(counts.items())
    ]
    record_many(actor=actor, now=now, lines=lines)
    return settled


def _earnings(
    submissions: Sequence[Submission], currency: str, now: Moment
) -> Iterator[recipes.Earning]:
    """What each answer pays; work of volunteers pays nothing and moves nothing."""
    terms = {batch_id: terms_of(batch_id) for batch_id in {row.batch_id for row in submissions}}
    taken = taken_at([row.assignment_id for row in submissions])
    worked = [
        PieceOfWork(
            row.worker_id,
            taken[row.assignment_id],
            Money(row.reward_micros, currency),
            terms[row.batch_id],
        )
        for row in submissions
    ]
    for row, piece, levy in zip(submissions, worked, levies(worked, now), strict=True):
        yield earning_with(
            levy,
            piece,
            "submission",
            row.id,
            batch_id=row.batch_id,
            project_id=row.project_id,
        )

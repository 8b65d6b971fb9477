"""Accepted answers are settled: reserved money becomes due to workers, schemes and platform."""

from collections import Counter
from collections.abc import Sequence

from django.db import connection

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, record_many
from ouvrage.ledger import recipes
from ouvrage.pay.queries import earning_of, terms_of
from ouvrage.pay.rules import Terms
from ouvrage.work.models import Submission
from ouvrage.work.queries import organisations_of_batches


def settle(*, actor: Actor, now: Moment, submissions: Sequence[Submission], currency: str) -> int:
    """Each of the accepted submissions has its one settlement; returns how many were new.

    Called by `review` in the transaction of the verdicts.
    """
    assert connection.in_atomic_block
    terms: dict[str, Terms] = {}
    earnings = []
    for row in submissions:
        if row.batch_id not in terms:
            terms[row.batch_id] = terms_of(row.batch_id)
        earnings.append(
            earning_of(
                "submission",
                row.id,
                batch_id=row.batch_id,
                project_id=row.project_id,
                worker_id=row.worker_id,
                reward=Money(row.reward_micros, currency),
                terms=terms[row.batch_id],
            )
        )
    settled = recipes.settle(actor=actor, now=now, earnings=earnings)
    counts = Counter(row.batch_id for row in submissions)
    organisations = organisations_of_batches(list(counts))
    lines = [
        Line("answers.settled", "batch", batch_id, organisations[batch_id], details={"count": n})
        for batch_id, n in sorted(counts.items())
    ]
    record_many(actor=actor, now=now, lines=lines)
    return settled

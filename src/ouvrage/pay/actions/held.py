"""What is held for want of a rate is noted for each payment, and freed when the rate comes.

That is how a micro-entrepreneur's contributions wait for the month's file and are not lost (STA-4).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money, total
from ouvrage.journal.actions import Line, record
from ouvrage.ledger import recipes
from ouvrage.ledger.recipes import Contribution, Earning
from ouvrage.pay.models import HeldEarning
from ouvrage.pay.queries.contributions import held_with_rate, rates_of_month
from ouvrage.pay.schemes.micro_fr.levy import withheld

SCHEME = "micro_fr"


def note_held(*, actor: Actor, now: Moment, earnings: Sequence[Earning]) -> None:
    """Each payment that held something is noted with its month, to be freed at that month's rate.

    Called in the transaction that posts the payments.
    """
    assert connection.in_atomic_block
    rows = [
        HeldEarning(
            subject_kind=earning.subject_kind,
            subject_id=earning.subject_id,
            worker_id=earning.worker_id,
            scheme=SCHEME,
            month=now.date().replace(day=1),
            reward_micros=earning.reward.micros,
            held_micros=earning.held.micros,
            currency=earning.held.currency,
        )
        for earning in earnings
        if earning.held
    ]
    if not rows:
        return
    HeldEarning.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    details = {"payments": len(rows), "scheme": SCHEME}
    record(actor=actor, now=now, line=Line("pay.held", "scheme", SCHEME, details=details))


def free_held(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """What was held and whose rate is here by now is split; returns how many payments were.

    A rate above the one that was held at takes what was held and no more: what is short is kept in
    the notes, and nothing that is already the worker's is touched.
    """
    freed = 0
    for worker_id, scheme, month in held_with_rate(limit):
        with transaction.atomic():
            freed += _free(actor, now, worker_id, scheme, month)
    return freed


def _free(actor: Actor, now: Moment, worker_id: str, scheme: str, month: date) -> int:
    waiting = HeldEarning.objects.select_for_update(no_key=True).filter(
        worker_id=worker_id, scheme=scheme, month=month, freed_at__isnull=True
    )
    rows = list(waiting.order_by("id"))
    file, rates = rates_of_month(worker_id, scheme, month)
    if not rows or file is None:
        return 0
    currency = rows[0].currency
    held = Money(sum(row.held_micros for row in rows), currency)
    contributions = _split(rows, rates)
    for row in rows:
        row.file, row.freed_at = file, now
    HeldEarning.objects.bulk_update(rows, ["file", "freed_at", "short_micros"], batch_size=500)
    recipes.free_held(
        actor=actor,
        now=now,
        worker_id=worker_id,
        amount=held,
        contributions=contributions,
        key=f"{file.id}:{worker_id}:{rows[0].id}",
    )
    due = held - total([part.amount for part in contributions], currency)
    details = {"held": str(held), "due": str(due), "file": file.id}
    record(actor=actor, now=now, line=Line("pay.freed", "person", worker_id, details=details))
    return len(rows)


def _split(rows: Sequence[HeldEarning], rates: Mapping[str, int]) -> list[Contribution]:
    """What each branch takes of these payments together, at the worker's own rates."""
    branches: dict[str, int] = defaultdict(int)
    for row in rows:
        for part in _within(withheld(row.scheme, rates, row.reward), row):
            branches[part.branch] += part.amount.micros
    scheme, currency = rows[0].scheme, rows[0].currency
    return [
        Contribution(scheme, branch, Money(micros, currency))
        for branch, micros in sorted(branches.items())
        if micros
    ]


def _within(parts: Sequence[Contribution], row: HeldEarning) -> list[Contribution]:
    """The parts, cut down in proportion when they come to more than was held."""
    owed = sum(part.amount.micros for part in parts)
    if owed <= row.held_micros:
        return list(parts)
    row.short_micros = owed - row.held_micros
    held = Money(row.held_micros, row.currency)
    shares = held.split([part.amount.micros for part in parts])
    return [
        Contribution(part.scheme, part.branch, share)
        for part, share in zip(parts, shares, strict=True)
    ]

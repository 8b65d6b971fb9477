"""Contributions reach their collector, which is the only way they leave (STA-3).

On a test instance the money that is remitted was play money and goes back to where it came from.
"""

from collections.abc import Sequence

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money, total
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.models import Account
from ouvrage.ledger.queries import contributions_due, was_posted
from ouvrage.ledger.recipes.earnings import Contribution
from ouvrage.ledger.recipes.posting import (
    check_amount,
    outside,
    post_as_said,
    post_with_line,
)
from ouvrage.ledger.rules import Draft, Move, Place


def remit(
    *,
    actor: Actor,
    now: Moment,
    scheme: str,
    branch: str,
    amount: Money,
    reference: str,
    key: str,
) -> None:
    """The amount went to the collector of that branch, once for each key.

    `InsufficientFunds` when the branch holds less. Its row is locked, so that two remittances at
    once cannot send the same money: the branch's balance is summed, not kept (design 13).
    """
    check_amount(amount)
    place = Place.contributions(scheme, branch, amount.currency)
    draft = Draft(
        f"remit:{key}",
        "remit",
        "branch",
        place.owner_id,
        (Move(place, outside(amount.currency), amount),),
        reference=reference,
    )
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).filter(key=place.key).first()
        if not was_posted(draft.key):
            held = contributions_due(scheme, branch, amount.currency)
            if held < amount:
                raise InsufficientFunds(needed=amount, available=held)
        post_as_said(actor, now, draft, "", "money.remitted")


def free_held(
    *,
    actor: Actor,
    now: Moment,
    worker_id: str,
    amount: Money,
    contributions: Sequence[Contribution],
    key: str,
) -> bool:
    """What was held for want of a rate went to its branches, and the rest is due (STA-4).

    Once for each key; `InsufficientFunds` when less is held for the worker.
    """
    check_amount(amount)
    held = Place.held(worker_id, amount.currency)
    parts = [
        (Place.contributions(part.scheme, part.branch, amount.currency), part.amount)
        for part in contributions
    ]
    rest = amount - total([part.amount for part in contributions], amount.currency)
    assert rest >= Money.zero(amount.currency)
    parts.append((Place.due(worker_id, amount.currency), rest))
    moves = tuple(Move(held, place, part) for place, part in parts if part)
    draft = Draft(f"free:{key}", "free_held", "person", worker_id, moves)
    return post_with_line(actor, now, draft, "", "money.held_freed")

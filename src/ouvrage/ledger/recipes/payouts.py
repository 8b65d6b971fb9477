"""Money leaves: from what is due into transit, then to the bank; from either it can come back."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.queries import was_posted
from ouvrage.ledger.recipes.posting import check_amount, outside, post_with_line
from ouvrage.ledger.rules import Draft, Move, Place


def pay_out(*, actor: Actor, now: Moment, payout_id: str, worker_id: str, amount: Money) -> bool:
    """The amount is on its way to the worker, once for each payout; `InsufficientFunds` else."""
    check_amount(amount)
    due, transit = _places(worker_id, payout_id, amount.currency)
    draft = Draft(
        f"payout:{payout_id}", "payout", "payout", payout_id, (Move(due, transit, amount),)
    )
    return post_with_line(actor, now, draft, "", "money.payout_begun")


def confirm_payout(
    *, actor: Actor, now: Moment, payout_id: str, amount: Money, reference: str
) -> bool:
    """The payout has arrived: its money left through the bank, once."""
    _, transit = _places("", payout_id, amount.currency)
    draft = Draft(
        f"confirm:{payout_id}",
        "confirm",
        "payout",
        payout_id,
        (Move(transit, outside(amount.currency), amount),),
        reference=reference,
    )
    return post_with_line(actor, now, draft, "", "money.payout_confirmed")


def return_payout(
    *, actor: Actor, now: Moment, payout_id: str, worker_id: str, amount: Money, reason: str
) -> bool:
    """The payout came back: its money is due to the worker again, once.

    One that had left through the bank comes back through it, by way of transit.
    """
    due, transit = _places(worker_id, payout_id, amount.currency)
    back: tuple[Move, ...] = (Move(transit, due, amount),)
    if was_posted(f"confirm:{payout_id}"):
        back = (Move(outside(amount.currency), transit, amount), *back)
    draft = Draft(
        f"return:{payout_id}", "return", "payout", payout_id, back, reference=reason[:140]
    )
    return post_with_line(actor, now, draft, "", "money.payout_returned")


def _places(worker_id: str, payout_id: str, currency: str) -> tuple[Place, Place]:
    return Place.due(worker_id, currency), Place.transit(payout_id, currency)

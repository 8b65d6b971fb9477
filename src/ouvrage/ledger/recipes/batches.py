"""Money is set aside for a batch, in three places with three uses, and comes back unspent.

`reserved` pays answers and readings; `quality` pays the time of work that no accepted answer pays
(PAY-9); `topup` lifts the pay of people who fell under the floor (PAY-3).
"""

from dataclasses import dataclass

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.recipes.posting import post_with_line
from ouvrage.ledger.rules import Draft, Move, Place


@dataclass(frozen=True, slots=True)
class Shares:
    """An amount for each of a batch's three places."""

    reserved: Money
    quality: Money
    topup: Money

    @property
    def total(self) -> Money:
        """The sum of the three."""
        return self.reserved + self.quality + self.topup

    def moves(self, organisation_id: str, batch_id: str, project_id: str) -> list[Move]:
        """From what is available to each place that gets something."""
        currency = self.reserved.currency
        available = Place.available(organisation_id, currency)
        places = (
            (Place.reserved(batch_id, project_id, currency), self.reserved),
            (Place.quality(batch_id, project_id, currency), self.quality),
            (Place.topup(batch_id, project_id, currency), self.topup),
        )
        return [Move(available, place, amount) for place, amount in places if amount]


def reserve(
    *,
    actor: Actor,
    now: Moment,
    organisation_id: str,
    project_id: str,
    batch_id: str,
    shares: Shares,
    key: str,
) -> None:
    """The amounts left what is available and are kept for the batch; else `InsufficientFunds`."""
    moves = shares.moves(organisation_id, batch_id, project_id)
    draft = Draft(f"reserve:{key}", "reserve", "batch", batch_id, tuple(moves), project_id)
    post_with_line(actor, now, draft, organisation_id, "money.reserved")


def release(
    *,
    actor: Actor,
    now: Moment,
    organisation_id: str,
    project_id: str,
    batch_id: str,
    shares: Shares,
    key: str,
) -> None:
    """What the batch does not need any more is available to the organisation again."""
    moves = shares.moves(organisation_id, batch_id, project_id)
    back = tuple(Move(move.target, move.source, move.amount) for move in moves)
    draft = Draft(f"release:{key}", "release", "batch", batch_id, back, project_id)
    post_with_line(actor, now, draft, organisation_id, "money.released")

"""Work is paid: to the worker, and in the same entry to each branch of social protection (STA-3).

What the requester pays on top of the reward are `contributions`; what is taken out of it are
`withheld`, or `held` while no rate is known. The reward reaches the worker whole and these leave it
in the same entry, so that the books alone say who bore which contribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money, total
from ouvrage.ledger.recipes.posting import post
from ouvrage.ledger.rules import Draft, Move, Place


class Source(StrEnum):
    """Which of a batch's places pays, or the instance's guarantee fund."""

    RESERVED = "reserved"
    QUALITY = "quality"
    TOPUP = "topup"
    GUARANTEE = "guarantee"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one branch of a scheme receives."""

    scheme: str
    branch: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Earning:
    """What one piece of work pays, and to whom; `subject` is a submission, a reading, a credit.

    `reward` is gross: `withheld` and `held` come out of it, `contributions` and `fee` on top.
    """

    subject_kind: str
    subject_id: str
    batch_id: str
    project_id: str
    worker_id: str
    reward: Money
    contributions: tuple[Contribution, ...]
    fee: Money
    withheld: tuple[Contribution, ...] = ()
    held: Money | None = None

    @property
    def net(self) -> Money:
        """What becomes due to the worker."""
        currency = self.reward.currency
        kept = total([part.amount for part in self.withheld], currency)
        return self.reward - kept - (self.held or Money.zero(currency))

    @property
    def cost(self) -> Money:
        """What the source pays in all."""
        parts = total([part.amount for part in self.contributions], self.reward.currency)
        return self.reward + parts + self.fee


def settle(*, actor: Actor, now: Moment, earnings: Sequence[Earning]) -> int:
    """Each submission is paid once: worker due, contributions and fee, in one entry each.

    Returns how many entries were new; those posted before are left as they are.
    """
    return post(actor, now, [_draft("settle", earning, Source.RESERVED) for earning in earnings])


def pay_reading(*, actor: Actor, now: Moment, earning: Earning) -> int:
    """A reading of instructions is paid once; returns 1, or 0 when it was paid before."""
    return post(actor, now, [_draft("reading", earning, Source.RESERVED)])


def pay_time(*, actor: Actor, now: Moment, earning: Earning, source: Source) -> int:
    """Time that no accepted answer pays is paid once for its subject; returns 1, or 0 if it was.

    `InsufficientFunds` when the source does not hold its cost.
    """
    return post(actor, now, [_draft("time", earning, source)])


def top_up(*, actor: Actor, now: Moment, earning: Earning, source: Source = Source.TOPUP) -> int:
    """A worker whose pay fell under the floor is lifted to it, once for the subject (PAY-3)."""
    return post(actor, now, [_draft("top_up", earning, source)])


def overturn(
    *,
    actor: Actor,
    now: Moment,
    earning: Earning,
    source: Source,
    interest: Money,
    interest_source: Source,
) -> int:
    """A refused submission is paid after all, with interest for the delay, in one entry (DEC-3).

    Its key is that of the submission's settlement, so that it is paid by one or the other.
    """
    draft = _draft("settle", earning, source)
    currency = earning.reward.currency
    late = (
        [Move(_place(earning, interest_source), Place.due(earning.worker_id, currency), interest)]
        if interest
        else []
    )
    paid = Draft(
        draft.key,
        "overturn",
        draft.subject_kind,
        draft.subject_id,
        (*draft.moves, *late),
        draft.project_id,
    )
    return post(actor, now, [paid]) if paid.moves else 0


def _draft(kind: str, earning: Earning, source: Source) -> Draft:
    currency = earning.reward.currency
    assert earning.net >= Money.zero(currency)
    place, due = _place(earning, source), Place.due(earning.worker_id, currency)
    parts = [(place, due, earning.reward)]
    parts += [(place, target, amount) for target, amount in _branches(earning.contributions)]
    parts.append((place, Place.fee(currency), earning.fee))
    parts += [(due, target, amount) for target, amount in _branches(earning.withheld)]
    if earning.held is not None:
        parts.append((due, Place.held(earning.worker_id, currency), earning.held))
    return Draft(
        f"{kind}:{earning.subject_id}",
        kind,
        earning.subject_kind,
        earning.subject_id,
        tuple(Move(start, end, amount) for start, end, amount in parts if amount),
        earning.project_id,
    )


def _branches(parts: Sequence[Contribution]) -> list[tuple[Place, Money]]:
    return [
        (Place.contributions(part.scheme, part.branch, part.amount.currency), part.amount)
        for part in parts
    ]


def _place(earning: Earning, source: Source) -> Place:
    currency = earning.reward.currency
    if source is Source.GUARANTEE:
        return Place.guarantee(currency)
    of_batch = {
        Source.RESERVED: Place.reserved,
        Source.QUALITY: Place.quality,
        Source.TOPUP: Place.topup,
    }
    return of_batch[source](earning.batch_id, earning.project_id, currency)

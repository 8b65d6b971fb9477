"""Work is paid: to the worker, and in the same entry to each branch of social protection (STA-3).

What the requester pays on top of the reward are `contributions`; what is taken out of it are
`withheld`, or `held` while no rate is known. The reward reaches the worker whole and these leave it
in the same entry, so that the books alone say who bore which contribution.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
class Share:
    """What one source gives of a cost."""

    source: Source
    amount: Money


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


@dataclass(frozen=True, slots=True)
class LateEarning:
    """What a submission pays after all that was refused, and the interest on it."""

    earning: Earning
    interest: Money


def settle(*, actor: Actor, now: Moment, earnings: Sequence[Earning]) -> int:
    """Each submission is paid once: worker due, contributions and fee, in one entry each.

    Returns how many entries were new; those posted before are left as they are.
    """
    drafts = [_draft("settle", earning, _whole(earning, Source.RESERVED)) for earning in earnings]
    return post(actor, now, drafts)


def pay_reading(*, actor: Actor, now: Moment, earning: Earning) -> int:
    """A reading of instructions is paid once; returns 1, or 0 when it was paid before."""
    return post(actor, now, [_draft("reading", earning, _whole(earning, Source.RESERVED))])


def pay_time(*, actor: Actor, now: Moment, earning: Earning, shares: Sequence[Share]) -> int:
    """Time that no accepted answer pays is paid once for its subject; returns 1, or 0 if it was.

    The shares sum to its cost; `InsufficientFunds` when a source does not hold its own.
    """
    return post(actor, now, [_draft("time", earning, shares)])


def top_up(*, actor: Actor, now: Moment, earning: Earning, source: Source = Source.TOPUP) -> int:
    """A worker whose pay fell under the floor is lifted to it, once for the subject (PAY-3)."""
    return post(actor, now, [_draft("top_up", earning, _whole(earning, source))])


def overturn(
    *,
    actor: Actor,
    now: Moment,
    late: Sequence[LateEarning],
    source: Source,
    interest_source: Source,
) -> int:
    """Refused submissions are paid after all, with interest for the delay, in one entry each
    (DEC-3).

    An entry's key is that of the submission's settlement, so that it is paid by one or the other.
    """
    drafts = [_late_draft(each, source, interest_source) for each in late]
    return post(actor, now, [draft for draft in drafts if draft.moves])


def _late_draft(late: LateEarning, source: Source, interest_source: Source) -> Draft:
    earning, interest = late.earning, late.interest
    draft = _draft("settle", earning, _whole(earning, source))
    place = _place(earning, interest_source)
    due = Place.due(earning.worker_id, interest.currency)
    moves = [*draft.moves, *([Move(place, due, interest)] if interest else [])]
    return replace(draft, kind="overturn", moves=tuple(moves))


def _whole(earning: Earning, source: Source) -> tuple[Share, ...]:
    return (Share(source, earning.cost),)


def _draft(kind: str, earning: Earning, shares: Sequence[Share]) -> Draft:
    currency = earning.reward.currency
    assert earning.net >= Money.zero(currency)
    due = Place.due(earning.worker_id, currency)
    parts = [(due, earning.reward), *_branches(earning.contributions)]
    parts.append((Place.fee(currency), earning.fee))
    kept = _branches(earning.withheld)
    if earning.held is not None:
        kept.append((Place.held(earning.worker_id, currency), earning.held))
    moves = list(_drawn(earning, shares, parts))
    moves += [Move(due, target, amount) for target, amount in kept if amount]
    return Draft(
        f"{kind}:{earning.subject_id}",
        kind,
        earning.subject_kind,
        earning.subject_id,
        tuple(moves),
        earning.project_id,
    )


def _drawn(
    earning: Earning, shares: Sequence[Share], parts: Sequence[tuple[Place, Money]]
) -> Iterator[Move]:
    """Each part from the first source that has something left, so that one may come from two."""
    assert total([share.amount for share in shares], earning.reward.currency) == earning.cost
    left = [(_place(earning, share.source), share.amount) for share in shares if share.amount]
    for target, wanted in parts:
        rest = wanted
        while rest:
            place, held = left.pop(0)
            drawn = min(rest, held)
            yield Move(place, target, drawn)
            rest -= drawn
            if held - drawn:
                left.insert(0, (place, held - drawn))


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

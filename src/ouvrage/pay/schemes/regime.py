"""What a regime is: a dated rule that says what a reward owes to social protection, and who pays.

Three parts leave with a reward, all in its ledger entry (STA-3): contributions that the requester
pays on top, contributions withheld from the worker's gross pay, and an amount held while the rate
that one worker's are owed at is not known (STA-4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ouvrage.base.money import Money, total
from ouvrage.base.rates import Rate, RateTable, Side
from ouvrage.ledger.recipes import Contribution


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """What a regime may ask about a worker: the day they are paid, their activity, own rates.

    `own_rates` are those of a monthly file: branch -> parts per million; None when there is none.
    """

    paid_on: date
    activity: str = ""
    own_rates: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Levy:
    """What a reward owes: on top of it, out of it, and held out of it."""

    contributions: tuple[Contribution, ...] = ()
    withheld: tuple[Contribution, ...] = ()
    held: Money | None = None

    @property
    def on_top(self) -> int:
        """What the requester pays beyond the reward, in micro-units."""
        return sum(part.amount.micros for part in self.contributions)


class Regime(Protocol):
    """One scheme with the rates it was given."""

    @property
    def key(self) -> str:
        """The name that accounts, statements and terms carry."""

    @property
    def table(self) -> RateTable:
        """Its dated rates, each with its source."""

    def requester_rates(self, day: date) -> tuple[Rate, ...]:
        """What a requester owes on top of a reward agreed on that day; terms keep these."""

    def levy(self, reward: Money, agreed: Sequence[Rate], facts: WorkerFacts) -> Levy:
        """What this reward owes. `agreed` are the requester's rates that the batch's terms keep."""


@dataclass(frozen=True, slots=True)
class DatedRegime:
    """The common form: the requester's agreed rates on top, the table's worker side out of it."""

    key: str
    table: RateTable = field(default_factory=RateTable)

    def requester_rates(self, day: date) -> tuple[Rate, ...]:
        """The table's rows of that day on the requester's side."""
        return tuple(row for row in self.table.in_force(day) if row.side is Side.REQUESTER)

    def levy(self, reward: Money, agreed: Sequence[Rate], facts: WorkerFacts) -> Levy:
        """On top as agreed; out of the pay as in force on the day it is paid."""
        rates = self.table.in_force(facts.paid_on, activity=facts.activity)
        worker_side = [rate for rate in rates if rate.side is Side.WORKER]
        return Levy(
            contributions=parts(self.key, agreed, reward),
            withheld=parts(self.key, worker_side, reward),
        )


def parts(scheme: str, rates: Sequence[Rate], reward: Money) -> tuple[Contribution, ...]:
    """One contribution for each rate that takes something of the reward, rounded by itself."""
    cut = ((rate.branch, rate.of(reward)) for rate in rates)
    return tuple(Contribution(scheme, branch, amount) for branch, amount in cut if amount)


def taken(contributions: Sequence[Contribution], currency: str) -> Money:
    """What these contributions take together."""
    return total([part.amount for part in contributions], currency)

"""Caps are amounts of one currency: rows whose cap is in another are not this instance's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ouvrage.base.money import Money
from ouvrage.base.rates import Rate, RateTable, Side
from ouvrage.pay.schemes.regime import Levy, WorkerFacts, parts


@dataclass(frozen=True, slots=True)
class Percentage:
    """All on the requester's side; what terms keep is what is levied."""

    table: RateTable
    key: str = "percentage"

    def requester_rates(self, day: date) -> tuple[Rate, ...]:
        """The rows of that day, for the activity that the file names."""
        return tuple(row for row in self.table.in_force(day) if row.side is Side.REQUESTER)

    def levy(self, reward: Money, agreed: Sequence[Rate], facts: WorkerFacts) -> Levy:
        """On top as agreed, nothing out of the pay."""
        return Levy(contributions=parts(self.key, agreed, reward))

"""Nothing is owed on a reward."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ouvrage.base.money import Money
from ouvrage.base.rates import Rate, RateTable
from ouvrage.pay.schemes.regime import Levy, WorkerFacts


@dataclass(frozen=True, slots=True)
class NoScheme:
    """The reward is due whole, at any date."""

    table: RateTable = field(default_factory=RateTable)
    key: str = "none"

    def requester_rates(self, day: date) -> tuple[Rate, ...]:
        """None."""
        return ()

    def levy(self, reward: Money, agreed: Sequence[Rate], facts: WorkerFacts) -> Levy:
        """An empty one."""
        return Levy()

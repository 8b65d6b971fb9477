"""Nothing is paid under this scheme; a reward under it is a defect, not a rounding."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ouvrage.base.money import Money
from ouvrage.base.rates import Rate, RateTable
from ouvrage.pay.schemes.regime import Levy, WorkerFacts


@dataclass(frozen=True, slots=True)
class VolunteerScheme:
    """No reward, no levy."""

    table: RateTable = field(default_factory=RateTable)
    key: str = "volunteer"

    def requester_rates(self, day: date) -> tuple[Rate, ...]:
        """None."""
        return ()

    def levy(self, reward: Money, agreed: Sequence[Rate], facts: WorkerFacts) -> Levy:
        """An empty one, for no reward."""
        assert not reward
        return Levy()

"""No contributions: for test instances, and where a regime outside the platform levies them."""

from dataclasses import dataclass
from typing import ClassVar

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.recipes import Contribution


@dataclass(frozen=True, slots=True)
class NoScheme:
    """Nothing is owed on a reward; the rate is not read."""

    permille: int
    key: ClassVar[str] = "none"

    def contributions(self, reward: Money, at: Moment) -> tuple[Contribution, ...]:
        """An empty tuple, at any date."""
        return ()

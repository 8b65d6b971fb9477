"""A generic scheme: a fixed share of each reward, in one branch, paid by the requester.

Models such as the welfare fee per transaction of Karnataka (1 % since 13 February 2026) have this
form. The rate in force is the operator's setting; `since` keeps it from applying to work before.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.recipes import Contribution


@dataclass(frozen=True, slots=True)
class PercentageScheme:
    """`permille` thousandths of the reward, rounded up to the micro-unit."""

    permille: int
    since: Moment = datetime(2026, 1, 1, tzinfo=UTC)
    key: ClassVar[str] = "percentage"
    branch: ClassVar[str] = "social"

    def contributions(self, reward: Money, at: Moment) -> tuple[Contribution, ...]:
        """One branch's share; nothing before `since`, nor at a rate of zero."""
        if at < self.since or not self.permille:
            return ()
        return (Contribution(self.key, self.branch, reward.permille(self.permille)),)

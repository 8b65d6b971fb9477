"""Withheld at the worker's own rates of the month, else held at the general ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ouvrage.base.money import Money
from ouvrage.base.rates import MILLION, Rate, RateTable, Side, part_of
from ouvrage.ledger.recipes import Contribution
from ouvrage.pay.schemes.regime import Levy, WorkerFacts


@dataclass(frozen=True, slots=True)
class MicroEntrepreneur:
    """Nothing on top of the reward; the worker side depends on the worker's monthly rates."""

    table: RateTable
    key: str = "micro_fr"

    def requester_rates(self, day: date) -> tuple[Rate, ...]:
        """None: requesters pay the gross."""
        return ()

    def levy(self, reward: Money, agreed: Sequence[Rate], facts: WorkerFacts) -> Levy:
        """Withheld when the month's rates are known; else held, at what the general rates take."""
        if facts.own_rates is not None:
            return Levy(withheld=withheld(self.key, facts.own_rates, reward))
        general = self.table.in_force(facts.paid_on, activity=facts.activity)
        held = part_of([rate for rate in general if rate.side is Side.WORKER], reward)
        return Levy(held=held) if held else Levy()


def withheld(scheme: str, rates: Mapping[str, int], reward: Money) -> tuple[Contribution, ...]:
    """Each branch's part of the reward at the worker's own rates, rounded down by itself."""
    cut = (
        (branch, Money(reward.micros * ppm // MILLION, reward.currency))
        for branch, ppm in sorted(rates.items())
    )
    return tuple(Contribution(scheme, branch, amount) for branch, amount in cut if amount)

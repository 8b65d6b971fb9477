"""Contribution schemes: what a reward owes on top of itself to social protection.

A scheme is a dated rule: `applies(day)` says whether it is in force, `branches` names where the
money goes and at which rate. One scheme is chosen for the instance. Adding a scheme is adding a
file here and a line in `SCHEMES`.
"""

from collections.abc import Mapping
from typing import Protocol

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.recipes import Contribution
from ouvrage.pay.schemes.none import NoScheme
from ouvrage.pay.schemes.percentage import PercentageScheme


class Scheme(Protocol):
    """A dated way to compute contributions on a reward."""

    @property
    def key(self) -> str:
        """The name accounts and statements carry."""

    def contributions(self, reward: Money, at: Moment) -> tuple[Contribution, ...]:
        """What each branch receives for this reward at that moment, rounded up per branch."""


SCHEMES: Mapping[str, type[NoScheme] | type[PercentageScheme]] = {
    NoScheme.key: NoScheme,
    PercentageScheme.key: PercentageScheme,
}


def scheme(key: str, permille: int) -> Scheme:
    """The instance's scheme; KeyError for a name that no file here has."""
    return SCHEMES[key](permille)

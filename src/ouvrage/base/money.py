"""Money: an integer of micro-units and a currency, never a float.

1 EUR is 1,000,000 micro-units, so that a click paid 0.002 EUR is exact. Adding or comparing two
currencies raises. Rounding to cents happens in one place only, `whole_cents`, at payout.

>>> (Money.parse("0.02", "EUR") * 3).decimal()
'0.06'
>>> [part.micros for part in Money(100, "EUR").split((1, 1, 1))]
[34, 33, 33]
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

MICROS_PER_UNIT = 1_000_000
MICROS_PER_CENT = 10_000
DECIMALS_MAX = 6
AMOUNT_MICROS_MAX = 1_000_000_000 * MICROS_PER_UNIT
_AMOUNT = re.compile(r"^([+-]?)(\d{1,9})(?:\.(\d*))?$", re.ASCII)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount in one currency (ISO 4217 code)."""

    micros: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """The amount written in `text` ("0.02"); ValueError when it is no exact amount of ours."""
        match = _AMOUNT.match(text.strip())
        if match is None:
            raise ValueError("an amount is digits with at most one decimal point")
        sign, units, decimals = match.group(1), match.group(2), match.group(3) or ""
        if len(decimals) > DECIMALS_MAX:
            raise ValueError(f"an amount has at most {DECIMALS_MAX} decimals")
        micros = int(units) * MICROS_PER_UNIT + int(decimals.ljust(DECIMALS_MAX, "0"))
        return cls(-micros if sign == "-" else micros, currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in that currency."""
        return cls(0, currency)

    def decimal(self, places_min: int = 2) -> str:
        """The exact amount with at least `places_min` decimals and no needless zeros."""
        sign = "-" if self.micros < 0 else ""
        units, rest = divmod(abs(self.micros), MICROS_PER_UNIT)
        decimals = f"{rest:06d}".rstrip("0").ljust(places_min, "0")
        return f"{sign}{units}.{decimals}" if decimals else f"{sign}{units}"

    def whole_cents(self) -> tuple["Money", "Money"]:
        """The part payable in cents and the part that stays due; they sum to the whole."""
        rest = self.micros % MICROS_PER_CENT
        return Money(self.micros - rest, self.currency), Money(rest, self.currency)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Parts in proportion to `weights` that sum to the whole; the first parts take the rest."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights are not negative and not all zero")
        parts = [self.micros * weight // total for weight in weights]
        for index in range(self.micros - sum(parts)):
            parts[index] += 1
        return [Money(part, self.currency) for part in parts]

    def permille(self, rate: int) -> "Money":
        """`rate` thousandths of the amount, rounded up to the micro-unit."""
        return Money(-(-self.micros * rate // 1000), self.currency)

    def _same(self, other: "Money") -> int:
        if not isinstance(other, Money):
            raise TypeError(f"money and {type(other).__name__} do not mix")
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.micros

    def __add__(self, other: "Money") -> "Money":
        return Money(self.micros + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.micros - self._same(other), self.currency)

    def __mul__(self, count: int) -> "Money":
        return Money(self.micros * count, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.micros, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.micros < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.micros <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.micros > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.micros >= self._same(other)

    def __bool__(self) -> bool:
        return self.micros != 0

    def __str__(self) -> str:
        return f"{self.decimal()} {self.currency}"


def total(amounts: Sequence[Money], currency: str) -> Money:
    """The sum; zero in `currency` when there is none."""
    result = Money.zero(currency)
    for amount in amounts:
        result = result + amount
    return result

"""A share of each transaction on top of the reward, with a cap, by activity (STA-5).

The welfare fee of Karnataka has this form: 1 % of each payout since 13 February 2026, at most
1.50 INR for professional services, declared each quarter within five working days of its end. Its
rows ship in `rates.toml`. Elsewhere an operator's file says the rates, or the one setting
`OUVRAGE_CONTRIBUTION_PERMILLE` says one rate without a cap.
"""

from datetime import date

from ouvrage.base.rates import Rate, RateTable, Side
from ouvrage.base.words import N_
from ouvrage.pay.schemes.percentage.levy import Percentage
from ouvrage.pay.schemes.percentage.quarter import COLUMNS, quarter_days

KEY = "percentage"
TITLE = N_("Share of each payment")
OWN_RATES_NEEDED = False
__all__ = ["COLUMNS", "KEY", "OWN_RATES_NEEDED", "TITLE", "one_rate", "quarter_days", "regime"]


def regime(table: RateTable) -> Percentage:
    """The scheme with these rates."""
    return Percentage(table)


def one_rate(permille: int) -> RateTable:
    """A table of one rate without a cap, as `OUVRAGE_CONTRIBUTION_PERMILLE` says it."""
    source = "OUVRAGE_CONTRIBUTION_PERMILLE"
    row = Rate("social", Side.REQUESTER, permille * 1000, date(2026, 1, 1), source)
    return RateTable((row,))

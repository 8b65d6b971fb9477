"""Employees of a cooperative: employer contributions on top, employee contributions out of the pay.

Rates differ by country, sector and cooperative, and no shipped table could be right for anybody:
`rates.toml` here shows the form and is marked as an example. An instance that offers this scheme
starts only with a file of its operator's own.
"""

from ouvrage.base.rates import RateTable
from ouvrage.base.words import N_
from ouvrage.pay.schemes.regime import DatedRegime

KEY = "employee_coop"
TITLE = N_("Employee of the cooperative")
OWN_RATES_NEEDED = True


def regime(table: RateTable) -> DatedRegime:
    """The scheme with the operator's rates."""
    return DatedRegime(KEY, table)

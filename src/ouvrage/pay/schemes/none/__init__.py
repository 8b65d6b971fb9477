"""No contributions: for test instances, and where a regime outside the platform levies them.

The worker then declares and pays what they owe themself; the status page says so.
"""

from ouvrage.base.rates import RateTable
from ouvrage.base.words import N_
from ouvrage.pay.schemes.none.levy import NoScheme

KEY = "none"
TITLE = N_("No contributions")
OWN_RATES_NEEDED = False


def regime(table: RateTable) -> NoScheme:
    """The scheme; it has no rates."""
    return NoScheme()

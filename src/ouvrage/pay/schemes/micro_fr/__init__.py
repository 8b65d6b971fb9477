"""Micro-entrepreneurs in France: social contributions withheld at source (STA-4).

From 1 January 2027 platforms must withhold them (CSS art. L. 613-6-1, LFSS 2024 art. 6; pilot since
1 April 2026). Urssaf sends each platform every month the rate of each worker. While no rate of that
worker and month is here, the amount at the general rate is held on the worker's own account, and
split once the rate arrives. All of it comes out of the worker's gross pay: the turnover is the
gross.
"""

from ouvrage.base.rates import RateTable
from ouvrage.base.words import N_
from ouvrage.pay.schemes.micro_fr.levy import MicroEntrepreneur

KEY = "micro_fr"
TITLE = N_("Micro-entrepreneur, France")
OWN_RATES_NEEDED = False


def regime(table: RateTable) -> MicroEntrepreneur:
    """The scheme with the general rates."""
    return MicroEntrepreneur(table)

"""Volunteers of non-profit and public organisations: nothing is paid, so nothing is levied (STA-7).

Only a project that its organisation may and does call volunteer work offers no pay, and workers see
it named so before they accept. A volunteer who takes paid work is paid like anybody else: that work
then falls under the instance's default scheme.
"""

from ouvrage.base.rates import RateTable
from ouvrage.base.words import N_
from ouvrage.pay.schemes.volunteer.levy import VolunteerScheme

KEY = "volunteer"
TITLE = N_("Volunteer")
OWN_RATES_NEEDED = False


def regime(table: RateTable) -> VolunteerScheme:
    """The scheme; it has no rates."""
    return VolunteerScheme()

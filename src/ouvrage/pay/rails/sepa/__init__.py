"""SEPA credit transfers: one pain.001 file for the operator's bank.

ISO 20022 pain.001.001.09, and .03 for banks that still ask for it, written by sepaxml and checked
against the XSD before they leave. Euros to IBANs of the SEPA countries alone.
"""

from collections.abc import Iterator

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import PAYMENTS_PER_FILE_MAX
from ouvrage.base.words import N_
from ouvrage.pay.rails.rail import Identity, IdentityField, Order, Payer, masked
from ouvrage.pay.rails.sepa import identity as identities
from ouvrage.pay.rails.sepa.writing import VARIANTS, write


class SepaRail:
    """Transfers between bank accounts in euros."""

    key = "sepa"
    label = N_("Bank transfer in euros (SEPA)")
    content_type = "application/xml"
    variants = VARIANTS
    payments_max = PAYMENTS_PER_FILE_MAX

    def channels(self, currency: str) -> tuple[str, ...]:
        """One for euros, none for others."""
        return ("",) if currency == "EUR" else ()

    def fields(self, currency: str) -> tuple[IdentityField, ...]:
        """Name, address, IBAN and BIC."""
        return identities.FIELDS

    def channel(self, identity: Identity) -> str:
        """There is one."""
        return ""

    def decimals(self, channel: str) -> int:
        """Whole cents."""
        return 2

    def checked(self, channel: str) -> bool:
        """The form is the standard's."""
        return True

    def tidy(self, identity: Identity) -> dict[str, str]:
        """IBAN and BIC without spaces, in capitals."""
        return identities.tidy(identity)

    def refusals(self, identity: Identity, currency: str) -> Iterator[Refusal]:
        """An IBAN with right check digits, in a SEPA country; a BIC that can be one."""
        return identities.refusals(identity)

    def shown(self, identity: Identity) -> str:
        """The country and the last four signs of the IBAN."""
        return masked(identity.get("iban", ""))

    def payer_missing(self, payer: Payer) -> bool:
        """A file needs the name and IBAN that are debited."""
        return not (payer.name and payer.iban)

    def file_name(self, order: Order) -> str:
        """By version and file."""
        return f"{order.variant}-{order.file_id}.xml"

    def write(self, order: Order) -> Iterator[bytes]:
        """The file, valid against the XSD of its version."""
        yield write(order)

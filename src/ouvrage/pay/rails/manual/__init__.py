"""By hand: a list of whom to pay, for cash, a cheque or a service that takes no file."""

from collections.abc import Iterator

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import PAYMENTS_PER_FILE_MAX
from ouvrage.base.words import N_
from ouvrage.pay.rails.manual import identity as identities
from ouvrage.pay.rails.manual.writing import write
from ouvrage.pay.rails.rail import Identity, IdentityField, Order, Payer, plain_refusals, tidied


class ManualRail:
    """Whatever the worker and the operator agree on."""

    key = "manual"
    label = N_("Another way, agreed with the operator")
    content_type = "text/csv"
    variants = ("csv",)
    payments_max = PAYMENTS_PER_FILE_MAX

    def channels(self, currency: str) -> tuple[str, ...]:
        """Any currency."""
        return ("",)

    def fields(self, currency: str) -> tuple[IdentityField, ...]:
        """Name, address, and how the money reaches the person."""
        return identities.FIELDS

    def channel(self, identity: Identity) -> str:
        """There is one."""
        return ""

    def decimals(self, channel: str) -> int:
        """Whole cents."""
        return 2

    def checked(self, channel: str) -> bool:
        """People read the list."""
        return True

    def tidy(self, identity: Identity) -> dict[str, str]:
        """Known fields, with single spaces."""
        return tidied(identities.FIELDS, identity)

    def refusals(self, identity: Identity, currency: str) -> Iterator[Refusal]:
        """What is missing or too long."""
        return plain_refusals(identities.FIELDS, identity)

    def shown(self, identity: Identity) -> str:
        """What the worker wrote."""
        return identity.get("how", "")

    def payer_missing(self, payer: Payer) -> bool:
        """A list names no payer."""
        return False

    def file_name(self, order: Order) -> str:
        """By file."""
        return f"payouts-{order.file_id}.csv"

    def write(self, order: Order) -> Iterator[bytes]:
        """A list with one line a payout."""
        return write(order)

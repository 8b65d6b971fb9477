"""Mobile money: a bulk file in the form that each operator of a network takes.

The form is a TOML file in `maps/`, one a channel: columns, currencies, decimals, how numbers are
written. An instance may bring files of its own (OUVRAGE_MOBILE_MONEY_MAPS), which come first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import PAYMENTS_PER_FILE_MAX
from ouvrage.base.words import N_
from ouvrage.pay.rails.mobile_money import identity as identities
from ouvrage.pay.rails.mobile_money.maps import Map, shipped
from ouvrage.pay.rails.mobile_money.writing import write
from ouvrage.pay.rails.rail import Identity, IdentityField, Order, Payer, masked

__all__ = ["Map", "MobileMoneyRail", "shipped"]


@dataclass(frozen=True, slots=True)
class MobileMoneyRail:
    """Money sent to telephone numbers, by the maps the instance offers."""

    maps: Mapping[str, Map]
    key: str = "mobile_money"
    label: str = N_("Mobile money")
    content_type: str = "text/csv"
    variants: tuple[str, ...] = ("csv",)
    payments_max: int = PAYMENTS_PER_FILE_MAX

    def channels(self, currency: str) -> tuple[str, ...]:
        """The channels that carry the currency."""
        return tuple(key for key, form in self.maps.items() if form.carries(currency))

    def fields(self, currency: str) -> tuple[IdentityField, ...]:
        """Name, address, service and telephone number."""
        return identities.fields([(key, self.maps[key].label) for key in self.channels(currency)])

    def channel(self, identity: Identity) -> str:
        """The service the worker chose."""
        return identity.get("service", "")

    def decimals(self, channel: str) -> int:
        """As the service takes them."""
        return self.maps[channel].decimals if channel in self.maps else 2

    def checked(self, channel: str) -> bool:
        """Whether the map's columns come from a source."""
        return channel in self.maps and self.maps[channel].checked

    def tidy(self, identity: Identity) -> dict[str, str]:
        """The number in the international form of E.164."""
        return identities.tidy(self.fields_of_all(), identity)

    def fields_of_all(self) -> tuple[IdentityField, ...]:
        """The fields, whatever the currency."""
        return identities.fields([(key, form.label) for key, form in self.maps.items()])

    def refusals(self, identity: Identity, currency: str) -> Iterator[Refusal]:
        """A service that is offered, a number it can reach."""
        offered = {key: self.maps[key] for key in self.channels(currency)}
        return identities.refusals(self.fields(currency), offered, identity)

    def shown(self, identity: Identity) -> str:
        """The service and the last four digits of the number."""
        form = self.maps.get(self.channel(identity))
        number = masked(identity.get("phone", ""))
        return f"{form.label}, {number}" if form else number

    def payer_missing(self, payer: Payer) -> bool:
        """The file is sent from the operator's own account with the service."""
        return False

    def file_name(self, order: Order) -> str:
        """By service and file."""
        return f"{order.channel}-{order.file_id}.csv"

    def write(self, order: Order) -> Iterator[bytes]:
        """The columns of the service's map, one line a payout."""
        return write(self.maps[order.channel], order)

"""What every rail is: who can be paid by it, what it must know, and the file that asks for it.

A rail knows no tables and no money but what it is handed: payments with the identity of each, and
the moment. The same order gives the same bytes, so that a file never needs to be stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money, total
from ouvrage.base.words import N_
from ouvrage.pay.errors import PayoutFieldMissing, PayoutFieldTooLong
from ouvrage.people.rules import country_refusals

Identity = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class IdentityField:
    """One thing a rail must know of who is paid; `choices` are values with their words."""

    name: str
    label: str
    help: str = ""
    characters_max: int = 70
    required: bool = True
    autocomplete: str = "off"
    choices: tuple[tuple[str, str], ...] = ()


PERSON_FIELDS = (
    IdentityField(
        "legal_name",
        N_("Name of the account's holder"),
        N_("As on the account or the identity document. Requesters never see it."),
        autocomplete="name",
    ),
    IdentityField("street", N_("Street and number"), autocomplete="address-line1"),
    IdentityField(
        "postcode", N_("Postcode"), characters_max=16, required=False, autocomplete="postal-code"
    ),
    IdentityField("town", N_("Town"), characters_max=35, autocomplete="address-level2"),
    IdentityField(
        "country",
        N_("Country"),
        N_("Two letters, such as FR or MG."),
        characters_max=2,
        autocomplete="country",
    ),
)


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose account is debited: the operator's legal name and bank account."""

    name: str
    iban: str = ""
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payout with the identity it goes to."""

    payout_id: str
    amount: Money
    identity: Identity


@dataclass(frozen=True, slots=True)
class Order:
    """Payments to put in one file; `variant` is one of the rail's, `text` what receivers read."""

    file_id: str
    at: Moment
    payer: Payer
    payments: tuple[Payment, ...]
    variant: str
    channel: str
    text: str

    @property
    def sum(self) -> Money:
        """What all payments move together."""
        currency = self.payments[0].amount.currency
        return total([payment.amount for payment in self.payments], currency)


class Rail(Protocol):
    """A way for money to reach a worker."""

    @property
    def key(self) -> str:
        """The name of its folder."""

    @property
    def label(self) -> str:
        """What it is called on pages, to be translated."""

    @property
    def content_type(self) -> str:
        """The kind of its files."""

    @property
    def variants(self) -> tuple[str, ...]:
        """The forms its file can take, the usual one first."""

    @property
    def payments_max(self) -> int:
        """How many payments fit in one file."""

    def channels(self, currency: str) -> tuple[str, ...]:
        """The services it reaches in that currency; ("",) when it has no such choice, () when it
        does not carry that currency."""

    def fields(self, currency: str) -> tuple[IdentityField, ...]:
        """What a worker fills in."""

    def channel(self, identity: Identity) -> str:
        """Which of its channels this identity is reached by."""

    def decimals(self, channel: str) -> int:
        """How many decimals an amount may have there."""

    def checked(self, channel: str) -> bool:
        """Whether the form of its file is known to be the one that is taken there."""

    def tidy(self, identity: Identity) -> dict[str, str]:
        """The identity in the form that is kept: known fields alone, without needless spaces."""

    def refusals(self, identity: Identity, currency: str) -> Iterator[Refusal]:
        """What is wrong with a tidy identity, field by field."""

    def shown(self, identity: Identity) -> str:
        """Enough of the account for its holder to know it, and no more."""

    def payer_missing(self, payer: Payer) -> bool:
        """Whether the operator has not said whose account is debited."""

    def file_name(self, order: Order) -> str:
        """A name for the file."""

    def write(self, order: Order) -> Iterator[bytes]:
        """The file as bytes: the same for the same order."""


def tidied(fields: tuple[IdentityField, ...], identity: Identity) -> dict[str, str]:
    """The fields that were filled in, with single spaces; the country in capitals."""
    kept = {
        field.name: " ".join(identity.get(field.name, "").split())
        for field in fields
        if identity.get(field.name, "").strip()
    }
    if "country" in kept:
        kept["country"] = kept["country"].upper()
    return kept


def plain_refusals(fields: tuple[IdentityField, ...], identity: Identity) -> Iterator[Refusal]:
    """What is missing, too long, or no country."""
    for field in fields:
        value = identity.get(field.name, "")
        if field.required and not value:
            yield PayoutFieldMissing(field=field.name)
        if len(value) > field.characters_max:
            yield PayoutFieldTooLong(field=field.name, most=field.characters_max)
    if identity.get("country"):
        yield from country_refusals(identity["country"])


def masked(account: str) -> str:
    """The first two and the last four signs of an account.

    >>> masked("FR7630006000011234567890189")
    'FR…0189'
    """
    return f"{account[:2]}…{account[-4:]}"

"""Who can be paid by a SEPA transfer.

Source of the countries: European Payments Council, EPC409-09, "EPC List of SEPA Scheme Countries".
Source of the checks: ISO 13616 (IBAN), ISO 9362 (BIC), by python-stdnum.
"""

from collections.abc import Iterator

from stdnum import bic, iban
from stdnum.exceptions import ValidationError

from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.pay.errors import BicWrong, IbanOutsideSepa, IbanWrong
from ouvrage.pay.rails.rail import (
    PERSON_FIELDS,
    Identity,
    IdentityField,
    plain_refusals,
    tidied,
)

COUNTRIES = frozenset(
    (
        *("AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR"),
        *("GB", "GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD"),
        *("ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA"),
    )
)
FIELDS = (
    *PERSON_FIELDS,
    IdentityField("iban", N_("IBAN"), N_("Spaces do not matter."), characters_max=34),
    IdentityField(
        "bic",
        N_("BIC"),
        N_("Some banks outside the European Economic Area need it."),
        characters_max=11,
        required=False,
    ),
)


def tidy(identity: Identity) -> dict[str, str]:
    """Known fields; IBAN and BIC without spaces, in capitals."""
    kept = tidied(FIELDS, identity)
    for name, clean in (("iban", iban.compact), ("bic", bic.compact)):
        if name in kept:
            kept[name] = clean(kept[name]).upper()
    return kept


def refusals(identity: Identity) -> Iterator[Refusal]:
    """What is wrong, field by field."""
    yield from plain_refusals(FIELDS, identity)
    account = identity.get("iban", "")
    if account:
        yield from _iban_refusals(account)
    bank = identity.get("bic", "")
    if bank and not bic.is_valid(bank):
        yield BicWrong(field="bic")


def _iban_refusals(account: str) -> Iterator[Refusal]:
    try:
        iban.validate(account)
    except ValidationError:
        yield IbanWrong(field="iban")
        return
    if account[:2] not in COUNTRIES:
        yield IbanOutsideSepa(field="iban", country=account[:2])

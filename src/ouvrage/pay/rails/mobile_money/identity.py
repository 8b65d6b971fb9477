"""Who can be paid by mobile money: a telephone number that the chosen service reaches."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.pay.errors import PhoneNotReached, PhoneWrong, ServiceUnknown
from ouvrage.pay.rails.mobile_money.maps import Map
from ouvrage.pay.rails.rail import (
    PERSON_FIELDS,
    Identity,
    IdentityField,
    plain_refusals,
    tidied,
)

# ITU-T E.164: a country code and a number, fifteen digits at most.
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_FILLING = re.compile(r"[\s.()/-]")


def fields(services: Sequence[tuple[str, str]]) -> tuple[IdentityField, ...]:
    """Name, address, service and number."""
    return (
        *PERSON_FIELDS,
        IdentityField("service", N_("Service"), characters_max=40, choices=tuple(services)),
        IdentityField(
            "phone",
            N_("Telephone number of the account"),
            N_("With the country's code. For example: +261 34 12 345 67"),
            characters_max=16,
            autocomplete="tel",
        ),
    )


def tidy(wanted: tuple[IdentityField, ...], identity: Identity) -> dict[str, str]:
    """Known fields; the number with a plus and digits alone."""
    kept = tidied(wanted, identity)
    if "phone" in kept:
        number = _FILLING.sub("", kept["phone"])
        kept["phone"] = f"+{number[2:]}" if number.startswith("00") else number
    return kept


def refusals(
    wanted: tuple[IdentityField, ...], offered: Mapping[str, Map], identity: Identity
) -> Iterator[Refusal]:
    """What is wrong, field by field."""
    yield from plain_refusals(wanted, identity)
    service, number = identity.get("service", ""), identity.get("phone", "")
    if service and service not in offered:
        yield ServiceUnknown(field="service")
    if number and not _NUMBER.fullmatch(number):
        yield PhoneWrong(field="phone")
    elif number and service in offered and not offered[service].reaches(number):
        yield PhoneNotReached(field="phone", service=offered[service].label)

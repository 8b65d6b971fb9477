"""What may be written about people and organisations: pure checks on plain values.

>>> normal_email(" Alice@Example.ORG ")
'alice@example.org'
>>> [refusal.code for refusal in country_refusals("fr")]
['country_not_valid']
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.base.ids import pseudonym
from ouvrage.people import errors

_EMAIL = re.compile(r"[^\s@\"<>]{1,64}@[^\s@\"<>]+\.[^\s@\"<>.]{2,}")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
EMAIL_CHARACTERS_MAX = 254
ERASED_HOST = "erased.invalid"


def normal_email(email: str) -> str:
    """The one spelling we keep of an address: no spaces around it, lower case."""
    return email.strip().lower()


def is_email(text: str) -> bool:
    """Whether `text` can be an address on the internet; whether it works, only a letter tells."""
    return len(text) <= EMAIL_CHARACTERS_MAX and _EMAIL.fullmatch(text) is not None


def name_refusals(name: str, *, required: bool, most: int) -> Iterable[Refusal]:
    """Why this name cannot be kept."""
    if len(name) > most or (required and not name.strip()):
        yield errors.NameNotValid(field="name", most=most)


def language_refusals(language: str, spoken: Iterable[str]) -> Iterable[Refusal]:
    """Why the portal cannot be shown in this language."""
    if language not in set(spoken):
        yield errors.LanguageUnknown(field="language", language=language[:20])


def languages_worked_refusals(languages: Sequence[str]) -> Iterable[Refusal]:
    """Why these languages (BCP 47 codes) cannot be kept as those a person works in."""
    if len(languages) > limits.LANGUAGES_WORKED_MAX:
        yield errors.LanguagesTooMany(field="languages", most=limits.LANGUAGES_WORKED_MAX)
        return
    for tag in languages:
        if _LANGUAGE_TAG.fullmatch(tag) is None:
            yield errors.LanguageTagNotValid(field="languages", tag=tag[:20])


def country_refusals(country: str) -> Iterable[Refusal]:
    """Why this is no country code (the form of ISO 3166-1 alpha-2 is checked, not the list)."""
    if _COUNTRY.fullmatch(country) is None:
        yield errors.CountryNotValid(field="country")


def contact_refusals(contact: str) -> Iterable[Refusal]:
    """Why workers could not reach an organisation at this address (TRA-1)."""
    if not is_email(contact):
        yield errors.ContactNotValid(field="contact")


def reason_refusals(reason: str) -> Iterable[Refusal]:
    """Why an act against somebody cannot be done with this reason."""
    if not 1 <= len(reason.strip()) <= limits.REASON_CHARACTERS_MAX:
        yield errors.ReasonMissing(field="reason", most=limits.REASON_CHARACTERS_MAX)


class Purpose(StrEnum):
    """What the vault may be opened for; there is no other purpose (PRI-7)."""

    PAYOUT = "payout"
    TAX = "tax"
    OWN_ACCESS = "own_access"


# To pay, a name and an account; for tax (DAC7, annex V, section III), all that a platform reports.
OPENED_FOR: Mapping[Purpose, frozenset[str]] = {
    Purpose.PAYOUT: frozenset({"identity", "payout"}),
    Purpose.TAX: frozenset({"identity", "payout", "tax"}),
    Purpose.OWN_ACCESS: frozenset({"identity", "payout", "tax"}),
}


def may_open(purpose: Purpose, kind: str, *, own: bool, house: bool) -> bool:
    """Whether a secret of this kind may be read: by the person, or by the instance for a purpose.

    >>> may_open(Purpose.PAYOUT, "tax", own=False, house=True)
    False
    >>> may_open(Purpose.OWN_ACCESS, "tax", own=False, house=True)
    False
    """
    asked_by = own if purpose is Purpose.OWN_ACCESS else house
    return asked_by and kind in OPENED_FOR[purpose]


def secret_refusals(value: Mapping[str, str]) -> Iterable[Refusal]:
    """Why these fields cannot be kept in the vault."""
    fields, most = limits.SECRET_FIELDS_MAX, limits.SECRET_FIELD_CHARACTERS_MAX
    texts = [*value.keys(), *value.values()]
    if len(value) > fields or any(len(text) > most for text in texts):
        yield errors.SecretNotValid(fields=fields, most=most)


def ordered_languages(languages: Iterable[str]) -> list[str]:
    """The codes as given, each once, in their order."""
    return list(dict.fromkeys(tag.strip() for tag in languages if tag.strip()))


def erased_address(person_id: str) -> str:
    """What stands in place of the address of somebody who was erased; no letter reaches it."""
    return f"{person_id.lower()}@{ERASED_HOST}"


def worker_pseudonym(secret: bytes, organisation_id: str, worker_id: str) -> str:
    """The name under which one organisation knows a worker; two cannot match theirs (PRI-1)."""
    return pseudonym(secret, "worker", organisation_id, worker_id)


def is_party(
    person_id: str,
    *,
    worker_ids: Iterable[str],
    member_ids: Iterable[str],
    decided_by: Iterable[str],
) -> bool:
    """Whether a decision concerns that person, so that somebody else takes it (DEC-3).

    A party is a worker concerned, a member of an organisation concerned, or who decided before.

    >>> is_party("ann", worker_ids=["bo"], member_ids=["cy"], decided_by=["ann", ""])
    True
    """
    return person_id in {*worker_ids, *member_ids, *decided_by}

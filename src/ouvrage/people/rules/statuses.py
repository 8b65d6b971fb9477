"""The statuses a worker may have, and what choosing one asks for (STA-1, STA-2).

>>> is_employee_like(StatusKind.EMPLOYEE_COOP)
True
"""

from collections.abc import Iterator
from enum import StrEnum

from stdnum.fr import siren

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.people import errors
from ouvrage.people.rules.accounts import country_refusals


class StatusKind(StrEnum):
    """Under which status somebody works; who chose none has none of these."""

    SELF_EMPLOYED = "self_employed"
    MICRO_FR = "micro_fr"
    EMPLOYEE_COOP = "employee_coop"
    VOLUNTEER = "volunteer"
    FOREIGN = "foreign"


STATUS_LABELS = {
    StatusKind.SELF_EMPLOYED: N_("Self-employed"),
    StatusKind.MICRO_FR: N_("Micro-entrepreneur in France"),
    StatusKind.EMPLOYEE_COOP: N_("Employee of the cooperative"),
    StatusKind.VOLUNTEER: N_("Volunteer"),
    StatusKind.FOREIGN: N_("Self-employed in a country with a contribution per payment"),
}


def is_employee_like(kind: StatusKind | None) -> bool:
    """Whether this status has employer and employee contributions."""
    return kind is StatusKind.EMPLOYEE_COOP


def status_refusals(
    kind: StatusKind, now_is: StatusKind | None, *, country: str, registration: str, words: str
) -> Iterator[Refusal]:
    """Field by field, what this choice lacks: a number, a country, or words of one's own."""
    if kind is StatusKind.MICRO_FR and not siren.is_valid(registration):
        yield errors.RegistrationNotValid(field="registration")
    if kind is StatusKind.FOREIGN:
        yield from country_refusals(country)
    leaves = is_employee_like(now_is) and not is_employee_like(kind)
    if leaves:
        yield from words_refusals(words)


def words_refusals(words: str) -> Iterator[Refusal]:
    """What is wrong with words that must be the worker's own: none, or too many."""
    if not 1 <= len(words.strip()) <= limits.REASON_CHARACTERS_MAX:
        yield errors.OwnWordsMissing(field="words", most=limits.REASON_CHARACTERS_MAX)

"""The words that these pages have for what rooms keep as codes."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext

from ouvrage.base.words import N_
from ouvrage.pay.rules import CreditKind
from ouvrage.work.rules import SENSITIVE_LABELS, Sensitive, StopKind, StopState

Code = TypeVar("Code", bound=StrEnum)

STOP_LABELS = {
    StopKind.SCREEN_OUT: N_("Ended by its first question"),
    StopKind.BROKEN: N_("Did not work"),
    StopKind.WITHDRAWN: N_("Stopped by you"),
    StopKind.MISLABELLED: N_("Showed what was not declared"),
}
PAID_TIME_LABELS = {
    "reading": N_("Reading instructions"),
    CreditKind.SCREEN_OUT: N_("A task ended by its first question"),
    CreditKind.BROKEN: N_("A task that did not work"),
    CreditKind.WITHDRAWN: N_("A task you stopped"),
    CreditKind.REWORK: N_("Rework of an answer"),
    CreditKind.REFUSED: N_("A refused answer"),
    CreditKind.QUALIFICATION: N_("Test"),
    CreditKind.CORRECTION: N_("Time you claimed"),
    CreditKind.BREAK: N_("Paid break"),
}
STOP_STATE_LABELS = {
    StopState.PAID: N_("Counted and paid"),
    StopState.WAITING: N_("A person looks at it first"),
    StopState.DENIED: N_("Not paid"),
}


def labels(words: Mapping[Code, str]) -> list[tuple[str, str]]:
    """Each code with its words in the reader's language, in their order."""
    return [(code.value, gettext(text)) for code, text in words.items()]


def sensitive_words(categories: Iterable[str]) -> list[str]:
    """The categories in the reader's language."""
    return [gettext(SENSITIVE_LABELS[Sensitive(category)]) for category in categories]

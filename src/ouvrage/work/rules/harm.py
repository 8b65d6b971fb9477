"""What may hurt to look at, and how much of it one person is given (HLT-1, HLT-3).

A batch names its sensitive categories when it is published. A worker sees none of them unless they
chose the category; how long they look at it is counted by category and for all together, and ends
at a cap for each category and at one for all of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.work.errors import UnknownChoice

ANY = "*"
# The seconds that a page measured on these assignments, by id; nothing where none did.
Measured = Callable[[Sequence[str]], Mapping[str, int]]


class Sensitive(StrEnum):
    """Kinds of content that may hurt who looks at it (HLT-1)."""

    VIOLENCE = "violence"
    SEXUAL = "sexual"
    MINORS = "minors"
    SELF_HARM = "self_harm"
    HATE = "hate"
    TERROR = "terror"
    MEDICAL = "medical"


SENSITIVE_LABELS = {
    Sensitive.VIOLENCE: N_("Violence, injury or death"),
    Sensitive.SEXUAL: N_("Sexual content"),
    Sensitive.MINORS: N_("Harm to children"),
    Sensitive.SELF_HARM: N_("Self-harm or suicide"),
    Sensitive.HATE: N_("Hatred against people or groups"),
    Sensitive.TERROR: N_("Terrorism"),
    Sensitive.MEDICAL: N_("Surgery, wounds or disease"),
}


def sensitive_refusals(given: Sequence[str]) -> Iterator[Refusal]:
    """What is wrong with a choice of sensitive categories."""
    known = [category.value for category in Sensitive]
    for value in given:
        if value not in known:
            yield UnknownChoice(field="sensitive", value=value[:40], choices=", ".join(known))


def unmeasured(_assignment_ids: Sequence[str]) -> Mapping[str, int]:
    """The clock is all there is: a `Measured`."""
    return {}


def on_meter(sensitive: Sequence[str], seconds: int) -> dict[str, int]:
    """What of a task of these categories stands on the meter, by category."""
    return dict.fromkeys((ANY, *sensitive), seconds) if sensitive else {}


def exposure_cap_seconds(chosen_minutes: int | None, *, a_day: int, absolute: int) -> int:
    """The most seconds in 24 hours on one category: the worker's own cap, never above the agreed
    one, nor above the one for all categories together.

    >>> exposure_cap_seconds(None, a_day=60, absolute=240)
    3600
    >>> exposure_cap_seconds(20, a_day=60, absolute=240)
    1200
    """
    agreed = min(a_day, absolute)
    return 60 * (agreed if chosen_minutes is None else min(chosen_minutes, agreed))

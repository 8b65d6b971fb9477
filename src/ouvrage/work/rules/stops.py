"""Tasks that end without an answer, on paid time: screening (PAY-6), broken (PAY-7), withdrawn
(HLT-4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.work.errors import Missing, TooLong, TooMany, UnknownChoice


class BrokenReason(StrEnum):
    """Why a task does not work."""

    MISSING_FILE = "missing_file"
    ERROR = "error"
    UNREADABLE = "unreadable"
    OTHER = "other"


BROKEN_LABELS = {
    BrokenReason.MISSING_FILE: N_("An image, a sound or a file is missing"),
    BrokenReason.ERROR: N_("The page shows an error"),
    BrokenReason.UNREADABLE: N_("The content cannot be read or heard"),
    BrokenReason.OTHER: N_("Something else"),
}


class DenialReason(StrEnum):
    """Why the time of a stopped task is not paid, when a person looked at it."""

    NO_WORK = "no_work"
    TASK_WORKS = "task_works"


DENIAL_LABELS = {
    DenialReason.NO_WORK: N_("No work on this task can be seen"),
    DenialReason.TASK_WORKS: N_("The task works, as the explanation shows"),
}


@dataclass(frozen=True, slots=True)
class Screening:
    """A question of the task and the answers to it that end the task for a worker."""

    field: str
    values: tuple[str, ...]


def screening_of(kept: Mapping[str, object]) -> Screening | None:
    """The screening a project declared; None when it has none."""
    values = kept.get("values")
    if not kept.get("field") or not isinstance(values, list | tuple) or not values:
        return None
    return Screening(str(kept["field"]), tuple(str(value) for value in values))


def screens_out(kept: Mapping[str, object], answer: Mapping[str, object]) -> bool:
    """Whether this answer ends the task.

    >>> screens_out({"field": "animal", "values": ["no"]}, {"animal": "no", "which": ""})
    True
    """
    screening = screening_of(kept)
    if screening is None:
        return False
    given = answer.get(screening.field)
    said = [str(value) for value in given] if isinstance(given, list | tuple) else [str(given)]
    return any(value in screening.values for value in said)


def screening_refusals(field: str, values: Sequence[str]) -> Iterator[Refusal]:
    """What is wrong with a declared screening; a question and its answers come together."""
    if field and not values:
        yield Missing(field="screening_values")
    if values and not field:
        yield Missing(field="screening_field")
    if len(values) > limits.SCREENING_VALUES_MAX:
        yield TooMany(field="screening_values", count=len(values), most=limits.SCREENING_VALUES_MAX)
    length = max((len(value) for value in (field, *values)), default=0)
    if length > limits.TITLE_CHARACTERS_MAX:
        yield TooLong(field="screening_values", length=length, most=limits.TITLE_CHARACTERS_MAX)


def broken_refusals(reason: str, words: str) -> Iterator[Refusal]:
    """What is wrong with a report that a task does not work."""
    known = [value.value for value in BrokenReason]
    if reason not in known:
        yield UnknownChoice(field="reason", value=reason[:40], choices=", ".join(known))
    if reason == BrokenReason.OTHER and not words.strip():
        yield Missing(field="words")
    if len(words) > limits.REASON_CHARACTERS_MAX:
        yield TooLong(field="words", length=len(words), most=limits.REASON_CHARACTERS_MAX)


def denial_refusals(reason: str, explanation: str) -> Iterator[Refusal]:
    """What a decision not to pay lacks: a known reason, and an explanation in plain words."""
    known = [value.value for value in DenialReason]
    if reason not in known:
        yield UnknownChoice(field="reason", value=reason[:40], choices=", ".join(known))
    if not explanation.strip():
        yield Missing(field="explanation")
    if len(explanation) > limits.REASON_CHARACTERS_MAX:
        yield TooLong(
            field="explanation", length=len(explanation), most=limits.REASON_CHARACTERS_MAX
        )


def stop_seconds(reported: int | None, elapsed_seconds: int, *, trust_reported: bool) -> int:
    """The seconds of a stopped task: what its page counted, never more than has passed; without a
    report the time since it was taken. The cap is laid on it where it is paid."""
    if reported is None:
        return max(0, elapsed_seconds)
    return max(0, reported if trust_reported else min(reported, elapsed_seconds))

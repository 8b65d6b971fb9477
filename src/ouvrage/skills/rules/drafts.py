"""What a qualification and its test must say, field by field, and when it may open."""

from collections.abc import Iterator, Sequence

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.skills.drafts import QualificationDraft, TestDraft
from ouvrage.skills.errors import (
    ExplanationTooShort,
    FieldMissing,
    NumberOutOfRange,
    TextTooLongHere,
    TooFewItems,
)
from ouvrage.skills.rules.kinds import COMPUTED

EXPLANATION_CHARACTERS_LEAST = 10
RETRY_HOURS_MAX = 90 * 24
VALID_DAYS_MAX = 10 * 365
VALUE_MAX = 100
SECONDS_LEAST = 30


def computed_name(qualification_id: str, name: str) -> str:
    """The name as it is kept; that of a computed one is a message to translate."""
    return COMPUTED[qualification_id][0] if qualification_id in COMPUTED else name


def qualification_refusals(draft: QualificationDraft) -> Iterator[Refusal]:
    """What is wrong with the words and figures of a qualification."""
    if not draft.name.strip():
        yield FieldMissing(field="name")
    texts = (
        ("name", draft.name, limits.TITLE_CHARACTERS_MAX),
        ("description", draft.description, limits.TEXT_CHARACTERS_MAX),
    )
    yield from _too_long(texts)
    figures = (
        ("auto_granted", draft.auto_granted, 0, VALUE_MAX),
        ("retry_after_hours", draft.retry_after_hours, 0, RETRY_HOURS_MAX),
        ("valid_days", draft.valid_days, 1, VALID_DAYS_MAX),
    )
    yield from _out_of_range(figures)


def test_refusals(draft: TestDraft, *, seconds_max: int, attempts_max: int) -> Iterator[Refusal]:
    """What is wrong with the figures and texts of a test."""
    yield from _out_of_range(
        (
            ("items_per_attempt", draft.items_per_attempt, 1, limits.TEST_ITEMS_PER_ATTEMPT_MAX),
            ("pass_percent", draft.pass_percent, 0, 100),
            ("time_estimate_seconds", draft.time_estimate_seconds, SECONDS_LEAST, seconds_max),
            ("attempts_max", draft.attempts_max, 1, attempts_max),
        )
    )
    yield from _too_long(
        (
            ("instructions", draft.instructions, limits.TEXT_CHARACTERS_MAX),
            ("criteria", draft.criteria, limits.TEXT_CHARACTERS_MAX),
        )
    )


def opening_refusals(
    description: str, test: TestDraft, *, template: str, items: int, by_person: bool
) -> Iterator[Refusal]:
    """What a test lacks before people can take it."""
    wanted = [
        ("description", description),
        ("instructions", test.instructions),
        ("template", template),
    ]
    if by_person:
        wanted.append(("criteria", test.criteria))
    for field, value in wanted:
        if not value.strip():
            yield FieldMissing(field=field)
    if items < test.items_per_attempt:
        yield TooFewItems(field="items", items=items, least=test.items_per_attempt)


def explanation_refusals(text: str, field: str = "explanation") -> Iterator[Refusal]:
    """Why words against somebody's interest do not explain enough."""
    length = len(text.strip())
    if not EXPLANATION_CHARACTERS_LEAST <= length <= limits.REASON_CHARACTERS_MAX:
        yield ExplanationTooShort(
            field=field, least=EXPLANATION_CHARACTERS_LEAST, most=limits.REASON_CHARACTERS_MAX
        )


def _too_long(texts: Sequence[tuple[str, str, int]]) -> Iterator[Refusal]:
    for field, text, most in texts:
        if len(text.strip()) > most:
            yield TextTooLongHere(field=field, length=len(text.strip()), most=most)


def _out_of_range(figures: Sequence[tuple[str, int | None, int, int]]) -> Iterator[Refusal]:
    for field, value, least, most in figures:
        if value is not None and not least <= value <= most:
            yield NumberOutOfRange(field=field, value=value, least=least, most=most)

"""What a project must say before it may be published (TRA-1), and its instructions (ACC-9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.work.errors import ConfidentialityPast, ConfidentialityTooLong, Missing, TooFew


class AiFunction(StrEnum):
    """AI's three uses of people."""

    PREPARATION = "preparation"
    VERIFICATION = "verification"
    IMITATION = "imitation"


class DataCategory(StrEnum):
    """What kind of data the tasks show."""

    PUBLIC_TEXT = "public_text"
    PUBLIC_IMAGES = "public_images"
    COMMERCIAL = "commercial"
    PERSONAL = "personal"
    IMAGES_OF_PEOPLE = "images_of_people"
    VOICES = "voices"
    HEALTH = "health"
    MINORS = "minors"
    OTHER = "other"


AI_FUNCTION_LABELS = {
    AiFunction.PREPARATION: N_("Preparation: make or label the data a model learns from"),
    AiFunction.VERIFICATION: N_("Verification: check what a model produced"),
    AiFunction.IMITATION: N_("Imitation: answer in the place of a machine"),
}


DATA_CATEGORY_LABELS = {
    DataCategory.PUBLIC_TEXT: N_("Public texts"),
    DataCategory.PUBLIC_IMAGES: N_("Public images without people"),
    DataCategory.COMMERCIAL: N_("Commercial data"),
    DataCategory.PERSONAL: N_("Personal data"),
    DataCategory.IMAGES_OF_PEOPLE: N_("Images of people"),
    DataCategory.VOICES: N_("Voices"),
    DataCategory.HEALTH: N_("Health data"),
    DataCategory.MINORS: N_("Data about minors"),
    DataCategory.OTHER: N_("Other data"),
}


GOOD_EXAMPLES_LEAST = 2


BAD_EXAMPLES_LEAST = 2


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a project says of itself, as TRA-1 asks."""

    title: str
    purpose: str
    end_client: str
    confidentiality_reason: str
    confidentiality_until: date | None
    ai_function: str
    data_categories: Sequence[str]
    contact: str
    languages: Sequence[str]


@dataclass(frozen=True, slots=True)
class InstructionsText:
    """What a version of instructions says, as ACC-9 asks."""

    goal: str
    steps: Sequence[str]
    good_examples: Sequence[object]
    bad_examples: Sequence[object]
    criteria: Sequence[object]
    edge_cases: Sequence[str]


def disclosure_refusals(disclosure: Disclosure, today: date) -> Iterator[Refusal]:
    """Field by field, what keeps the project from being published (TRA-1)."""
    wanted = {
        "title": disclosure.title,
        "purpose": disclosure.purpose,
        "ai_function": disclosure.ai_function,
        "data_categories": disclosure.data_categories,
        "contact": disclosure.contact,
        "languages": disclosure.languages,
    }
    for name, value in wanted.items():
        if not value:
            yield Missing(field=name)
    if not disclosure.end_client:
        yield from _waiver_refusals(disclosure, today)


def _waiver_refusals(disclosure: Disclosure, today: date) -> Iterator[Refusal]:
    """What an unnamed client lacks: a reason, and a date within a year."""
    if not disclosure.confidentiality_reason and disclosure.confidentiality_until is None:
        yield Missing(field="end_client")
        return
    if not disclosure.confidentiality_reason:
        yield Missing(field="confidentiality_reason")
    if disclosure.confidentiality_until is None:
        yield Missing(field="confidentiality_until")
    elif disclosure.confidentiality_until <= today:
        yield ConfidentialityPast(field="confidentiality_until")
    elif disclosure.confidentiality_until > today + timedelta(days=limits.CONFIDENTIAL_DAYS_MAX):
        yield ConfidentialityTooLong(
            field="confidentiality_until", most=limits.CONFIDENTIAL_DAYS_MAX
        )


def is_confidentiality_over(end_client: str, until: date | None, today: date) -> bool:
    """Whether the end client had to be named by now and is not: nobody is asked to work then."""
    return not end_client and (until is None or until < today)


def instructions_refusals(text: InstructionsText | None) -> Iterator[Refusal]:
    """Field by field, what the instructions lack to be published (ACC-9)."""
    if text is None:
        text = InstructionsText("", (), (), (), (), ())
    if not text.goal:
        yield Missing(field="goal")
    if not text.steps:
        yield Missing(field="steps")
    if not text.criteria:
        yield Missing(field="criteria")
    if not text.edge_cases:
        yield Missing(field="edge_cases")
    examples = (
        ("good_examples", text.good_examples, GOOD_EXAMPLES_LEAST),
        ("bad_examples", text.bad_examples, BAD_EXAMPLES_LEAST),
    )
    for name, given, least in examples:
        if len(given) < least:
            yield TooFew(field=name, least=least, count=len(given))

"""What the room decides, on plain values.

Which project may be published (TRA-1, ACC-9), how long instructions take to read (PAY-4), how a
file's columns meet the template's, what time an answer took, and in which order offers stand.

>>> reading_seconds(400)
130
"""

import difflib
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


class BatchState(StrEnum):
    """The life of a batch: importing > draft > open > finished | ended."""

    IMPORTING = "importing"
    DRAFT = "draft"
    OPEN = "open"
    FINISHED = "finished"
    ENDED = "ended"


PUBLISHED_STATES = frozenset({BatchState.OPEN, BatchState.FINISHED, BatchState.ENDED})


class AssignmentState(StrEnum):
    """The life of an assignment; an expired one may still be submitted."""

    TAKEN = "taken"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    EXPIRED = "expired"


class SubmissionState(StrEnum):
    """What was decided about an answer."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"


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
OFFER_ORDER = (
    N_("Projects in which you have an unfinished task stand first."),
    N_("Then come projects in a language you said you work in."),
    N_("Then projects with a higher pay per hour, from the median time that people needed."),
    N_("Then projects that have waited longer."),
    N_("Nothing about you as a person, your speed, your past answers or returned tasks counts."),
)

PILOT_WORKERS_LEAST = 5
READING_WORDS_PER_MINUTE = 200
READING_SECONDS_BASE = 10
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


def is_piloted(measured_workers: int) -> bool:
    """Whether enough people have done the work to show that its instructions are understood."""
    return measured_workers >= PILOT_WORKERS_LEAST


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


def reading_seconds(words: int) -> int:
    """The most a first reading is paid for: 200 words a minute and ten seconds to settle (PAY-4).

    200 words a minute is below the 238 that Brysbaert (2019, Journal of Memory and Language 109)
    finds for silent reading of English non-fiction: many workers read in a second language.
    """
    seconds = READING_SECONDS_BASE + -(-words * 60 // READING_WORDS_PER_MINUTE)
    return min(seconds, limits.READING_SECONDS_MAX)


def pay_for_seconds(seconds: int, micros_per_hour: int) -> int:
    """What that time earns at an hourly rate, in micro-units, rounded up."""
    return -(-seconds * micros_per_hour // 3600)


def per_hour_micros(reward_micros: int, seconds: float) -> int:
    """What an hour earns at one reward per `seconds`; zero while no time is known."""
    return int(reward_micros * 3600 / seconds) if seconds > 0 else 0


def counted_seconds(
    reported: int | None, elapsed_seconds: int, most: int, *, trust_reported: bool
) -> int:
    """The seconds that count as work: what the page measured, never more than has passed.

    Without a report (no JavaScript) the time since the task was taken counts. On a test instance a
    report is taken as it is, since simulated people work faster than the clock. `most` caps both.
    """
    if reported is None:
        return max(0, min(elapsed_seconds, most))
    bound = most if trust_reported else min(most, elapsed_seconds)
    return max(0, min(reported, bound))


def suggest_mapping(template_columns: Sequence[str], file_columns: Sequence[str]) -> dict[str, str]:
    """Template column -> file column: the same name, else one that differs by case or spelling."""
    by_form = {_form(column): column for column in reversed(file_columns)}
    mapping: dict[str, str] = {}
    for column in template_columns:
        close = difflib.get_close_matches(_form(column), by_form, n=1, cutoff=0.8)
        if column in file_columns:
            mapping[column] = column
        elif close:
            mapping[column] = by_form[close[0]]
    return mapping


def _form(column: str) -> str:
    return "".join(character for character in column.lower() if character.isalnum())


def looks_like_url(value: str) -> bool:
    """Whether a media cell is an address and not the name of an uploaded file."""
    return value.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class OfferStanding:
    """What an offer's place in the list depends on; nothing else does (ASG-5)."""

    unfinished: bool
    in_own_language: bool
    per_hour_micros: int
    published_at: float


def offer_key(standing: OfferStanding) -> tuple[bool, bool, int, float]:
    """The sort key behind `OFFER_ORDER`."""
    return (
        not standing.unfinished,
        not standing.in_own_language,
        -standing.per_hour_micros,
        standing.published_at,
    )

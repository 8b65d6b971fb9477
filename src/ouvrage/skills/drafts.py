"""What doors hand to the room's actions: plain values as people typed or programs sent them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ouvrage.taskui import JsonValue


@dataclass(frozen=True, slots=True)
class QualificationDraft:
    """A qualification as it was filled in. None: no automatic value, no retry, no end."""

    name: str = ""
    description: str = ""
    language: str = ""
    auto_granted: int | None = None
    retry_after_hours: int | None = 24
    valid_days: int | None = None


@dataclass(frozen=True, slots=True)
class TestDraft:
    """A test as it was filled in so far; opening it checks what is missing."""

    __test__ = False  # not a test of ours: pytest collects classes by this name

    preset: str = ""
    template: str = ""
    instructions: str = ""
    criteria: str = ""
    scoring: str = "key"
    items_per_attempt: int = 10
    pass_percent: int = 80
    time_estimate_seconds: int = 600
    attempts_max: int = 3


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One item: what it shows, the expected answers of each question, and why they are right."""

    data: Mapping[str, JsonValue]
    key: Mapping[str, Sequence[str]] = field(default_factory=dict)
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class RequirementDraft:
    """One requirement of a project, with the test that is the other way in when it is a gate."""

    qualification_id: str
    comparator: str
    values: tuple[int, ...] = ()
    guard: str = "accept"
    alternative_id: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of one item of an attempt."""

    right: bool
    note: str = ""

"""What doors hand to the room's actions: plain values as people typed or programs sent them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project as it was filled in so far; publishing checks what is missing."""

    title: str = ""
    purpose: str = ""
    end_client: str = ""
    confidentiality_reason: str = ""
    confidentiality_until: date | None = None
    ai_function: str = ""
    data_categories: tuple[str, ...] = ()
    contact: str = ""
    languages: tuple[str, ...] = ()
    preset: str = ""
    template: str = ""
    reward: str = ""
    time_estimate_seconds: int = 0
    answers_per_task: int = 3
    lease_seconds: int = 3600
    review_days: int = 3
    screening_field: str = ""
    screening_values: tuple[str, ...] = ()
    volunteer: bool = False
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """An example and why it is good, or bad."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class InstructionsDraft:
    """A version of the instructions; criteria get the codes C1, C2, … in their order."""

    goal: str = ""
    steps: tuple[str, ...] = ()
    good_examples: tuple[Example, ...] = ()
    bad_examples: tuple[Example, ...] = ()
    criteria: tuple[str, ...] = ()
    edge_cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Where a file's columns go: template column -> file column; `media` are template columns."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    external_id: str = ""
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningDraft:
    """What a batch is opened with: readings paid for, hosts its tasks load from, what may hurt."""

    readers_max: int
    media_hosts: Sequence[str] = ()
    sensitive: Sequence[str] = ()

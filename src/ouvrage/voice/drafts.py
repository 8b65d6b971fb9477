"""What doors and handlers hand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ouvrage.voice.rules import Window


@dataclass(frozen=True, slots=True)
class Telling:
    """Something that happened, for one person; `key` makes it told once."""

    key: str
    person_id: str
    kind: str
    params: Mapping[str, object] = field(default_factory=dict)
    subject_kind: str = ""
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class PreferenceDraft:
    """How a person wants to hear from the instance."""

    window: Window
    letters: bool
    at_once: tuple[str, ...] = ()
    asked_for: tuple[str, ...] = ()

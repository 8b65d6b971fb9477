"""Who acts: a person, an organisation's API key, or a job of the instance.

Every action takes an `Actor`; the journal keeps its kind and id, never its name.
"""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of hand did it."""

    PERSON = "person"
    API_KEY = "api_key"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Actor:
    """A hand and its reach: `organisation_id` for an API key, `operator` for who runs the house."""

    kind: ActorKind
    id: str
    organisation_id: str | None = None
    operator: bool = False

    @classmethod
    def person(cls, person_id: str, *, operator: bool = False) -> "Actor":
        """A person who is logged in."""
        return cls(ActorKind.PERSON, person_id, None, operator)

    @classmethod
    def api_key(cls, key_id: str, organisation_id: str) -> "Actor":
        """A program that holds a key of one organisation."""
        return cls(ActorKind.API_KEY, key_id, organisation_id)

    @classmethod
    def job(cls, name: str) -> "Actor":
        """A job of the instance itself, named as in `jobs/`, or the command line."""
        return cls(ActorKind.JOB, name, None, True)

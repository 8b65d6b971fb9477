"""A decision about a worker, as all sides read it, and what an appeal does to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.rights.rules import SubjectKind


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a case. `text` is translated unless a person wrote it (`said`)."""

    label: str
    text: str = ""
    at: Moment | None = None
    amount: Money | None = None
    said: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A decision: about whom, by whom, when, why, and whether it still stands.

    `worker` is the code under which the other side knows the worker; `organisation_id` is empty
    when the operator decided. `deciders` are the persons who may not decide about it again.
    `item` and `answer` are what the worker saw and sent, when the decision is about that.
    """

    kind: SubjectKind
    subject_id: str
    worker_id: str
    worker: str
    organisation_id: str
    title: str
    decided_at: Moment | None
    appeal_until: Moment | None
    stands: bool
    deciders: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    project_id: str = ""
    item: Mapping[str, object] = field(default_factory=dict)
    media_columns: tuple[str, ...] = ()
    answer: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """Who decided an appeal, when and why: what an effect on its subject is told."""

    actor: Actor
    now: Moment
    case: Case
    explanation: str
    appeal_id: str


def _none_ended(subject_ids: Sequence[str]) -> set[str]:
    """Decisions of this kind do not end by themselves."""
    return set()


def _untitled(subject_ids: Sequence[str]) -> dict[str, str]:
    """Decisions of this kind stand in no list."""
    return {}


def _nothing(effect: Effect) -> None:
    """The subject is left as it is."""


def _left(actor: Actor, now: Moment, subject_id: str) -> None:
    """Nothing of the subject waits for its appeal."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of decision; `contestable` when an appeal is possible and not only a question.

    `titles` says what several decisions are about, for lists, in a fixed number of statements.
    `ended` says which of them do not stand any more; `settle` follows when the appeal
    against such a one is closed.
    """

    case: Callable[[str], Case | None]
    contestable: bool = True
    titles: Callable[[Sequence[str]], dict[str, str]] = _untitled
    ended: Callable[[Sequence[str]], set[str]] = _none_ended
    settle: Callable[[Actor, Moment, str], None] = _left
    hold: Callable[[Effect], None] = _nothing
    release: Callable[[Effect], None] = _nothing
    overturn: Callable[[Effect], None] = _nothing
    uphold: Callable[[Effect], None] = _nothing

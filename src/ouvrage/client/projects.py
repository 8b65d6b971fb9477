"""Projects: what is asked, for whom and why, at which price."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Required, TypedDict, Unpack

from ouvrage.client.connection import Connection, Json
from ouvrage.client.records import read


class Example(TypedDict):
    """An example, and why it is a good or a bad one."""

    text: str
    why: str


class Instructions(TypedDict, total=False):
    """What workers read beside the task; criteria get the codes C1, C2, … in their order."""

    goal: str
    steps: Sequence[str]
    good_examples: Sequence[Example]
    bad_examples: Sequence[Example]
    criteria: Sequence[str]
    edge_cases: Sequence[str]


class Option(TypedDict):
    """A choice: `value` goes into the answer, `label` is read by people."""

    value: str
    label: str


class ChainLink(TypedDict, total=False):
    """An organisation between the end client and the workers.

    `role` is client, contract, matching, payment or execution; `share_permille` is what it keeps of
    the price in thousandths, left out for the client and for those who do the work.
    """

    legal_name: Required[str]
    country: Required[str]
    role: Required[str]
    share_permille: int


class ProjectFields(TypedDict, total=False):
    """What a project says of itself; publishing refuses what is missing, field by field.

    `screening_field` and `screening_values` name a question and the answers to it that end a task
    on paid time. The template comes from `preset` with your `question` and `options`, or from
    `template` (Liquid and HTML).
    """

    title: str
    purpose: str
    end_client: str
    confidentiality_reason: str
    confidentiality_until: date | str | None
    ai_function: str
    data_categories: Sequence[str]
    contact: str
    languages: Sequence[str]
    preset: str
    question: str
    options: Sequence[str | Option]
    template: str
    reward: str | Decimal
    time_estimate_seconds: int
    answers_per_task: int
    lease_seconds: int
    review_days: int
    volunteer: bool
    scripted: bool
    screening_field: str
    screening_values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it was when it was read; `refresh` reads it again."""

    id: str
    title: str
    purpose: str
    end_client: str
    ai_function: str
    data_categories: tuple[str, ...]
    contact: str
    languages: tuple[str, ...]
    preset: str
    template: str
    columns: tuple[str, ...]
    reward: Decimal
    currency: str
    time_estimate_seconds: int
    answers_per_task: int
    lease_seconds: int
    review_days: int
    paused: bool
    instructions_version: int
    created_at: datetime
    _connection: Connection = field(repr=False, compare=False)

    def refresh(self) -> "Project":
        """The project as it is now."""
        return self._read(self._connection.get(f"/projects/{self.id}"))

    def change(self, **fields: Unpack[ProjectFields]) -> "Project":
        """The project with these fields changed and the others as they were."""
        return self._read(self._connection.patch(f"/projects/{self.id}", plain(fields)))

    def instruct(self, instructions: Instructions) -> "Project":
        """The project with a new version of its instructions."""
        self._connection.post(f"/projects/{self.id}/instructions", dict(instructions))
        return self.refresh()

    def chain(self, links: Sequence[ChainLink]) -> None:
        """The project has this chain of organisations of its own, the end client first."""
        self._connection.put(f"/projects/{self.id}/chain", {"links": [dict(one) for one in links]})

    def pause(self) -> "Project":
        """No task of the project is offered from now on; what was taken can be finished."""
        return self._read(self._connection.post(f"/projects/{self.id}/pause"))

    def resume(self) -> "Project":
        """Tasks of the project are offered again."""
        return self._read(self._connection.post(f"/projects/{self.id}/resume"))

    def _read(self, answer: Json) -> "Project":
        return read(Project, answer, _connection=self._connection)


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project in the list, with how far it is; `projects.get(id)` reads the whole."""

    id: str
    title: str
    state: str
    batches: int
    tasks: int
    answers_wanted: int
    answers: int
    reward: Decimal
    created_at: datetime


class Projects:
    """The organisation's projects."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(
        self, *, instructions: Instructions | None = None, **fields: Unpack[ProjectFields]
    ) -> Project:
        """A project exists, with its instructions when they are given.

        client.projects.create(title="Same product?", preset="entity_matching", reward="0.03")
        """
        body = plain(fields) | {"client_key": uuid.uuid4().hex}
        if instructions is not None:
            body["instructions"] = dict(instructions)
        return self._read(self._connection.post("/projects", body))

    def get(self, project_id: str) -> Project:
        """The project with that id."""
        return self._read(self._connection.get(f"/projects/{project_id}"))

    def list(self) -> Iterator[ProjectSummary]:
        """Every project of the organisation, newest first, with how far it is."""
        for answer in self._connection.pages("/projects"):
            yield read(ProjectSummary, answer)

    def _read(self, answer: Json) -> Project:
        return read(Project, answer, _connection=self._connection)


def plain(fields: Mapping[str, Any]) -> Json:
    """Fields as JSON has them: amounts and dates as text, sequences as lists."""
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def id_of(project: Project | str) -> str:
    """The id of a project that is given as itself or by its id."""
    return project if isinstance(project, str) else project.id

"""What the protocol sends: ids as text, amounts as exact decimals in text, moments in UTC."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator

from ouvrage.base.money import Money


def _decimal(value: object) -> object:
    return value.decimal() if isinstance(value, Money) else value


Amount = Annotated[str, BeforeValidator(_decimal)]
Cells = dict[str, Any]


class OrganisationOut(Schema):
    """The organisation whose key was used."""

    id: str
    name: str
    country: str
    kind: str
    contact: str


class BalanceOut(Schema):
    """What can be spent, and what is reserved for published batches."""

    currency: str
    available: Amount
    reserved: Amount


class MovementOut(Schema):
    """One line of the statement; `amount` is positive when money came in."""

    at: datetime
    kind: str
    project_id: str
    subject_kind: str
    subject_id: str
    reference: str
    amount: Amount
    currency: str


class MovementPage(Schema):
    """A page of the statement, newest first."""

    items: list[MovementOut]
    next: str


class PresetOut(Schema):
    """A ready-made template: the columns it shows, and whether it takes `options`."""

    name: str
    title: str
    description: str
    question: str
    columns: list[str]
    options: bool


class PresetList(Schema):
    """Every preset."""

    items: list[PresetOut]


class ProjectOut(Schema):
    """A project as it is now."""

    id: str
    title: str
    purpose: str
    end_client: str
    confidentiality_reason: str
    confidentiality_until: date | None
    ai_function: str
    data_categories: list[str]
    contact: str
    languages: list[str]
    preset: str
    template: str
    columns: list[str]
    fields: list[Cells]
    reward: Amount
    currency: str
    time_estimate_seconds: int
    answers_per_task: int
    lease_seconds: int
    review_days: int
    volunteer: bool
    scripted: bool
    screening: Cells
    paused: bool
    instructions_version: int
    created_at: datetime


class PriceBody(Schema):
    """A higher price of one answer, such as "0.06"."""

    reward: str


class ProjectSummary(Schema):
    """A project in the list, with how far it is."""

    id: str
    title: str
    state: str
    batches: int
    tasks: int
    answers_wanted: int
    answers: int
    reward: Amount
    created_at: datetime


class ProjectPage(Schema):
    """A page of projects, newest first."""

    items: list[ProjectSummary]
    next: str


class ExampleBody(Schema):
    """An example, and why it is good or bad."""

    text: str
    why: str = ""


class InstructionsBody(Schema):
    """Instructions; criteria get the codes C1, C2, … in their order."""

    goal: str = ""
    steps: list[str] = []
    good_examples: list[ExampleBody] = []
    bad_examples: list[ExampleBody] = []
    criteria: list[str] = []
    edge_cases: list[str] = []


class CriterionOut(Schema):
    """A criterion that a refusal may name."""

    code: str
    text: str


class InstructionsOut(Schema):
    """One version of the instructions; a version never changes."""

    version: int
    goal: str
    steps: list[str]
    good_examples: list[ExampleBody]
    bad_examples: list[ExampleBody]
    criteria: list[CriterionOut]
    edge_cases: list[str]
    at: datetime


class MediaOut(Schema):
    """How many files were stored."""

    files: int


class BatchOut(Schema):
    """A batch and how far it is."""

    id: str
    project_id: str
    name: str
    state: str
    tasks_count: int
    answers_per_task: int
    answers_wanted: int
    answers: int
    pending: int
    accepted: int
    refused: int
    held: int
    rework: int
    closed: int
    taken: int
    readers_max: int
    created_at: datetime
    published_at: datetime | None
    ended_at: datetime | None
    sensitive: list[str]
    label_disputed: bool
    turns: str
    turns_at: datetime | None
    pulled: int


class BatchList(Schema):
    """A project's batches, oldest first."""

    items: list[BatchOut]


class QuoteOut(Schema):
    """What publishing reserves, part by part; `total` is the sum of the six parts."""

    currency: str
    answers: Amount
    reading: Amount
    contributions: Amount
    fee: Amount
    reserve: Amount
    quality: Amount
    total: Amount
    per_answer: Amount
    readers: int


class TaskOut(Schema):
    """A task: one row of the data."""

    id: str
    position: int
    external_id: str
    data: Cells
    wanted: int
    answers: int


class ReportOut(Schema):
    """What one worker said of a task that does not work."""

    reason: str
    words: str
    at: datetime


class PulledOut(Schema):
    """A task that was pulled: `places` wait until it is opened again or dropped."""

    task_id: str
    position: int
    external_id: str
    data: Cells
    places: int
    pulled_at: datetime
    reports: list[ReportOut]


class PulledList(Schema):
    """The pulled tasks of a batch."""

    items: list[PulledOut]


class TaskPage(Schema):
    """A page of tasks, in the order of the rows."""

    items: list[TaskOut]
    next: str


class SubmissionOut(Schema):
    """An answer; `worker` is a name made for this organisation alone.

    `answer` holds plain values; `documented` is what the elements of the page document for it.
    """

    id: str
    batch_id: str
    task_id: str
    external_id: str
    data: Cells
    answer: Cells
    documented: Cells
    worker: str
    submitted_at: datetime
    work_seconds: int
    late: bool
    state: str
    accept_at: datetime
    reward: Amount


class SubmissionPage(Schema):
    """A page of answers, in the order they came."""

    items: list[SubmissionOut]
    next: str


class AcceptedOut(Schema):
    """How many answers were waiting and are accepted now."""

    accepted: int


class VerdictOut(Schema):
    """What was decided about an answer, and why; the worker may appeal until `appeal_until`.

    `held` is a refusal that waits until a person of the instance has looked at it.
    """

    submission_id: str
    decision: str
    reason: str
    criterion_code: str
    criterion_text: str
    evidence: str
    explanation: str
    appeal_until: datetime | None
    at: datetime


class VerdictList(Schema):
    """Every decision about one answer, the oldest first."""

    items: list[VerdictOut]


class ReworkOut(Schema):
    """A rework that its worker may send until then; the answer waits for it."""

    submission_id: str
    until: datetime


class SuspicionOut(Schema):
    """A suspicion that a reviewer of the instance looks at before `due_at`."""

    submission_id: str
    at: datetime
    due_at: datetime


class RunOut(Schema):
    """A computation of labels; agreement and alpha are null when they are not defined."""

    id: str
    method: str
    at: datetime
    answers: int
    agreement: float | None
    alpha: float | None

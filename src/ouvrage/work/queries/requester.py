"""What requesters read: projects, batches, tasks, answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count, F, Max, Q, Sum

from ouvrage.base.limits import EXPORT_CHUNK_ROWS, PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.people.rules import worker_pseudonym
from ouvrage.taskui import JsonValue
from ouvrage.work.models import Assignment, Batch, Instructions, Media, Project, Submission, Task
from ouvrage.work.pages import documented_answer, readable_answer
from ouvrage.work.rules import UNUSED_STATES, AssignmentState, BatchState, SubmissionState


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in its organisation's list."""

    id: str
    title: str
    state: str
    batches: int
    tasks: int
    answers_wanted: int
    answers: int
    reward: Money
    created_at: Moment


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch and how far it is. `closed` answers are refused for good; `held` ones wait until a
    person has looked; `rework` ones are with their workers again."""

    id: str
    project_id: str
    name: str
    state: str
    tasks: int
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
    created_at: Moment
    published_at: Moment | None
    ended_at: Moment | None
    sensitive: tuple[str, ...] = ()
    label_disputed: bool = False
    turns: str = ""
    turns_at: Moment | None = None
    pulled: int = 0


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as its requester sees it."""

    id: str
    position: int
    external_id: str
    data: dict[str, object]
    wanted: int
    answers: int


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """The page that was answered, and the questions kept with it."""

    template: str
    fields: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """An answer as its requester sees it: the worker under a name made for that requester."""

    id: str
    batch_id: str
    task_id: str
    position: int
    external_id: str
    data: dict[str, JsonValue]
    answer: dict[str, JsonValue]
    worker: str
    submitted_at: Moment
    work_seconds: int
    late: bool
    state: str
    accept_at: Moment
    reward: Money
    source: AnswerSource

    @property
    def documented(self) -> dict[str, JsonValue]:
        """The answer as the elements of its page document it; costs a drawing where rows differ."""
        return documented_answer(self.source.template, self.source.fields, self.data, self.answer)

    @property
    def readable(self) -> dict[str, JsonValue]:
        """The answer as people read it; costs a drawing where rows differ."""
        return readable_answer(self.source.template, self.source.fields, self.data, self.answer)


def project(project_id: str) -> Project:
    """The project."""
    return Project.objects.get(id=project_id)


def instructions(project_id: str, version: int | None = None) -> Instructions | None:
    """A version of the project's instructions, the latest unless named; None when there is none."""
    rows = Instructions.objects.filter(project_id=project_id).order_by("-version")
    return (rows if version is None else rows.filter(version=version)).first()


def projects_of(organisation_id: str) -> list[ProjectRow]:
    """The organisation's projects, newest first."""
    projects = Project.objects.filter(organisation_id=organisation_id).order_by("-id")
    rows: dict[str, list[BatchRow]] = {row.id: [] for row in projects}
    for batch in _batch_rows(Q(project__organisation_id=organisation_id)):
        rows[batch.project_id].append(batch)
    return [_project_row(row, rows[row.id]) for row in projects]


def _project_row(row: Project, batches: list[BatchRow]) -> ProjectRow:
    return ProjectRow(
        row.id,
        row.title,
        _project_state(row, batches),
        len(batches),
        sum(batch.tasks for batch in batches),
        sum(batch.answers_wanted for batch in batches),
        sum(batch.answers for batch in batches),
        row.reward,
        row.created_at,
    )


def _project_state(row: Project, batches: list[BatchRow]) -> str:
    states = {batch.state for batch in batches}
    if BatchState.OPEN in states:
        return "paused" if row.paused else "open"
    if states & {BatchState.FINISHED, BatchState.ENDED}:
        return "finished"
    return "draft"


def batches_of(project_id: str) -> list[BatchRow]:
    """The project's batches, oldest first."""
    return _batch_rows(Q(project_id=project_id))


def batch_progress(batch_id: str) -> BatchRow:
    """One batch and how far it is."""
    return _batch_rows(Q(id=batch_id))[0]


def _batch_rows(where: Q) -> list[BatchRow]:
    batches = list(Batch.objects.filter(where).order_by("id"))
    ids = [batch.id for batch in batches]
    # In hand before sent: an answer that comes between the two is counted twice, never missed.
    # A rework in hand is left out: its first answer is counted as long as it is.
    held = Assignment.objects.filter(
        batch_id__in=ids, state=AssignmentState.TAKEN, redoes__isnull=True
    )
    taken = dict(held.values_list("batch_id").annotate(count=Count("id")))
    counts: dict[tuple[str, str], int] = {}
    answered = Submission.objects.filter(batch_id__in=ids).values_list("batch_id", "state")
    for batch_id, state, count in answered.annotate(count=Count("id")):
        counts[(batch_id, state)] = count
    pulled = Task.objects.filter(
        batch_id__in=ids, pulled_at__isnull=False, pulled_places__gt=0
    ).values_list("batch_id")
    out = dict(pulled.annotate(count=Count("id")))
    return [
        replace(_batch_row(batch, counts, taken.get(batch.id, 0)), pulled=out.get(batch.id, 0))
        for batch in batches
    ]


def _batch_row(batch: Batch, counts: dict[tuple[str, str], int], taken: int) -> BatchRow:
    by_state = {state: counts.get((batch.id, state.value), 0) for state in SubmissionState}
    return BatchRow(
        batch.id,
        batch.project_id,
        batch.name,
        batch.state,
        batch.tasks_count,
        batch.answers_per_task,
        batch.tasks_count * batch.answers_per_task,
        sum(by_state.values()) - by_state[SubmissionState.REWORKED],
        by_state[SubmissionState.PENDING],
        by_state[SubmissionState.ACCEPTED],
        by_state[SubmissionState.REFUSED],
        by_state[SubmissionState.HELD],
        by_state[SubmissionState.REWORK],
        by_state[SubmissionState.CLOSED],
        taken,
        batch.readers_max,
        batch.created_at,
        batch.published_at,
        batch.ended_at,
        tuple(batch.sensitive),
        batch.label_disputed,
        batch.turns if batch.published_at else "",
        batch.turns_at,
    )


def open_counts(batch_id: str) -> dict[str, int]:
    """How many answers of the batch may still cost money, by why.

    Read in the order in which work goes on, so that what moves meanwhile is never missed.
    """
    both = Task.objects.filter(batch_id=batch_id).aggregate(
        sum=Sum(F("places") + F("pulled_places"))
    )
    places = both["sum"] or 0
    row = batch_progress(batch_id)
    return {
        "places": places,
        "taken": row.taken,
        "pending": row.pending,
        "refused": row.refused,
        "held": row.held,
        "rework": row.rework,
    }


def last_submitted_at(batch_id: str) -> Moment | None:
    """When the batch's latest answer was sent; None before the first."""
    rows = Submission.objects.filter(batch_id=batch_id)
    latest: Moment | None = rows.aggregate(latest=Max("submitted_at"))["latest"]
    return latest


def organisations_of_batches(batch_ids: Sequence[str]) -> dict[str, str]:
    """The organisation that ordered each batch."""
    rows = Batch.objects.filter(id__in=batch_ids)
    return dict(rows.values_list("id", "project__organisation_id"))


def first_task(project_id: str) -> Task | None:
    """The first task of the project's latest batch, for a requester's preview."""
    batch = Batch.objects.filter(project_id=project_id).order_by("-id").first()
    if batch is None:
        return None
    return Task.objects.filter(batch=batch).order_by("position").first()


def media_count(project_id: str) -> int:
    """How many files were uploaded beside the project's data."""
    return Media.objects.filter(project_id=project_id).count()


def tasks_of(batch_id: str, *, after_position: int = 0, limit: int = PAGE_ROWS) -> list[TaskRow]:
    """Tasks of the batch in the order of the file, after a position."""
    rows = Task.objects.filter(batch_id=batch_id, position__gt=after_position)
    return [
        TaskRow(row.id, row.position, row.external_id, row.data, row.wanted, row.answers)
        for row in rows.order_by("position")[:limit]
    ]


def task_named(batch_id: str, name: str) -> Task | None:
    """The batch's task with that identifier of its requester, else the one of that row, from 1."""
    rows = Task.objects.filter(batch_id=batch_id).order_by("position")
    named = rows.filter(external_id=name).first() if name else None
    if named is not None or not (name.isascii() and name.isdigit() and len(name) <= 7):
        return named
    number = int(name)
    return rows[number - 1 : number].first() if number else None


def submissions_to_review(
    project_id: str,
    *,
    state: str = "",
    batch_id: str = "",
    after: str = "",
    limit: int = PAGE_ROWS,
) -> list[SubmissionRow]:
    """Answers of the project in the order they came, after an id; all states when none is named."""
    rows = Submission.objects.filter(project_id=project_id, id__gt=after)
    if state:
        rows = rows.filter(state=state)
    if batch_id:
        rows = rows.filter(batch_id=batch_id)
    rows = rows.select_related("task", "project").order_by("id")
    return [submission_row(row) for row in rows[:limit]]


def batch_answers(
    batch_id: str, *, positions: tuple[int, int] | None = None
) -> Iterator[SubmissionRow]:
    """Every answer of the batch that is of use, by task in the order of the file, streamed.

    Those that were refused, are reworked or were replaced by a rework are not.
    `positions` are the first and last of the tasks wanted; all of them unless named.
    """
    rows = Submission.objects.filter(batch_id=batch_id).exclude(state__in=UNUSED_STATES)
    if positions is not None:
        rows = rows.filter(task__position__range=positions)
    rows = rows.select_related("task", "project").order_by("task__position", "id")
    return map(submission_row, rows.iterator(chunk_size=EXPORT_CHUNK_ROWS))


def every_answer(batch_id: str) -> Iterator[SubmissionRow]:
    """All answers of the batch in any state, by task in the order of the file, streamed."""
    rows = Submission.objects.filter(batch_id=batch_id).select_related("task", "project")
    ordered = rows.order_by("task__position", "id")
    return map(submission_row, ordered.iterator(chunk_size=EXPORT_CHUNK_ROWS))


def submission_row(row: Submission) -> SubmissionRow:
    """The row of an answer that was read already."""
    return SubmissionRow(
        row.id,
        row.batch_id,
        row.task_id,
        row.task.position,
        row.task.external_id,
        row.task.data,
        row.answer,
        pseudonym_for(row.project.organisation_id, row.worker_id),
        row.submitted_at,
        row.work_seconds,
        row.late,
        row.state,
        row.accept_at,
        Money(row.reward_micros, row.project.currency),
        AnswerSource(row.project.template, row.project.fields),
    )


def pseudonym_for(organisation_id: str, worker_id: str) -> str:
    """The worker's name for this requester only (PRI-1)."""
    return worker_pseudonym(settings.SECRET_KEY.encode(), organisation_id, worker_id)

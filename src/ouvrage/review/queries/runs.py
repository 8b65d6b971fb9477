"""Runs, labels, and what a project's answers show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.base.moment import Moment, utc_now
from ouvrage.base.money import Money
from ouvrage.pay.queries import floor_of_project
from ouvrage.review.models import Label, Run, Verdict
from ouvrage.review.rules import Decider, Decision
from ouvrage.work.models import Submission, Task
from ouvrage.work.queries import batch_answers, time_statistics
from ouvrage.work.queries import project as project_by_id
from ouvrage.work.rules import UNUSED_STATES, per_hour_micros


@dataclass(frozen=True, slots=True)
class RunRow:
    """An aggregation run; `stale` once answers came or were decided otherwise since."""

    id: str
    batch_id: str
    method: str
    answers: int
    agreement: float | None
    alpha: float | None
    at: Moment
    stale: bool
    ties: int


@dataclass(frozen=True, slots=True)
class LabelValue:
    """One field's label: the winning value (None on a tie), its share of votes, the votes."""

    value: object
    confidence: float
    tied: tuple[object, ...]
    votes: tuple[tuple[object, int], ...]


@dataclass(frozen=True, slots=True)
class AnswerBehind:
    """One answer behind a label, under the worker's name for this requester."""

    worker: str
    answer: Mapping[str, object]
    work_seconds: int
    submitted_at: Moment


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A task and what the latest run says of it."""

    task_id: str
    external_id: str
    position: int
    data: dict[str, object]
    labels: dict[str, LabelValue]
    answers: tuple[AnswerBehind, ...]


@dataclass(frozen=True, slots=True)
class ProjectStatistics:
    """What a project's answers show: time, pay per hour against the floor."""

    answers: int
    median_seconds: float | None
    p25_seconds: float | None
    p75_seconds: float | None
    seconds: tuple[int, ...]
    per_hour: Money | None
    floor: Money


def usable_answers(batch_id: str) -> int:
    """How many answers of the batch count for labels: those that are not found defective."""
    rows = Submission.objects.filter(batch_id=batch_id).exclude(state__in=UNUSED_STATES)
    return rows.count()


def latest_run(batch_id: str) -> RunRow | None:
    """The batch's latest aggregation; None before the first."""
    run = Run.objects.filter(batch_id=batch_id).order_by("-id").first()
    if run is None:
        return None
    return RunRow(
        run.id,
        batch_id,
        run.method,
        run.answers,
        run.agreement,
        run.alpha,
        run.at,
        run.answers != usable_answers(batch_id) or _changed_since(run),
        Label.objects.filter(run=run).exclude(tied=[]).count(),
    )


def _changed_since(run: Run) -> bool:
    """Whether an answer fell out since, came back by an appeal, or was replaced by a rework."""
    later = Verdict.objects.filter(submission__batch_id=run.batch_id, at__gt=run.at)
    out = Q(submission__state__in=UNUSED_STATES)
    back = Q(decider=Decider.REVIEWER, decision=Decision.ACCEPTED)
    redone = Submission.objects.filter(
        batch_id=run.batch_id, submitted_at__gt=run.at, assignment__redoes__isnull=False
    )
    return later.filter(out | back).exists() or redone.exists()


def labels(batch_id: str, *, with_answers: bool = False) -> Iterator[LabelRow]:
    """The batch's tasks with their labels of the latest run, in the order of the file, streamed.

    Tasks without an answer come with empty labels. Memory: one chunk of rows.
    """
    run = Run.objects.filter(batch_id=batch_id).order_by("-id").first()
    position = 0
    while True:
        tasks = list(
            Task.objects.filter(batch_id=batch_id, position__gt=position).order_by("position")[
                :EXPORT_CHUNK_ROWS
            ]
        )
        if not tasks:
            return
        found = _labels_of(run, tasks)
        behind = _answers_of(batch_id, tasks) if with_answers else {}
        for task in tasks:
            yield LabelRow(
                task.id,
                task.external_id,
                task.position,
                task.data,
                found.get(task.position, {}),
                tuple(behind.get(task.id, ())),
            )
        position = tasks[-1].position


def _labels_of(run: Run | None, tasks: list[Task]) -> dict[int, dict[str, LabelValue]]:
    rows = Label.objects.filter(
        run=run, position__gte=tasks[0].position, position__lte=tasks[-1].position
    )
    found: dict[int, dict[str, LabelValue]] = {}
    for row in rows if run else ():
        found.setdefault(row.position, {})[row.field] = LabelValue(
            row.value,
            row.confidence,
            tuple(row.tied),
            tuple((value, count) for value, count in row.votes),
        )
    return found


def _answers_of(batch_id: str, tasks: list[Task]) -> dict[str, list[AnswerBehind]]:
    found: dict[str, list[AnswerBehind]] = {}
    span = (tasks[0].position, tasks[-1].position)
    for row in batch_answers(batch_id, positions=span):
        found.setdefault(row.task_id, []).append(
            AnswerBehind(row.worker, row.answer, row.work_seconds, row.submitted_at)
        )
    return found


def distribution(batch_id: str, *, field: str = "") -> dict[str, list[tuple[object, int]]]:
    """How often each label was given, by field, most frequent first, in the latest run."""
    run = Run.objects.filter(batch_id=batch_id).order_by("-id").first()
    counts: dict[str, list[tuple[object, int]]] = {}
    if run is None:
        return counts
    rows = Label.objects.filter(run=run, value__isnull=False)
    if field:
        rows = rows.filter(field=field)
    grouped = rows.values_list("field", "value").annotate(count=Count("id"))
    for name, value, count in grouped.order_by("field", "-count"):
        counts.setdefault(name, []).append((value, count))
    return counts


def project_statistics(project_id: str) -> ProjectStatistics:
    """The time that the project's answers took, and what an hour of it pays beside the floor."""
    project = project_by_id(project_id)
    floor = floor_of_project(project, utc_now().date()).per_hour
    time = time_statistics(project_id)
    if time is None:
        return ProjectStatistics(0, None, None, None, (), None, floor)
    per_hour = Money(per_hour_micros(project.reward_micros, time.median), project.currency)
    return ProjectStatistics(
        time.count,
        time.median,
        time.p25,
        time.p75,
        time.seconds,
        per_hour if time.median else None,
        floor,
    )

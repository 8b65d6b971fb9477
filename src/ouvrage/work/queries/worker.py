"""What workers read: offers, what they have in hand, what became of their answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Count, QuerySet, Sum

from ouvrage.base.limits import OFFERS_SHOWN_MAX, PAGE_ROWS
from ouvrage.base.moment import Moment, utc_now
from ouvrage.base.money import Money
from ouvrage.people.queries import OrganisationRow, organisations_by_id, person
from ouvrage.work.models import (
    Assignment,
    Instructions,
    Project,
    Submission,
    Task,
    WorkerProject,
)
from ouvrage.work.queries.eligibility import OpenBatch, open_batches, refused_batches
from ouvrage.work.rules import (
    AssignmentState,
    OfferStanding,
    SubmissionState,
    TurnsState,
    is_confidentiality_over,
    is_piloted,
    offer_key,
    pay_for_seconds,
    per_hour_micros,
    reading_seconds,
)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A project with work for this worker. `measured` says whether the time is a median of answers
    or still the requester's estimate, `piloted` whether enough people have done the work."""

    project_id: str
    title: str
    requester: str
    requester_country: str
    purpose: str
    reward: Money
    median_seconds: float
    measured: bool
    piloted: bool
    per_hour: Money
    left: int
    languages: tuple[str, ...]
    reading_pay: Money
    read: bool
    unfinished_assignment_id: str
    sensitive: tuple[str, ...] = ()
    volunteer: bool = False
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class UnfinishedRow:
    """A task in hand, or one whose lease ended with a draft that may still be sent.

    `rework` says that the answer to it came back.
    """

    assignment_id: str
    project_id: str
    project_title: str
    taken_at: Moment
    lease_until: Moment
    state: str
    reward: Money
    rework: bool = False


@dataclass(frozen=True, slots=True)
class WorkerAnswerRow:
    """One of the worker's answers and what became of it."""

    submission_id: str
    project_id: str
    project_title: str
    submitted_at: Moment
    state: str
    reward: Money
    work_seconds: int
    late: bool
    accept_at: Moment


def offers(worker_id: str, *, language: str = "", now: Moment | None = None) -> list[OfferRow]:
    """The projects that have a task for this worker, in the order that `OFFER_ORDER` states.

    Batches that a condition of `eligibility` refuses the worker are left out.
    """
    moment = now or utc_now()
    batches = open_batches(worker_id, moment)
    refused = refused_batches(worker_id, batches, moment)
    allowed = [batch for batch in batches if batch.id not in refused]
    open_since: dict[str, Moment] = {}
    for batch in allowed:
        assert batch.published_at is not None
        since = open_since.get(batch.project_id, batch.published_at)
        open_since[batch.project_id] = min(since, batch.published_at)
    projects = list(Project.objects.filter(id__in=open_since))
    if language:
        projects = [row for row in projects if language in row.languages]
    rows = _offer_rows(worker_id, projects, open_since, allowed)[:OFFERS_SHOWN_MAX]
    return [_labelled(row, allowed) for row in rows]


def _labelled(row: OfferRow, batches: Sequence[OpenBatch]) -> OfferRow:
    """The offer with the sensitive categories of its batches."""
    mine = [batch for batch in batches if batch.project_id == row.project_id and batch.sensitive]
    return replace(row, sensitive=tuple(sorted({one for batch in mine for one in batch.sensitive})))


def is_unnamed_too_long(project: Project, today: date) -> bool:
    """Whether the project hands out nothing, because its client had to be named before `today`."""
    return is_confidentiality_over(project.end_client, project.confidentiality_until, today)


def _offer_rows(
    worker_id: str,
    projects: list[Project],
    open_since: dict[str, Moment],
    allowed: Sequence[OpenBatch],
) -> list[OfferRow]:
    ids = [project.id for project in projects]
    left = _left(worker_id, ids, allowed)
    held = dict(_held(worker_id).values_list("project_id", "id"))
    reads = WorkerProject.objects.filter(worker_id=worker_id, project_id__in=ids)
    read = dict(reads.values_list("project_id", "instructions_read"))
    requesters = organisations_by_id([project.organisation_id for project in projects])
    words = {
        (row.project_id, row.version): row.words
        for row in Instructions.objects.filter(project_id__in=ids)
    }
    spoken = set(person(worker_id).languages_worked)
    ranked = []
    for project in projects:
        if not left.get(project.id) and project.id not in held:
            continue
        row = _offer_row(
            project,
            requester=requesters[project.organisation_id],
            left=left.get(project.id, 0),
            words=words.get((project.id, project.instructions_version), 0),
            read=read.get(project.id, 0) >= project.instructions_version,
            held=held.get(project.id, ""),
        )
        standing = OfferStanding(
            bool(row.unfinished_assignment_id),
            bool(spoken & set(project.languages)),
            row.per_hour.micros,
            open_since[project.id].timestamp(),
        )
        ranked.append((offer_key(standing), project.id, row))
    return [row for _, _, row in sorted(ranked, key=lambda item: item[:2])]


def _offer_row(
    project: Project, *, requester: OrganisationRow, left: int, words: int, read: bool, held: str
) -> OfferRow:
    seconds = project.median_seconds or float(project.time_estimate_seconds)
    floor = 0 if project.volunteer else settings.FLOOR_MICROS_PER_HOUR
    reading = pay_for_seconds(reading_seconds(words), floor)
    return OfferRow(
        project_id=project.id,
        title=project.title,
        requester=requester.name,
        requester_country=requester.country,
        purpose=project.purpose,
        reward=project.reward,
        median_seconds=seconds,
        measured=project.median_seconds is not None,
        piloted=is_piloted(project.measured_workers),
        per_hour=Money(per_hour_micros(project.reward_micros, seconds), project.currency),
        left=left,
        languages=tuple(project.languages),
        reading_pay=Money(reading, project.currency),
        read=read,
        unfinished_assignment_id=held,
        volunteer=project.volunteer,
        scripted=project.scripted,
    )


def _left(worker_id: str, project_ids: list[str], allowed: Sequence[OpenBatch]) -> dict[str, int]:
    """How many open tasks of each project the worker has not had; in a turn, what is left of it."""
    ids = [batch.id for batch in allowed]
    where = {"project_id__in": project_ids, "batch_id__in": ids}
    free = Task.objects.filter(places__gt=0, **where)
    counts = dict(free.values_list("batch_id").annotate(count=Count("id")))
    had = Assignment.objects.filter(
        worker_id=worker_id, redoes__isnull=True, task__places__gt=0, **where
    )
    for batch_id, count in had.values_list("batch_id").annotate(count=Count("id")):
        counts[batch_id] -= count
    left: dict[str, int] = {}
    for batch in allowed:
        most = counts.get(batch.id, 0)
        if batch.turns == TurnsState.DEALT and batch.turn is not None:
            most = min(most, batch.turn.tasks_left)
        left[batch.project_id] = left.get(batch.project_id, 0) + most
    return left


def _held(worker_id: str) -> QuerySet[Assignment]:
    """What `take` would find; a rework stands beside it."""
    return Assignment.objects.filter(
        worker_id=worker_id, state=AssignmentState.TAKEN, redoes__isnull=True
    )


def unfinished(worker_id: str) -> list[UnfinishedRow]:
    """What the worker has in hand, reworks too, and tasks with a draft whose lease ended."""
    rows = Assignment.objects.filter(worker_id=worker_id).select_related("project")
    held = rows.filter(state=AssignmentState.TAKEN)
    expired = rows.filter(
        state=AssignmentState.EXPIRED,
        draft_at__isnull=False,
        redoes__isnull=True,
        task__places__gt=0,
    )
    return [
        UnfinishedRow(
            row.id,
            row.project_id,
            row.project.title,
            row.taken_at,
            row.lease_until,
            row.state,
            Money(row.reward_micros, row.project.currency),
            row.redoes_id is not None,
        )
        for row in sorted([*held, *expired], key=lambda row: row.id)
    ]


def example_task(project_id: str, worker_id: str, *, now: Moment | None = None) -> Task | None:
    """A task that this worker could take, for the preview; None when none is left."""
    moment = now or utc_now()
    batches = open_batches(worker_id, moment, project_id=project_id)
    refused = refused_batches(worker_id, batches, moment)
    allowed = [row.id for row in batches if row.id not in refused]
    mine = Assignment.objects.filter(worker_id=worker_id, project_id=project_id)
    free = Task.objects.filter(project_id=project_id, places__gt=0, batch_id__in=allowed).exclude(
        id__in=mine.values("task_id")
    )
    return free.order_by("position").first()


def answers_of_worker(
    worker_id: str, *, before: str = "", limit: int = PAGE_ROWS
) -> list[WorkerAnswerRow]:
    """The worker's answers, newest first, before an id."""
    rows = Submission.objects.filter(worker_id=worker_id).select_related("project")
    if before:
        rows = rows.filter(id__lt=before)
    return [
        WorkerAnswerRow(
            row.id,
            row.project_id,
            row.project.title,
            row.submitted_at,
            row.state,
            Money(row.reward_micros, row.project.currency),
            row.work_seconds,
            row.late,
            row.accept_at,
        )
        for row in rows.order_by("-id")[:limit]
    ]


@dataclass(frozen=True, slots=True)
class WorkerTotal:
    """Answers of a worker in one project and one state."""

    project_id: str
    project_title: str
    state: str
    answers: int
    reward_micros: int
    seconds: int


def totals_of_worker(worker_id: str) -> list[WorkerTotal]:
    """Count, pay and active time of the worker's answers, by project and state; one that a rework
    replaced is left out."""
    standing = Submission.objects.filter(worker_id=worker_id)
    standing = standing.exclude(state=SubmissionState.REWORKED)
    rows = standing.values_list("project_id", "project__title", "state")
    summed = rows.annotate(
        answers=Count("id"), reward=Sum("reward_micros"), seconds=Sum("work_seconds")
    )
    return [WorkerTotal(*row) for row in summed.order_by("project_id", "state")]


def answered_by(worker_id: str, batch_id: str) -> frozenset[str]:
    """The tasks of the batch that the worker has answered."""
    rows = Submission.objects.filter(worker_id=worker_id, batch_id=batch_id)
    return frozenset(rows.values_list("task_id", flat=True))


def in_hand(worker_id: str, batch_id: str) -> list[str]:
    """The tasks of the batch that the worker holds now."""
    return list(_held(worker_id).filter(batch_id=batch_id).values_list("task_id", flat=True))

"""Tasks that ended without an answer, as their worker, requester and operator see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from ouvrage.base.limits import PAGE_ROWS, STOPS_SHOWN_MAX
from ouvrage.base.moment import Moment
from ouvrage.work.models import Batch, Stop, Task
from ouvrage.work.rules import StopKind, StopState


@dataclass(frozen=True, slots=True)
class StopRow:
    """One stopped task. `worker` is named for the operator alone."""

    id: str
    project_id: str
    project_title: str
    batch_id: str
    worker: str
    kind: str
    reason: str
    words: str
    sensitive: tuple[str, ...]
    answer: dict[str, object] | None
    seconds: int
    at: Moment
    state: str
    decision_reason: str
    explanation: str
    appeal_until: Moment | None


@dataclass(frozen=True, slots=True)
class PulledRow:
    """A task that is out of the offers because workers said that it does not work."""

    task_id: str
    position: int
    external_id: str
    data: dict[str, object]
    places: int
    pulled_at: Moment
    reports: tuple[StopRow, ...]


@dataclass(frozen=True, slots=True)
class DisputedRow:
    """A batch whose sensitive label workers contest, with what they said."""

    batch_id: str
    name: str
    project_title: str
    sensitive: tuple[str, ...]
    reports: tuple[StopRow, ...]


def stops_of_worker(worker_id: str, *, before: str = "", limit: int = PAGE_ROWS) -> list[StopRow]:
    """The worker's stopped tasks, newest first, before an id."""
    rows = Stop.objects.filter(worker_id=worker_id).select_related("project")
    if before:
        rows = rows.filter(id__lt=before)
    return [_row(row, "") for row in rows.order_by("-id")[:limit]]


def stops_waiting(*, limit: int = PAGE_ROWS) -> list[StopRow]:
    """Stops whose pay waits for a person, oldest first."""
    rows = Stop.objects.filter(state=StopState.WAITING).select_related("project")
    return [_row(row, row.worker_id) for row in rows.order_by("id")[:limit]]


def stop_waiting(stop_id: str) -> StopRow | None:
    """The stop, while its pay waits for a person."""
    row = Stop.objects.filter(id=stop_id, state=StopState.WAITING).select_related("project").first()
    return None if row is None else _row(row, row.worker_id)


def stop_refused(stop_id: str) -> tuple[str, str, Moment] | None:
    """Whose stop it is, in which project, and until when the refusal of its pay can be contested;
    None unless its pay was refused."""
    row = Stop.objects.filter(id=stop_id, state=StopState.DENIED).select_related("project").first()
    if row is None or row.appeal_until is None:
        return None
    return row.worker_id, row.project.title, row.appeal_until


def whose_stop(stop_id: str) -> tuple[str, str] | None:
    """Whose stop it is, and in which project; None when there is none."""
    return Stop.objects.filter(id=stop_id).values_list("worker_id", "project__title").first()


def has_stops_undecided(batch_id: str, at: Moment) -> bool:
    """Whether the pay of a stopped task of the batch waits for a person or can be contested."""
    refused = Q(state=StopState.DENIED, appeal_until__gt=at)
    rows = Stop.objects.filter(Q(state=StopState.WAITING) | refused, batch_id=batch_id)
    return rows.exists()


def pulled_tasks(batch_id: str) -> list[PulledRow]:
    """The batch's pulled tasks that may come back, in their order, with the reports of them."""
    tasks = Task.objects.filter(batch_id=batch_id, pulled_at__isnull=False, pulled_places__gt=0)
    return [_pulled(task) for task in tasks.order_by("position")[:STOPS_SHOWN_MAX]]


def _pulled(task: Task) -> PulledRow:
    assert task.pulled_at is not None
    reports = Stop.objects.filter(task=task, kind=StopKind.BROKEN, settled_at__isnull=True)
    return PulledRow(
        task.id,
        task.position,
        task.external_id,
        task.data,
        task.pulled_places,
        task.pulled_at,
        _reports(reports.select_related("project").order_by("id")[:PAGE_ROWS]),
    )


def disputed_batches() -> list[DisputedRow]:
    """Batches that wait for a person to look at their sensitive label, oldest first."""
    batches = Batch.objects.filter(label_disputed=True).select_related("project")
    return [_disputed(batch) for batch in batches.order_by("id")[:PAGE_ROWS]]


def _disputed(batch: Batch) -> DisputedRow:
    reports = Stop.objects.filter(batch=batch, kind=StopKind.MISLABELLED, settled_at__isnull=True)
    return DisputedRow(
        batch.id,
        batch.name,
        batch.project.title,
        tuple(batch.sensitive),
        _reports(reports.select_related("project").order_by("id")[:PAGE_ROWS]),
    )


def stop_counts(batch_id: str) -> dict[str, int]:
    """How many tasks of the batch ended without an answer, by why."""
    rows = Stop.objects.filter(batch_id=batch_id).values_list("kind")
    return dict(rows.annotate(count=Count("id")))


def _reports(rows: Iterable[Stop]) -> tuple[StopRow, ...]:
    """What was said, and not by whom: a report is nobody's to remember."""
    return tuple(_row(row, "") for row in rows)


def _row(row: Stop, worker: str) -> StopRow:
    return StopRow(
        row.id,
        row.project_id,
        row.project.title,
        row.batch_id,
        worker,
        row.kind,
        row.reason,
        row.words,
        tuple(row.sensitive),
        row.answer,
        min(row.seconds, row.cap_seconds),
        row.at,
        row.state,
        row.decision_reason,
        row.explanation,
        row.appeal_until,
    )

"""What a worker and a requester read of a draw, from the rows that decide it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q, Sum

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span, written
from ouvrage.people.queries import workers_outside
from ouvrage.skills.queries import requirements_of
from ouvrage.work.errors import DrawToCome, NotYourTurn
from ouvrage.work.models import Batch, Task, Turn, Visit, Wellbeing
from ouvrage.work.queries.blocks import blocked_workers
from ouvrage.work.queries.requirements import unmet_by_worker
from ouvrage.work.queries.standing import OpenBatch
from ouvrage.work.rules import BatchState, TurnsState


@dataclass(frozen=True, slots=True)
class Draw:
    """How far the sharing out of a batch is: its state, when it goes on, and who takes part.

    `mine` is whether the worker takes part, `my_tasks` how many they may take until `my_until`.
    """

    batch_id: str
    project_id: str
    state: str
    at: Moment
    round: int
    crowd: int
    registered: int
    places: int
    title: str = ""
    mine: bool = False
    my_tasks: int = 0
    my_until: Moment | None = None


def turn_refusals(
    worker_id: str, batches: Sequence[OpenBatch], now: Moment
) -> Iterator[tuple[str, Refusal]]:
    """While a batch is shared out, only whose turn it is takes tasks of it."""
    for batch in batches:
        if batch.turns == TurnsState.OPEN or batch.turns_at is None:
            continue
        at = written(batch.turns_at)
        if batch.turns == TurnsState.WINDOW:
            yield batch.id, DrawToCome(at=at)
        elif batch.turn is None or not batch.turn.is_on(now):
            yield batch.id, NotYourTurn(at=at)


def draws_of_worker(batches: Sequence[OpenBatch], now: Moment) -> list[Draw]:
    """The draws of those of the batches that are shared out, as they stand for the worker."""
    shared = [batch for batch in batches if batch.turns != TurnsState.OPEN]
    if not shared:
        return []
    rows = {draw.batch_id: draw for draw in _draws(Q(id__in=[batch.id for batch in shared]))}
    return [_for_worker(rows[batch.id], batch, now) for batch in shared if batch.id in rows]


def draw_of_batch(batch_id: str) -> Draw | None:
    """The draw of a batch that is shared out; None for one that is open to all."""
    return next(iter(_draws(Q(id=batch_id))), None)


def _draws(where: Q) -> list[Draw]:
    shared = Batch.objects.filter(where, state=BatchState.OPEN).exclude(turns=TurnsState.OPEN)
    return [
        Draw(
            batch.id,
            batch.project_id,
            batch.turns,
            batch.turns_at,
            batch.turns_round,
            batch.turns_crowd,
            Turn.objects.filter(batch_id=batch.id).count(),
            open_places(batch.id),
            batch.project.title,
        )
        for batch in shared.select_related("project").order_by("id")
        if batch.turns_at is not None
    ]


def _for_worker(draw: Draw, batch: OpenBatch, now: Moment) -> Draw:
    turn = batch.turn
    if turn is None:
        return draw
    is_on = turn.is_on(now)
    return replace(
        draw,
        mine=True,
        my_tasks=turn.tasks_left if is_on else 0,
        my_until=turn.until if is_on else None,
    )


def open_places(batch_id: str) -> int:
    """How many places of the batch nobody has."""
    free = Task.objects.filter(batch_id=batch_id, places__gt=0)
    return int(free.aggregate(sum=Sum("places"))["sum"] or 0)


def crowd(batch: Batch, now: Moment) -> list[str]:
    """The people to whom the batch could go: who works, is no member of its organisation nor kept
    from it by a block, chose its sensitive categories, holds what its project requires, and was
    seen (or came to the instance) within the agreed days.

    Where the project requires something, two or three queries for each of the people, of whom the
    thousand first are asked; else four queries.
    """
    since = now - Span(days=settings.AGREEMENT.turns.crowd_days)
    organisation_id = batch.project.organisation_id
    seen = Visit.objects.filter(at__gte=since).values("worker_id")
    people = workers_outside(organisation_id).filter(Q(id__in=seen) | Q(joined_at__gte=since))
    people = people.exclude(id__in=blocked_workers(organisation_id, now))
    if batch.sensitive:
        wanted = set(batch.sensitive)
        chosen = Wellbeing.objects.exclude(sensitive=[]).values_list("worker_id", "sensitive")
        people = people.filter(
            id__in=[worker for worker, categories in chosen if wanted <= set(categories)]
        )
    ids = people.order_by("id").values_list("id", flat=True)
    if not requirements_of([batch.project_id]):
        return list(ids)
    asked = ids[:JOB_ROWS_MAX]
    return [one for one in asked if not unmet_by_worker(one, [batch.project_id], now)]

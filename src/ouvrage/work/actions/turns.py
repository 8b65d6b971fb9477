"""A batch that is too small for everybody is shared out: a window, a draw, turns, then open to all.

`rules/turns.py` decides and explains; here it is written down, each step once, whatever runs beside
it. The journal holds all that is needed to draw again.
"""

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.work.models import Batch, Task, Turn, Visit
from ouvrage.work.queries.eligibility import STANDING, open_batches, refused_batches
from ouvrage.work.queries.turns import crowd, open_places
from ouvrage.work.rules import (
    BatchState,
    TurnsState,
    candidates,
    commitment,
    deal,
    is_shared_out,
    ranking,
    round_key,
)

VISIT_KEPT = Span(minutes=10)


def begin_turns(*, actor: Actor, now: Moment, batch: Batch) -> None:
    """A batch that cannot give everybody a fair share has its window open; others stay open to all.

    Who was seen shortly before takes part. Called by `open_batch`, in its transaction.
    """
    assert connection.in_atomic_block
    agreed = settings.AGREEMENT.turns
    people = crowd(batch, now)
    places = open_places(batch.id)
    if not is_shared_out(crowd=len(people), places=places, tasks_least=agreed.tasks_least):
        return
    seed = secrets.token_hex(32)
    until = now + Span(minutes=agreed.window_minutes)
    Batch.objects.filter(id=batch.id).update(
        turns=TurnsState.WINDOW, turns_at=until, turns_crowd=len(people), turns_seed=seed
    )
    since = now - Span(minutes=agreed.seen_minutes)
    seen = set(Visit.objects.filter(at__gte=since).values_list("worker_id", flat=True))
    registered = [one for one in people if one in seen]
    Turn.objects.bulk_create(
        [Turn(batch=batch, worker_id=one, registered_at=now) for one in registered],
        batch_size=500,
    )
    details = {
        "commitment": commitment(seed),
        "crowd": len(people),
        "places": places,
        "tasks_least": agreed.tasks_least,
        "until": until.isoformat(),
        "registered": registered,
    }
    _line(actor, now, "turns.opened", batch, details)


def come_online(*, actor: Actor, now: Moment) -> int:
    """The worker was seen, and takes part in every draw they may; returns how many that is new for.

    Called when they open the offers, as often as they like: the first time counts.
    """
    _visit(actor, now)
    shared = Batch.objects.filter(
        state=BatchState.OPEN, turns__in=[TurnsState.WINDOW, TurnsState.DEALT]
    )
    taking_part = Turn.objects.filter(Q(round=0) | Q(until__gt=now) | Q(again_at__isnull=False))
    mine = taking_part.filter(worker_id=actor.id).values("batch_id")
    ids = set(shared.exclude(id__in=mine).values_list("id", flat=True))
    if not ids:
        return 0
    rows = [row for row in open_batches(actor.id, now) if row.id in ids]
    refused = refused_batches(actor.id, rows, now, STANDING)
    return sum(_register(actor, now, row.id) for row in rows if row.id not in refused)


def _visit(actor: Actor, now: Moment) -> None:
    if Visit.objects.filter(worker_id=actor.id, at__gt=now - VISIT_KEPT).exists():
        return
    Visit.objects.bulk_create(
        [Visit(worker_id=actor.id, at=now)],
        update_conflicts=True,
        unique_fields=["worker"],
        update_fields=["at"],
    )


def _register(actor: Actor, now: Moment, batch_id: str) -> bool:
    with transaction.atomic():
        _turn, made = Turn.objects.get_or_create(
            batch_id=batch_id, worker_id=actor.id, defaults={"registered_at": now}
        )
        over = Turn.objects.filter(
            batch_id=batch_id, worker_id=actor.id, until__lte=now, again_at__isnull=True
        )
        registered = made or over.update(again_at=now) == 1
        if registered:
            record(actor=actor, now=now, line=Line("turn.registered", "batch", batch_id))
    return registered


def deal_turns(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Windows and rounds that are over led to the next round, or to all; returns how many did.

    A round is over at its time; before it when every turn of it is used and somebody had none yet.
    """
    shared = Batch.objects.filter(
        state=BatchState.OPEN, turns__in=[TurnsState.WINDOW, TurnsState.DEALT]
    ).order_by("id")
    ids = [batch.id for batch in shared[:limit] if _is_over(batch, now)]
    return sum(_deal_next(actor, now, batch_id) for batch_id in ids)


def _is_over(batch: Batch, now: Moment) -> bool:
    if batch.turns_at is not None and batch.turns_at <= now:
        return batch.turns == TurnsState.WINDOW or open_places(batch.id) > 0
    if batch.turns == TurnsState.WINDOW:
        return False
    turns = Turn.objects.filter(batch=batch)
    is_unused = turns.filter(until__gt=now, tasks_left__gt=0).exists()
    return not is_unused and turns.filter(round=0).exists() and open_places(batch.id) > 0


def _deal_next(actor: Actor, now: Moment, batch_id: str) -> bool:
    with transaction.atomic():
        batch = (
            Batch.objects.select_for_update(no_key=True, of=("self",))
            .select_related("project")
            .get(id=batch_id)
        )
        shared = batch.state == BatchState.OPEN and batch.turns != TurnsState.OPEN
        if not shared or not _is_over(batch, now):
            return False
        workers = candidates(
            _workers(Turn.objects.filter(batch=batch, round=0)),
            _workers(Turn.objects.filter(batch=batch, round__gt=0, again_at__isnull=False)),
        )
        if workers and batch.turns_round < settings.AGREEMENT.turns.rounds:
            _deal_round(actor, now, batch, workers)
        else:
            _open_to_all(actor, now, batch)
    return True


def _workers(turns: QuerySet[Turn]) -> list[str]:
    return list(turns.order_by("worker_id").values_list("worker_id", flat=True))


def _deal_round(actor: Actor, now: Moment, batch: Batch, workers: Sequence[str]) -> None:
    number = batch.turns_round + 1
    key = round_key(batch.turns_seed, batch.id, number)
    ranked = ranking(key, workers)
    places = open_places(batch.id)
    most = Task.objects.filter(batch=batch, places__gt=0).count()
    dealt = deal(ranked, places=places, most=most)
    until = now + Span(minutes=settings.AGREEMENT.turns.offer_minutes)
    for tasks in sorted({one.tasks for one in dealt}):
        mine = [one.worker for one in dealt if one.tasks == tasks]
        Turn.objects.filter(batch=batch, worker_id__in=mine).update(
            round=number, tasks_dealt=tasks, tasks_left=tasks, until=until, again_at=None
        )
    Batch.objects.filter(id=batch.id).update(
        turns=TurnsState.DEALT, turns_round=number, turns_at=until
    )
    details = {
        "round": number,
        "key": key,
        "registered": ranked,
        "places": places,
        "most": most,
        "dealt": [[one.worker, one.tasks] for one in dealt],
        "until": until.isoformat(),
    }
    _line(actor, now, "turns.dealt", batch, details)


def _open_to_all(actor: Actor, now: Moment, batch: Batch) -> None:
    Batch.objects.filter(id=batch.id).update(turns=TurnsState.OPEN, turns_at=None)
    details = {"seed": batch.turns_seed, "rounds": batch.turns_round}
    _line(actor, now, "turns.over", batch, details)


def give_back_turn(*, actor: Actor, now: Moment, batch_id: str, worker_id: str) -> None:
    """A task given back while the worker's turn lasts does not count against it (ASG-4).

    Called where the task's own line is written, in its transaction.
    """
    assert connection.in_atomic_block
    kept = Turn.objects.filter(
        batch_id=batch_id, worker_id=worker_id, until__gt=now, tasks_left__lt=F("tasks_dealt")
    ).update(tasks_left=F("tasks_left") + 1)
    if kept:
        line = Line("turn.given_back", "batch", batch_id, details={"worker": worker_id})
        record(actor=actor, now=now, line=line)


def _line(actor: Actor, now: Moment, action: str, batch: Batch, details: dict[str, object]) -> None:
    line = Line(action, "batch", batch.id, batch.project.organisation_id, details=details)
    record(actor=actor, now=now, line=line)

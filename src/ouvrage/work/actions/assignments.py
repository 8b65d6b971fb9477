"""A worker takes a task: one transaction of a few conditional statements, safe beside itself.

A second press of the button finds the task that the first one took.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people.errors import ChainChanged, ChainNotNamed, ContractNotAccepted
from ouvrage.work import statements
from ouvrage.work.errors import NothingLeft, ReadFirst
from ouvrage.work.models import (
    Assignment,
    WorkerProject,
)
from ouvrage.work.queries.eligibility import open_batches, refused_batches
from ouvrage.work.rules import AssignmentState, TurnsState
from ouvrage.work.statements import Parameter, stamp

SKIP_LOCKED = "FOR NO KEY UPDATE SKIP LOCKED"
WAIT = "FOR NO KEY UPDATE"
UNNAMED = "?"  # no hash of a chain

Taken = tuple[str, str, int]


def take(
    *,
    actor: Actor,
    now: Moment,
    project_id: str,
    task_id: str | None = None,
    chain: str | None = None,
) -> Assignment:
    """The worker holds a task of the project until the lease ends.

    The one they hold already, if there is one; else `task_id` when it is still free for them; else
    the next in the order of the file. Nobody gets a task twice. `NothingLeft` when there is none.
    Members of the organisation get none, nor does anybody once its client had to be named, or who
    did not accept the contract in force, or the chain behind the project since it changed; `chain`
    names the one that the page of a first task showed.
    """
    with connection.cursor() as cursor:
        held = _held(cursor, actor.id, project_id)
    if held is not None:
        return held
    offer = _offer(project_id, actor.id, now)
    with transaction.atomic(), connection.cursor() as cursor:
        entered = _enter(cursor, actor.id, project_id, now, chain)
        _check_consents(entered)
        if entered.instructions_read < offer.instructions_version:
            raise ReadFirst
        held = _held(cursor, actor.id, project_id)
        if held is not None:
            return held
        place = _place(cursor, offer, actor.id, task_id, entered.after)
        if place is None:
            raise NothingLeft
        _use_turn(cursor, actor, now, offer, place)
        assignment = _insert_assignment(cursor, actor, now, offer, place)
        _taken_line(actor, now, offer, assignment, place, wished=task_id, after=entered.after)
    return assignment


def _use_turn(
    cursor: CursorWrapper, actor: Actor, now: Moment, offer: "_Offer", place: Taken
) -> None:
    """One task fewer is left of the worker's turn, where the batch is shared out."""
    batch_id = place[1]
    if batch_id not in offer.dealt:
        return
    values = {"batch": batch_id, "worker": actor.id, "now": stamp(now)}
    cursor.execute(statements.USE_TURN, values)
    if cursor.rowcount != 1:
        raise NothingLeft


def _taken_line(
    actor: Actor,
    now: Moment,
    offer: "_Offer",
    assignment: Assignment,
    place: Taken,
    *,
    wished: str | None,
    after: int,
) -> None:
    """The journal holds all that `rules/replay.py` needs to take the same task again."""
    task_id, batch_id, position = place
    details: dict[str, object] = {"batch": batch_id, "position": position, "after": after}
    if task_id == wished:
        details["wished"] = True
    if len(offer.batches) > 1:
        details["among"] = list(offer.batches)
    line = Line("task.taken", "assignment", assignment.id, offer.organisation_id, details=details)
    record(actor=actor, now=now, line=line)


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a project hands out now: its open batches and the terms of their tasks."""

    project_id: str
    batches: tuple[str, ...]
    instructions_version: int
    lease_seconds: int
    organisation_id: str
    dealt: frozenset[str] = frozenset()


def _offer(project_id: str, worker_id: str, now: Moment) -> _Offer:
    """Batches and terms come from one statement."""
    rows = open_batches(worker_id, now, project_id=project_id)
    if not rows:
        raise NotFound
    refused = refused_batches(worker_id, rows, now)
    batches = tuple(row.id for row in rows if row.id and row.id not in refused)
    if not batches:
        raise next(iter(refused.values()), NothingLeft())
    terms = rows[0]
    return _Offer(
        project_id,
        batches,
        terms.instructions_version,
        terms.lease_seconds,
        terms.organisation_id,
        frozenset(row.id for row in rows if row.turns == TurnsState.DEALT),
    )


def _held(cursor: CursorWrapper, worker_id: str, project_id: str) -> Assignment | None:
    cursor.execute(statements.READ_HELD, {"worker": worker_id, "project": project_id})
    row = cursor.fetchone()
    return None if row is None else Assignment.objects.get(id=row[0])


def _place(
    cursor: CursorWrapper, offer: _Offer, worker_id: str, task_id: str | None, after: int
) -> Taken | None:
    """A place of one task is the worker's: the wished one, the next after the cursor, or any.

    On PostgreSQL the searches pass over tasks that others are taking at this moment; only the last
    one waits for them, so that nobody is told that nothing is left while a place is.
    """
    names = [f"batch_{number}" for number in range(len(offer.batches))]
    values: dict[str, Parameter] = dict(zip(names, offer.batches, strict=True))
    values |= {"project": offer.project_id, "worker": worker_id, "task": task_id}
    slots = {"batches": ", ".join(f"%({name})s" for name in names)}
    if task_id:
        wished = _wished(cursor, statements.TAKE_THIS.format(**slots), values)
        if wished is not None:
            return wished
    locks = (SKIP_LOCKED, WAIT) if connection.vendor == "postgresql" else ("",)
    searches = [(locks[0], after), *((lock, 0) for lock in locks if after or lock == WAIT)]
    for lock, start in searches:
        cursor.execute(statements.TAKE_NEXT.format(**slots, lock=lock), {**values, "after": start})
        row: Taken | None = cursor.fetchone()
        if row is not None:
            return row
    return None


def _wished(cursor: CursorWrapper, statement: str, values: Mapping[str, Parameter]) -> Taken | None:
    """A place of the wished task, else nothing, and then no lock on it is kept."""
    sid = transaction.savepoint()
    cursor.execute(statement, values)
    row: Taken | None = cursor.fetchone()
    if row is None:
        transaction.savepoint_rollback(sid)
    else:
        transaction.savepoint_commit(sid)
    return row


def _insert_assignment(
    cursor: CursorWrapper, actor: Actor, now: Moment, offer: _Offer, place: Taken
) -> Assignment:
    task_id, batch_id, position = place
    assignment = Assignment(
        id=new_id(now),
        project_id=offer.project_id,
        batch_id=batch_id,
        task_id=task_id,
        worker_id=actor.id,
        state=AssignmentState.TAKEN,
        taken_at=now,
        lease_until=now + timedelta(seconds=offer.lease_seconds),
        instructions_version=offer.instructions_version,
    )
    cursor.execute(
        statements.INSERT_ASSIGNMENT,
        {
            "id": assignment.id,
            "project": offer.project_id,
            "batch": batch_id,
            "task": task_id,
            "worker": actor.id,
            "now": stamp(now),
            "lease": stamp(assignment.lease_until),
            "version": offer.instructions_version,
        },
    )
    (assignment.reward_micros,) = cursor.fetchone()
    cursor.execute(
        statements.MOVE_CURSOR,
        {"position": position, "worker": actor.id, "project": offer.project_id},
    )
    return assignment


def enter_project(*, actor: Actor, now: Moment, project_id: str, chain: str | None = None) -> None:
    """What else this worker sends about the project waits for this transaction. Not journalled.

    Refused like `take` without the contract in force, or when the chain behind the project is not
    the one they accepted; the first time that is `chain`, which their page showed: `ChainNotNamed`
    without it.
    """
    assert connection.in_atomic_block
    with connection.cursor() as cursor:
        _check_consents(_enter(cursor, actor.id, project_id, now, chain))


@dataclass(frozen=True, slots=True)
class _Entered:
    """Where the worker is in the project, and what they agreed to beside what is in force."""

    after: int
    instructions_read: int
    chain_seen: str
    chain: str
    contract_accepted: int
    contract_in_force: int | None


def _enter(
    cursor: CursorWrapper, worker_id: str, project_id: str, now: Moment, chain: str | None = None
) -> _Entered:
    """The first time is the worker's consent to the chain that the project's page showed them.

    Without one they consented to none, and go no further; "" names the simple chain.
    """
    seen = UNNAMED if chain is None else chain
    values = {"worker": worker_id, "project": project_id, "now": stamp(now), "chain": seen}
    cursor.execute(statements.ENTER_PROJECT, values)
    return _Entered(*cursor.fetchone())


def _check_consents(entered: _Entered) -> None:
    """Before the first version is recorded, the first one is what comes into force (STA-7)."""
    if entered.contract_accepted < (entered.contract_in_force or 1):
        raise ContractNotAccepted
    if entered.chain_seen != entered.chain:
        raise ChainNotNamed if entered.chain_seen == UNNAMED else ChainChanged


def mark_read(*, actor: Actor, now: Moment, project_id: str, worker_id: str, version: int) -> None:
    """The worker has read that version of the instructions. Called by `pay.end_reading`.

    A version before one they have read, closed by the clock since, does not lead back to it.
    """
    assert connection.in_atomic_block
    with connection.cursor() as cursor:
        _enter(cursor, worker_id, project_id, now)
    WorkerProject.objects.filter(
        worker_id=worker_id, project_id=project_id, instructions_read__lt=version
    ).update(instructions_read=version)
    line = Line("instructions.read", "project", project_id, details={"version": version})
    record(actor=actor, now=now, line=line)

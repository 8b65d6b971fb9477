"""A worker takes a task, keeps a draft and sends the answer.

Taking and sending are the hot path: each is one transaction of a few conditional statements, and
each may run beside itself. A second press of a button finds what the first one did.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.work import statements
from ouvrage.work.errors import (
    AlreadyReturned,
    AnswerTooLarge,
    AnswerUnreadable,
    NothingLeft,
    ProjectPaused,
    ReadFirst,
    TaskFull,
)
from ouvrage.work.models import (
    Assignment,
    Submission,
    WorkerProject,
)
from ouvrage.work.rules import AssignmentState, counted_seconds

SKIP_LOCKED = "FOR NO KEY UPDATE SKIP LOCKED"
WAIT = "FOR NO KEY UPDATE"
# In orjson's output a zero character is an escape that no escaped backslash stands before.
ZERO_CHARACTER = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

Taken = tuple[str, str, int]
Parameter = str | int | bool | datetime | None


def take(*, actor: Actor, now: Moment, project_id: str, task_id: str | None = None) -> Assignment:
    """The worker holds a task of the project until the lease ends.

    The one they hold already, if there is one; else `task_id` when it is still free for them; else
    the next in the order of the file. Nobody gets a task twice. `NothingLeft` when there is none.
    """
    with connection.cursor() as cursor:
        held = _held(cursor, actor.id, project_id)
        if held is not None:
            return held
        offer = _offer(cursor, project_id)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements.ENTER_PROJECT, {"worker": actor.id, "project": project_id})
        after, read = cursor.fetchone()
        if read < offer.instructions_version:
            raise ReadFirst
        held = _held(cursor, actor.id, project_id)
        if held is not None:
            return held
        place = _place(cursor, offer, actor.id, task_id, after)
        if place is None:
            raise NothingLeft
        assignment = _insert_assignment(cursor, actor, now, offer, place)
        record(
            actor=actor,
            now=now,
            line=Line("task.taken", "assignment", assignment.id, offer.organisation_id),
        )
    return assignment


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a project hands out now: its open batches and the terms of their tasks."""

    project_id: str
    batches: tuple[str, ...]
    instructions_version: int
    lease_seconds: int
    reward_micros: int
    organisation_id: str


def _offer(cursor: CursorWrapper, project_id: str) -> _Offer:
    """Batches and price come from one statement: once a batch is open its price cannot change."""
    cursor.execute(statements.READ_OFFER, {"project": project_id})
    rows = cursor.fetchall()
    if not rows:
        raise NotFound
    batches = tuple(row[0] for row in rows if row[0] is not None)
    _, paused, version, lease_seconds, reward_micros, organisation_id = rows[0]
    if paused:
        raise ProjectPaused
    if not batches:
        raise NothingLeft
    return _Offer(project_id, batches, version, lease_seconds, reward_micros, organisation_id)


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
        reward_micros=offer.reward_micros,
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
            "now": _stamp(now),
            "lease": _stamp(assignment.lease_until),
            "reward": offer.reward_micros,
            "version": offer.instructions_version,
        },
    )
    cursor.execute(
        statements.MOVE_CURSOR,
        {"position": position, "worker": actor.id, "project": offer.project_id},
    )
    return assignment


def _stamp(moment: Moment) -> Parameter:
    stamp: Parameter = connection.ops.adapt_datetimefield_value(moment)
    return stamp


def save_draft(
    *, actor: Actor, now: Moment, assignment_id: str, draft: Mapping[str, object]
) -> bool:
    """What the worker typed so far is kept with the assignment; False once it is sent or returned.

    Drafts are not journalled: they are the worker's own, until they are sent.
    """
    _answer_body(draft)
    kept = Assignment.objects.filter(
        id=assignment_id,
        worker_id=actor.id,
        state__in=[AssignmentState.TAKEN, AssignmentState.EXPIRED],
    ).update(draft=dict(draft), draft_at=now)
    return bool(kept)


def _answer_body(answer: Mapping[str, object]) -> bytes:
    """The answer as JSON that both databases store; refused when it is too large or unreadable."""
    try:
        body = orjson.dumps(answer)
    except orjson.JSONEncodeError as error:
        raise AnswerUnreadable from error
    if ZERO_CHARACTER.search(body):
        raise AnswerUnreadable
    if len(body) > limits.ANSWER_BYTES_MAX:
        raise AnswerTooLarge(most=limits.ANSWER_BYTES_MAX)
    return body


def submit(
    *,
    actor: Actor,
    now: Moment,
    assignment_id: str,
    answer: Mapping[str, object],
    active_seconds: int | None,
) -> Submission:
    """The answer is stored and counts; the second call gives the first one's submission.

    After the lease it is still used, and paid, while the task has a place; when it has none the
    answer is kept as the assignment's draft and `TaskFull` is raised.
    """
    body = _answer_body(answer)
    values: dict[str, Parameter] = {"id": assignment_id, "worker": actor.id, "now": _stamp(now)}
    with connection.cursor() as cursor:
        cursor.execute(statements.READ_SENT, values)
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    submission, organisation_id = _submission(values, row, now, answer, active_seconds)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements.SEND, values)
        sent = cursor.fetchone() is not None
        if sent:
            cursor.execute(statements.COUNT_ANSWER, {"task": submission.task_id})
        else:
            submission.late = sent = _send_late(cursor, submission.task_id, values)
        if sent:
            _insert_submission(cursor, submission, body)
            _submitted_line(actor, now, submission, organisation_id)
    return submission if sent else _after_refused_send(actor, now, assignment_id, answer)


def submit_and_take(
    *,
    actor: Actor,
    now: Moment,
    assignment_id: str,
    answer: Mapping[str, object],
    active_seconds: int | None,
    task_id: str | None = None,
) -> tuple[Submission, Assignment | Refusal]:
    """The answer is stored as by `submit`, then a task is taken as by `take`, or why none is.

    On SQLite both are one transaction, since every commit waits for the disk while nobody else can
    write. On PostgreSQL they are two: a worker who holds the answered task and waits for the next
    one could wait for somebody who waits the other way round.
    """
    outer = transaction.atomic if connection.vendor == "sqlite" else nullcontext
    with outer():
        try:
            submission = submit(
                actor=actor,
                now=now,
                assignment_id=assignment_id,
                answer=answer,
                active_seconds=active_seconds,
            )
        except Refusal as refusal:
            refused = refusal
        else:
            try:
                project_id = submission.project_id
                return submission, take(
                    actor=actor, now=now, project_id=project_id, task_id=task_id
                )
            except Refusal as refusal:
                return submission, refusal
    raise refused


def _send_late(cursor: CursorWrapper, task_id: str, values: Mapping[str, Parameter]) -> bool:
    """The late answer has a place of the task, in one go with the assignment's change of state."""
    sid = transaction.savepoint()
    cursor.execute(statements.USE_PLACE, {"task": task_id})
    if cursor.rowcount == 1:
        cursor.execute(statements.SEND_LATE, values)
        if cursor.fetchone() is not None:
            transaction.savepoint_commit(sid)
            return True
    transaction.savepoint_rollback(sid)
    return False


def _submission(
    values: Mapping[str, Parameter],
    row: Sequence[Any],
    now: Moment,
    answer: Mapping[str, object],
    active_seconds: int | None,
) -> tuple[Submission, str]:
    """The submission to store, from a row of `READ_SENT`, and whose project it is for."""
    project_id, batch_id, task_id, taken_at, reward, lease_seconds, days, organisation_id = row
    seconds = counted_seconds(
        active_seconds,
        int((now - statements.moment_of(taken_at)).total_seconds()),
        lease_seconds,
        trust_reported=settings.PLAY_MONEY,
    )
    submission = Submission(
        id=new_id(now),
        assignment_id=str(values["id"]),
        project_id=project_id,
        batch_id=batch_id,
        task_id=task_id,
        worker_id=str(values["worker"]),
        answer=dict(answer),
        submitted_at=now,
        work_seconds=seconds,
        late=False,
        state="pending",
        accept_at=now + timedelta(days=days),
        reward_micros=reward,
    )
    return submission, organisation_id


def _insert_submission(cursor: CursorWrapper, submission: Submission, body: bytes) -> None:
    answer = "%(answer)s::jsonb" if connection.vendor == "postgresql" else "%(answer)s"
    cursor.execute(
        statements.INSERT_SUBMISSION.format(answer=answer),
        {
            "id": submission.id,
            "assignment": submission.assignment_id,
            "project": submission.project_id,
            "batch": submission.batch_id,
            "task": submission.task_id,
            "worker": submission.worker_id,
            "answer": body.decode(),
            "now": _stamp(submission.submitted_at),
            "seconds": submission.work_seconds,
            "late": submission.late,
            "accept_at": _stamp(submission.accept_at),
            "reward": submission.reward_micros,
        },
    )


def _submitted_line(
    actor: Actor, now: Moment, submission: Submission, organisation_id: str
) -> None:
    record(
        actor=actor,
        now=now,
        line=Line(
            "answer.submitted",
            "submission",
            submission.id,
            organisation_id,
            details={"late": submission.late, "seconds": submission.work_seconds},
        ),
    )


def _after_refused_send(
    actor: Actor, now: Moment, assignment_id: str, answer: Mapping[str, object]
) -> Submission:
    """What a send that changed nothing means: sent before, returned before, or no place left."""
    first = Submission.objects.filter(assignment_id=assignment_id).first()
    if first is not None:
        return first
    if not save_draft(actor=actor, now=now, assignment_id=assignment_id, draft=answer):
        raise AlreadyReturned
    raise TaskFull


def enter_project(*, actor: Actor, now: Moment, project_id: str) -> None:
    """What else this worker sends about the project waits for this transaction. Not journalled."""
    assert connection.in_atomic_block
    _enter(actor.id, project_id)


def _enter(worker_id: str, project_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements.ENTER_PROJECT, {"worker": worker_id, "project": project_id})


def mark_read(*, actor: Actor, now: Moment, project_id: str, worker_id: str, version: int) -> None:
    """The worker has read that version of the instructions. Called by `pay.end_reading`.

    A version before one they have read, closed by the clock since, does not lead back to it.
    """
    assert connection.in_atomic_block
    _enter(worker_id, project_id)
    WorkerProject.objects.filter(
        worker_id=worker_id, project_id=project_id, instructions_read__lt=version
    ).update(instructions_read=version)
    line = Line("instructions.read", "project", project_id, details={"version": version})
    record(actor=actor, now=now, line=line)

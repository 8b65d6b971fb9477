"""A worker keeps a draft and sends the answer, and may take the next task with it.

Sending is the hot path: one transaction of a few conditional statements that may run beside
itself. A second press of the button finds what the first one did, and nothing typed is lost.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
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
from ouvrage.journal.actions import Line, announce, record
from ouvrage.work import statements
from ouvrage.work.actions.assignments import take
from ouvrage.work.actions.health import Hours, count_work
from ouvrage.work.errors import (
    AlreadyReturned,
    AnswerTooLarge,
    AnswerUnreadable,
    ReworkOver,
    TaskFull,
)
from ouvrage.work.models import (
    Assignment,
    Submission,
)
from ouvrage.work.rules import AssignmentState, Measured, counted_seconds, on_meter, unmeasured
from ouvrage.work.statements import Parameter, stamp

# In orjson's output a zero character is an escape that no escaped backslash stands before.
ZERO_CHARACTER = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


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
    measured: Measured = unmeasured,
) -> Submission:
    """The answer is stored and counts; the second call gives the first one's submission.

    After the lease it is still used, and paid, while the task has a place; when it has none the
    answer is kept as the assignment's draft and `TaskFull` is raised. The answer of a rework
    replaces the first one, and `rework.sent` is announced; after its lease it raises `ReworkOver`.
    `measured` is asked for what pages saw of a sensitive task that is late.
    """
    body = _answer_body(answer)
    values: dict[str, Parameter] = {"id": assignment_id, "worker": actor.id, "now": stamp(now)}
    row = _read_sent(values)
    *_, redoes, sensitive, lease_until = row
    submission, organisation_id = _submission(values, row[:-3], now, answer, active_seconds)
    with transaction.atomic(), connection.cursor() as cursor:
        metered = _sent(cursor, AssignmentState.TAKEN, values, submission, redoes)
        if metered is not None:
            _count(cursor, submission.task_id, redoes)
        elif not redoes:
            metered = _sent_late(cursor, values, submission)
            submission.late = metered is not None
        if metered is not None:
            _insert_submission(cursor, submission, body)
            hours = Hours(statements.moment_of(row[3]), submission.work_seconds, sensitive)
            if submission.late:
                hours = _late_hours(hours, submission, lease_until, metered, measured)
            count_work(actor=actor, now=now, cursor=cursor, hours=hours)
            _submitted_line(actor, now, submission, organisation_id, redoes)
            return submission
    over = ReworkOver if redoes else TaskFull
    return _after_refused_send(actor, now, assignment_id, answer, over)


def _read_sent(values: Mapping[str, Parameter]) -> tuple[Any, ...]:
    """What the worker holds, as `READ_SENT` tells it; raises `NotFound`."""
    with connection.cursor() as cursor:
        cursor.execute(statements.READ_SENT, values)
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    return tuple(row)


def _sent(
    cursor: CursorWrapper,
    state: AssignmentState,
    values: Mapping[str, Parameter],
    submission: Submission,
    redoes: str | None = None,
) -> int | None:
    """What of the task stands on the worker's meter, once it is sent at the price of this moment;
    None when the assignment was not in that state.

    A rework has its own price, which is that of its first answer unless a raise found it in hand.
    """
    cursor.execute(statements.SEND, {**values, "state": state.value})
    found = cursor.fetchone()
    if found is None:
        return None
    *prices, metered_seconds = found
    submission.reward_micros = prices[0] if redoes else max(prices)
    return int(metered_seconds)


def _sent_late(
    cursor: CursorWrapper, values: Mapping[str, Parameter], submission: Submission
) -> int | None:
    """The late answer has a place of the task, in one go with the assignment's change of state."""
    sid = transaction.savepoint()
    metered = _sent(cursor, AssignmentState.EXPIRED, values, submission)
    if metered is not None:
        cursor.execute(statements.USE_PLACE, {"task": submission.task_id})
        if cursor.rowcount == 1:
            transaction.savepoint_commit(sid)
            return metered
    transaction.savepoint_rollback(sid)
    return None


def _late_hours(
    hours: Hours,
    submission: Submission,
    lease_until: str | datetime,
    metered: int,
    measured: Measured,
) -> Hours:
    """What was seen of the late task in all, less what stands on the meter since its lease ended.

    Its pages say how long; else its own count, from the end of the lease where nothing but the
    clock had been there before.
    """
    sensitive = orjson.loads(hours.sensitive)
    if not sensitive:
        return hours
    ended_at = statements.moment_of(lease_until)
    by_clock = metered >= int((ended_at - hours.begun).total_seconds())
    after = int((submission.submitted_at - ended_at).total_seconds())
    told = metered + min(hours.seconds, after) if by_clock else hours.seconds
    seen = measured([submission.assignment_id]).get(submission.assignment_id, told)
    return replace(hours, seen_seconds=seen, metered=on_meter(sensitive, metered))


def _count(cursor: CursorWrapper, task_id: str, redoes: str | None) -> None:
    """The task has one answer more; a rework's stands in the place of the first."""
    if redoes is None:
        cursor.execute(statements.COUNT_ANSWER, {"task": task_id})
        return
    cursor.execute(statements.REPLACE_ANSWER, {"redoes": redoes})
    assert cursor.rowcount == 1


def submit_and_take(
    *,
    actor: Actor,
    now: Moment,
    assignment_id: str,
    answer: Mapping[str, object],
    active_seconds: int | None,
    task_id: str | None = None,
    measured: Measured = unmeasured,
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
                measured=measured,
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


def _submission(
    values: Mapping[str, Parameter],
    row: Sequence[Any],
    now: Moment,
    answer: Mapping[str, object],
    active_seconds: int | None,
) -> tuple[Submission, str]:
    """The submission to store, from a row of `READ_SENT`, and whose project it is for.

    Its price is not in it: that is what it is at the moment of sending.
    """
    project_id, batch_id, task_id, taken_at, lease_seconds, days, organisation_id = row
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
            "now": stamp(submission.submitted_at),
            "seconds": submission.work_seconds,
            "late": submission.late,
            "accept_at": stamp(submission.accept_at),
            "reward": submission.reward_micros,
        },
    )


def _submitted_line(
    actor: Actor, now: Moment, submission: Submission, organisation_id: str, redoes: str | None
) -> None:
    if redoes:
        line = Line("rework.sent", "submission", submission.id, organisation_id)
        announce(actor=actor, now=now, line=line)
    record(
        actor=actor,
        now=now,
        line=Line(
            "answer.submitted",
            "submission",
            submission.id,
            organisation_id,
            details={
                "late": submission.late,
                "seconds": submission.work_seconds,
                "assignment": submission.assignment_id,
            },
        ),
    )


def _after_refused_send(
    actor: Actor,
    now: Moment,
    assignment_id: str,
    answer: Mapping[str, object],
    over: type[TaskFull | ReworkOver],
) -> Submission:
    """What a send that changed nothing means: sent before, returned before, or over."""
    first = Submission.objects.filter(assignment_id=assignment_id).first()
    if first is not None:
        return first
    if not save_draft(actor=actor, now=now, assignment_id=assignment_id, draft=answer):
        raise AlreadyReturned
    raise over

"""The task in a worker's hand: what its page and its answer need, read by one statement.

This is the hot path's only read of a door, so it names its columns instead of going through the
ORM, which would cost more than all the rest of the request.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from django.db import connection

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.taskui.liquid import JsonValue
from ouvrage.work.models import Assignment, Submission
from ouvrage.work.statements import moment_of

_READ = """
SELECT a.id, a.state, a.lease_until, a.reward_micros, a.instructions_version, a.draft, a.draft_at,
  t.id, t.data, p.id, p.title, p.contact, p.currency, p.template, p.fields, a.worker_id,
  b.media_hosts, a.redoes_id, a.batch_id, a.taken_at, b.sensitive, p.screening,
  p.chain_hash, p.end_client, p.scripted, p.organisation_id
FROM work_assignment AS a
JOIN work_task AS t ON t.id = a.task_id
JOIN work_project AS p ON p.id = a.project_id
JOIN work_batch AS b ON b.id = a.batch_id
WHERE a.id = %s AND a.worker_id = %s
"""


@dataclass(frozen=True, slots=True)
class ProjectInHand:
    """What a task page says of its project."""

    id: str
    title: str
    contact: str
    template: str
    fields: list[dict[str, object]]
    screening: dict[str, object]
    chain_hash: str
    end_client: str
    scripted: bool
    organisation_id: str


@dataclass(frozen=True, slots=True)
class TaskInHand:
    """An assignment with its task's data and its project; `rework` when it redoes an answer."""

    id: str
    worker_id: str
    state: str
    lease_until: Moment
    reward: Money
    instructions_version: int
    draft: dict[str, JsonValue] | None
    draft_at: Moment | None
    task_id: str
    data: dict[str, JsonValue]
    project: ProjectInHand
    media_hosts: list[str]
    rework: bool
    batch_id: str
    taken_at: Moment
    sensitive: list[str]

    @property
    def project_id(self) -> str:
        """The project's id."""
        return self.project.id


def task_in_hand(worker_id: str, assignment_id: str) -> TaskInHand | None:
    """The assignment, for the worker who took it; None for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [assignment_id, worker_id])
        row = cursor.fetchone()
    if row is None:
        return None
    return TaskInHand(
        id=row[0],
        worker_id=row[15],
        state=row[1],
        lease_until=moment_of(row[2]),
        reward=Money(row[3], row[12]),
        instructions_version=row[4],
        draft=None if row[5] is None else orjson.loads(row[5]),
        draft_at=None if row[6] is None else moment_of(row[6]),
        task_id=row[7],
        data=orjson.loads(row[8]),
        project=ProjectInHand(
            row[9],
            row[10],
            row[11],
            row[13],
            orjson.loads(row[14]),
            orjson.loads(row[21]),
            row[22],
            row[23],
            bool(row[24]),
            row[25],
        ),
        media_hosts=orjson.loads(row[16]),
        rework=row[17] is not None,
        batch_id=row[18],
        taken_at=moment_of(row[19]),
        sensitive=orjson.loads(row[20]),
    )


def submission_of(assignment_id: str) -> str:
    """The id of the answer that was sent for the assignment; empty before."""
    rows = Submission.objects.filter(assignment_id=assignment_id)
    return rows.values_list("id", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class ReworkRow:
    """How an answer and its rework hang together; empty ids where there is none.

    `assignment_id` is the latest rework of the answer, `answer_id` what was sent for it, `first_id`
    the answer that this one redoes.
    """

    assignment_id: str = ""
    state: str = ""
    lease_until: Moment | None = None
    answer_id: str = ""
    first_id: str = ""


def rework_of(sent: Submission) -> ReworkRow:
    """What the answer redoes, and what redoes it."""
    first = submission_of(sent.assignment.redoes_id) if sent.assignment.redoes_id else ""
    again = Assignment.objects.filter(redoes_id=sent.assignment_id).first()
    if again is None:
        return ReworkRow(first_id=first)
    return ReworkRow(again.id, again.state, again.lease_until, submission_of(again.id), first)


def taken_at(assignment_ids: Sequence[str]) -> dict[str, Moment]:
    """When each of these tasks was taken."""
    rows = Assignment.objects.filter(id__in=assignment_ids)
    return dict(rows.values_list("id", "taken_at"))


def last_taken_at(batch_id: str, worker_id: str) -> Moment | None:
    """When the worker took their latest task of the batch; None when they took none."""
    rows = Assignment.objects.filter(batch_id=batch_id, worker_id=worker_id)
    return rows.order_by("-taken_at").values_list("taken_at", flat=True).first()

"""Control items: tasks with a known answer, chosen before their batch is published."""

from typing import Any

from ninja import Router, Schema, Status

from ouvrage.api.native.schemas import Cells
from ouvrage.api.shell.keys import Request
from ouvrage.base.moment import utc_now
from ouvrage.review import actions, queries
from ouvrage.work import access

router = Router(tags=["control items"])


class GoldBody(Schema):
    """The known answers, by question of the page, and why they are right."""

    expected: dict[str, Any]
    explanation: str


class GoldOut(Schema):
    """A control item and how it fares: answers as known and otherwise, and disputes."""

    task_id: str
    external_id: str
    expected: Cells
    explanation: str
    passed: int
    failed: int
    disputes: int
    withdrawn: bool


class GoldList(Schema):
    """The control items of a batch, in the order of its rows."""

    items: list[GoldOut]


@router.get("/batches/{batch_id}/gold", response=GoldList, operation_id="list_gold")
def list_gold(request: Request, batch_id: str) -> GoldList:
    """The batch's control items."""
    batch = access.batch_for_member(request.auth, batch_id)
    return GoldList(items=[_out(row) for row in queries.gold_of_batch(batch.id)])


@router.put("/tasks/{task_id}/gold", response=GoldOut, operation_id="mark_gold")
def mark_gold(request: Request, task_id: str, body: GoldBody) -> GoldOut:
    """The task of a batch that is not published is a control item; put again, it is the new one."""
    task = access.task_for_member(request.auth, task_id)
    actions.mark_gold(
        actor=request.auth,
        now=utc_now(),
        task_id=task.id,
        expected=body.expected,
        explanation=body.explanation,
    )
    rows = queries.gold_of_batch(task.batch_id, task_id=task.id)
    return _out(rows[0])


@router.delete("/tasks/{task_id}/gold", response={204: None}, operation_id="unmark_gold")
def unmark_gold(request: Request, task_id: str) -> Status[None]:
    """The task of a batch that is not published is no control item."""
    task = access.task_for_member(request.auth, task_id)
    actions.unmark_gold(actor=request.auth, now=utc_now(), task_id=task.id)
    return Status(204, None)


def _out(row: queries.GoldRow) -> GoldOut:
    return GoldOut(
        task_id=row.task_id,
        external_id=row.external_id,
        expected=row.expected,
        explanation=row.explanation,
        passed=row.passed,
        failed=row.failed,
        disputes=row.disputes,
        withdrawn=row.withdrawn_at is not None,
    )

"""Workers whom the organisation hands no tasks for a time, and appeals against its decisions.

A program blocks for the person who made its key, with a reason and an explanation that the worker
reads at once. Appeals are answered here, and decided by people of the instance.
"""

import uuid
from datetime import date, datetime

from ninja import Router, Schema

from ouvrage.api.native.pages import PageParameters, next_cursor
from ouvrage.api.native.projects import ClientKey, IdempotencyKey
from ouvrage.api.shell.keys import Request, organisation_of
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import utc_now
from ouvrage.rights import access, actions, queries
from ouvrage.rights.queries import AppealRow, File
from ouvrage.rights.rules import Side
from ouvrage.work import queries as work

router = Router(tags=["rights"])


class BlockBody(Schema):
    """Whom to hand no tasks, by the code of one of their answers, and why.

    `answers` are the ids of answers that show the reason; `happened_on` is the day of what no
    answer shows. After an earlier block, what they name happened since it began.
    """

    worker: str
    reason: str
    explanation: str
    answers: list[str] = []
    happened_on: date | None = None
    client_key: ClientKey = ""


class LiftBody(Schema):
    """Why a block is lifted, if there is something to say."""

    reason: str = ""


class BlockOut(Schema):
    """A block; `ended_at` once it ended by itself or was lifted."""

    id: str
    worker: str
    reason: str
    explanation: str
    answers: list[str]
    happened_on: date | None
    at: datetime
    ends_at: datetime | None
    appeal_until: datetime
    ended_at: datetime | None


class BlockPage(Schema):
    """A page of blocks, newest first."""

    items: list[BlockOut]
    next: str


class AppealOut(Schema):
    """An appeal against a decision of the organisation."""

    id: str
    kind: str
    subject_id: str
    state: str
    filed_at: datetime
    answer_due_at: datetime
    decided_at: datetime | None
    explanation: str


class AppealPage(Schema):
    """A page of appeals, newest first."""

    items: list[AppealOut]
    next: str


class StepOut(Schema):
    """A step of an appeal's file: which side did what, with which words."""

    kind: str
    side: str
    words: str
    at: datetime


class FileOut(AppealOut):
    """The file that every side reads."""

    worker: str
    steps: list[StepOut]


class StatementBody(Schema):
    """What the organisation says in the file."""

    words: str
    client_key: ClientKey = ""


@router.get("/blocks", response=BlockPage, operation_id="list_blocks")
def list_blocks(request: Request, page: PageParameters) -> BlockPage:
    """The workers whom the organisation blocked, newest first, ended blocks too."""
    rows = work.blocks_of_organisation(
        organisation_of(request.auth), before=page.cursor, limit=page.limit
    )
    items = [BlockOut.from_orm(row) for row in rows]
    return BlockPage(items=items, next=next_cursor(rows, page.limit, lambda row: row.id))


@router.post("/blocks", response={201: BlockOut}, operation_id="block_worker")
def block_worker(request: Request, body: BlockBody, idempotency_key: IdempotencyKey = "") -> object:
    """The worker gets no new task of the organisation for the agreed days, and reads why."""
    block = actions.block_worker(
        actor=request.auth,
        now=utc_now(),
        organisation_id=organisation_of(request.auth),
        worker=body.worker,
        reason=body.reason,
        explanation=body.explanation,
        evidence=actions.BlockEvidence(body.answers, body.happened_on),
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    return work.block(block.id)


@router.post("/blocks/{block_id}/lift", response=BlockOut, operation_id="lift_block")
def lift_block(request: Request, block_id: str, body: LiftBody) -> object:
    """The worker is handed tasks again."""
    block = actions.lift_block(
        actor=request.auth,
        now=utc_now(),
        organisation_id=organisation_of(request.auth),
        block_id=block_id,
        reason=body.reason,
    )
    return work.block(block.id)


@router.get("/appeals", response=AppealPage, operation_id="list_appeals")
def list_appeals(request: Request, page: PageParameters) -> AppealPage:
    """What workers contest of the organisation's decisions, newest first."""
    rows = queries.appeals_of_organisation(
        organisation_of(request.auth), before=page.cursor, limit=page.limit
    )
    items = [_appeal(row) for row in rows]
    return AppealPage(items=items, next=next_cursor(rows, page.limit, lambda row: row.id))


def _appeal(row: AppealRow) -> AppealOut:
    return AppealOut(
        id=row.id,
        kind=row.kind.value,
        subject_id=row.subject_id,
        state=row.state.value,
        filed_at=row.filed_at,
        answer_due_at=row.answer_due_at,
        decided_at=row.decided_at,
        explanation=row.explanation,
    )


@router.get("/appeals/{appeal_id}", response=FileOut, operation_id="get_appeal")
def get_appeal(request: Request, appeal_id: str) -> FileOut:
    """The file of an appeal, as every side reads it."""
    return _file(queries.file_of(_found(request, appeal_id)))


def _found(request: Request, appeal_id: str) -> access.Appeal:
    found = access.appeal_for_member(request.auth, appeal_id)
    if found.organisation_id != organisation_of(request.auth):
        raise NotFound
    return found


def _file(file: File) -> FileOut:
    steps = [
        StepOut(kind=step.kind.value, side=step.side.value, words=step.words, at=step.at)
        for step in file.steps
    ]
    return FileOut(**_appeal(file.appeal).dict(), worker=file.case.worker, steps=steps)


@router.post(
    "/appeals/{appeal_id}/statements", response={201: FileOut}, operation_id="answer_appeal"
)
def answer_appeal(
    request: Request, appeal_id: str, body: StatementBody, idempotency_key: IdempotencyKey = ""
) -> FileOut:
    """What the organisation says stands in the file; the same client_key adds it once."""
    found = _found(request, appeal_id)
    actions.add_statement(
        actor=request.auth,
        now=utc_now(),
        appeal_id=found.id,
        side=Side.REQUESTER,
        words=body.words,
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    return _file(queries.file_of(found))

"""Batches: imported from rows or a file, quoted, published, grown, ended; and their tasks."""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any

from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field, ValidationError

from ouvrage.api.native.pages import PageParameters, next_cursor
from ouvrage.api.native.projects import CLIENT_KEY_CHARACTERS_MAX, ClientKey, IdempotencyKey
from ouvrage.api.native.schemas import (
    BatchList,
    BatchOut,
    PulledList,
    PulledOut,
    QuoteOut,
    TaskOut,
    TaskPage,
)
from ouvrage.api.shell.errors import BodyUnreadable, ValueNotAccepted
from ouvrage.api.shell.keys import API_KEY_DATA, Request
from ouvrage.api.shell.texts import has_nul
from ouvrage.api.shell.uploads import path_of
from ouvrage.base.errors import Refusals, refuse_all
from ouvrage.base.limits import READERS_MAX
from ouvrage.base.moment import utc_now
from ouvrage.formats import Table, open_table
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as prices
from ouvrage.work import access, actions, queries
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.errors import Missing
from ouvrage.work.queries import BatchRow
from ouvrage.work.rules import BatchState, sensitive_refusals, suggest_mapping
from ouvrage.work.rules import Sensitive as SensitiveCategory

router = Router(tags=["batches"])
Sensitive = Annotated[list[str] | None, Field(max_length=len(SensitiveCategory))]
Readers = Annotated[int | None, Field(ge=0, le=READERS_MAX)]


class BatchOptions(Schema):
    """How rows become tasks, and whether these are offered at once.

    `mapping`: template column -> column of the rows; what is left out is matched by name.
    `media`: template columns that hold names of media files or their addresses.
    `external_id`: the column that holds your own identifier of a row.
    `sensitive`: needed with `publish`; the sensitive categories, an empty list when there is none.
    """

    name: str = ""
    mapping: dict[str, str] = {}
    media: list[str] = []
    external_id: str = ""
    publish: bool = False
    sensitive: Sensitive = None
    readers_max: Readers = None


class BatchCreate(BatchOptions):
    """Options, and the rows themselves: one object per task."""

    rows: list[dict[str, Any]]
    client_key: ClientKey = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file with rows, where it lies and what its sender calls it."""

    path: Path
    name: str

    def table(self) -> Table:
        """Its rows, read one after the other."""
        return open_table(self.path, name=self.name)


class PublishBody(Schema):
    """What workers are told, and how many people are paid for reading the instructions.

    `sensitive` names the categories of content that may hurt; an empty list says that there is
    none, and it has to be said. `readers_max` is by default as many as needed.
    """

    sensitive: Sensitive = None
    readers_max: Readers = None


class AnswersBody(Schema):
    """How many answers more every task wants."""

    answers: int
    client_key: ClientKey = ""


class ReadingsBody(Schema):
    """How many people more are paid for reading the instructions."""

    readers: int
    client_key: ClientKey = ""


@router.get("/projects/{project_id}/batches", response=BatchList, operation_id="list_batches")
def list_batches(request: Request, project_id: str) -> BatchList:
    """The project's batches, oldest first."""
    project = access.project_for_member(request.auth, project_id)
    return BatchList(items=[batch_out(row) for row in queries.batches_of(project.id)])


@router.post(
    "/projects/{project_id}/batches", response={201: BatchOut}, operation_id="create_batch"
)
def create_batch(
    request: Request, project_id: str, body: BatchCreate, idempotency_key: IdempotencyKey = ""
) -> BatchOut:
    """One task per row; a wrong row imports nothing, and the error names row and field of each."""
    with NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in body.rows)
        file.flush()
        key = body.client_key or idempotency_key
        source = Source(Path(file.name), "rows.jsonl")
        return _create(request, project_id, source, body, key)


@router.post(
    "/projects/{project_id}/batches/file",
    response={201: BatchOut},
    auth=API_KEY_DATA,
    operation_id="create_batch_from_file",
)
def create_batch_from_file(
    request: Request,
    project_id: str,
    file: Annotated[UploadedFile, File(description="CSV, TSV, JSONL or Excel")],
    options: Annotated[str, Form(description="BatchOptions as JSON")] = "{}",
    client_key: Annotated[str, Form(max_length=CLIENT_KEY_CHARACTERS_MAX)] = "",
    idempotency_key: IdempotencyKey = "",
) -> BatchOut:
    """One task per row of the file, streamed; a wrong row imports nothing."""
    source = Source(path_of(file), file.name or "")
    if has_nul(options) or has_nul(client_key):
        raise BodyUnreadable
    key = client_key or idempotency_key
    return _create(request, project_id, source, _options(options), key)


def _options(text: str) -> BatchOptions:
    try:
        return BatchOptions.model_validate_json(text)
    except ValidationError as error:
        faults = error.errors()
        if any(fault["type"] == "json_invalid" for fault in faults):
            raise BodyUnreadable(field="options") from error
        raise Refusals(
            ValueNotAccepted(field=".".join(map(str, fault["loc"])), reason=fault["msg"])
            for fault in faults
        ) from error


def _create(
    request: Request, project_id: str, source: Source, options: BatchOptions, client_key: str
) -> BatchOut:
    now = utc_now()
    project = access.project_for_member(request.auth, project_id)
    sensitive = _declared(options.sensitive) if options.publish else ()
    table = source.table()
    matched = suggest_mapping(project.columns, table.columns)
    batch = actions.import_batch(
        actor=request.auth,
        now=now,
        project_id=project.id,
        table=table,
        mapping=ColumnMapping(
            {**matched, **options.mapping}, options.external_id, tuple(options.media)
        ),
        name=options.name or source.name,
        client_key=client_key or uuid.uuid4().hex,
    )
    if options.publish:
        pay.publish_batch(
            actor=request.auth,
            now=now,
            batch_id=batch.id,
            readers_max=options.readers_max,
            sensitive=sensitive,
        )
    return batch_out(queries.batch_progress(batch.id))


def _declared(sensitive: list[str] | None) -> tuple[str, ...]:
    """The sensitive categories, which have to be named, or said to be none (HLT-1)."""
    if sensitive is None:
        raise Missing(field="sensitive")
    refuse_all(sensitive_refusals(sensitive))
    return tuple(sensitive)


@router.get("/batches/{batch_id}", response=BatchOut, operation_id="get_batch")
def get_batch(request: Request, batch_id: str) -> BatchOut:
    """The batch and how far it is."""
    batch = access.batch_for_member(request.auth, batch_id)
    return batch_out(queries.batch_progress(batch.id))


@router.get("/batches/{batch_id}/quote", response=QuoteOut, operation_id="quote_batch")
def quote_batch(request: Request, batch_id: str, readers_max: Readers = None) -> QuoteOut:
    """What publishing reserves, part by part; nothing is spent by asking."""
    batch = access.batch_for_member(request.auth, batch_id)
    quote = prices.quote_of_batch(batch.id, readers_max)
    return QuoteOut(
        currency=quote.total.currency,
        answers=quote.answers.decimal(),
        reading=quote.reading.decimal(),
        contributions=quote.contributions.decimal(),
        fee=quote.fee.decimal(),
        reserve=quote.reserve.decimal(),
        quality=quote.quality.decimal(),
        total=quote.total.decimal(),
        per_answer=quote.per_answer.decimal(),
        readers=quote.readers,
    )


@router.post("/batches/{batch_id}/publish", response=BatchOut, operation_id="publish_batch")
def publish_batch(request: Request, batch_id: str, body: PublishBody) -> BatchOut:
    """The money is reserved and the tasks are offered; nothing moves when funds are short."""
    batch = access.batch_for_member(request.auth, batch_id)
    pay.publish_batch(
        actor=request.auth,
        now=utc_now(),
        batch_id=batch.id,
        readers_max=body.readers_max,
        sensitive=_declared(body.sensitive),
    )
    return batch_out(queries.batch_progress(batch.id))


@router.post("/batches/{batch_id}/end", response=BatchOut, operation_id="end_batch")
def end_batch(request: Request, batch_id: str) -> BatchOut:
    """No more answers are asked for, and what was not spent is available again."""
    batch = access.batch_for_member(request.auth, batch_id)
    if batch.state != BatchState.ENDED:
        pay.end_batch(actor=request.auth, now=utc_now(), batch_id=batch.id)
    return batch_out(queries.batch_progress(batch.id))


@router.post("/batches/{batch_id}/answers", response=BatchOut, operation_id="add_answers")
def add_answers(
    request: Request, batch_id: str, body: AnswersBody, idempotency_key: IdempotencyKey = ""
) -> BatchOut:
    """Every task wants that many answers more, and the money for them is reserved."""
    batch = access.batch_for_member(request.auth, batch_id)
    pay.add_answers(
        actor=request.auth,
        now=utc_now(),
        batch_id=batch.id,
        answers=body.answers,
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    return batch_out(queries.batch_progress(batch.id))


@router.post("/batches/{batch_id}/readings", response=BatchOut, operation_id="add_readings")
def add_readings(
    request: Request, batch_id: str, body: ReadingsBody, idempotency_key: IdempotencyKey = ""
) -> BatchOut:
    """That many people more can begin, and the money for their reading is reserved."""
    batch = access.batch_for_member(request.auth, batch_id)
    pay.add_readings(
        actor=request.auth,
        now=utc_now(),
        batch_id=batch.id,
        readers=body.readers,
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    return batch_out(queries.batch_progress(batch.id))


@router.get("/batches/{batch_id}/tasks", response=TaskPage, operation_id="list_tasks")
def list_tasks(request: Request, batch_id: str, page: PageParameters) -> TaskPage:
    """The batch's tasks in the order of the rows, with your identifiers and ours."""
    batch = access.batch_for_member(request.auth, batch_id)
    rows = queries.tasks_of(batch.id, after_position=page.number(), limit=page.limit)
    items = [TaskOut.from_orm(row) for row in rows]
    return TaskPage(items=items, next=next_cursor(rows, page.limit, lambda row: row.position))


@router.get("/batches/{batch_id}/pulled", response=PulledList, operation_id="list_pulled_tasks")
def list_pulled_tasks(request: Request, batch_id: str) -> PulledList:
    """Tasks out of the offers because workers said that they do not work, with what they said."""
    batch = access.batch_for_member(request.auth, batch_id)
    return PulledList(items=[PulledOut.from_orm(row) for row in queries.pulled_tasks(batch.id)])


@router.post("/tasks/{task_id}/reopen", response=TaskOut, operation_id="reopen_task")
def reopen_task(request: Request, task_id: str) -> object:
    """The pulled task, repaired, is offered again."""
    task = access.task_for_member(request.auth, task_id)
    return actions.reopen_task(actor=request.auth, now=utc_now(), task_id=task.id)


@router.post("/tasks/{task_id}/drop", response=TaskOut, operation_id="drop_task")
def drop_task(request: Request, task_id: str) -> object:
    """The pulled task stays out; what its open places would have cost comes back."""
    task = access.task_for_member(request.auth, task_id)
    return actions.drop_task(actor=request.auth, now=utc_now(), task_id=task.id)


def batch_out(row: BatchRow) -> BatchOut:
    """The batch as the protocol sends it."""
    return BatchOut(
        id=row.id,
        project_id=row.project_id,
        name=row.name,
        state=row.state,
        tasks_count=row.tasks,
        answers_per_task=row.answers_per_task,
        answers_wanted=row.answers_wanted,
        answers=row.answers,
        pending=row.pending,
        accepted=row.accepted,
        refused=row.refused,
        held=row.held,
        rework=row.rework,
        closed=row.closed,
        taken=row.taken,
        readers_max=row.readers_max,
        created_at=row.created_at,
        published_at=row.published_at,
        ended_at=row.ended_at,
        sensitive=list(row.sensitive),
        label_disputed=row.label_disputed,
        turns=row.turns,
        turns_at=row.turns_at,
        pulled=row.pulled,
    )

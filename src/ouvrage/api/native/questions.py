"""Questions of workers about a project, and the answers (VOI-8)."""

import uuid
from datetime import datetime
from typing import Annotated

from ninja import Query, Router, Schema

from ouvrage.api.native.pages import PageParameters, next_cursor
from ouvrage.api.native.projects import ClientKey, IdempotencyKey
from ouvrage.api.shell.keys import Request, organisation_of
from ouvrage.base.moment import utc_now
from ouvrage.voice import actions, queries
from ouvrage.voice.access import question_for_member
from ouvrage.voice.queries import QuestionRow
from ouvrage.work import access
from ouvrage.work.queries import pseudonym_for, silent_since

router = Router(tags=["questions"])


class ReplyOut(Schema):
    """An answer; `public` when everybody who works on the project reads it."""

    text: str
    public: bool
    at: datetime


class QuestionOut(Schema):
    """A question; `worker` is a name made for this organisation alone."""

    id: str
    thread_id: str
    worker: str
    text: str
    blocking: bool
    asked_at: datetime
    waiting: bool
    replies: list[ReplyOut]


class QuestionPage(Schema):
    """A page of questions, newest first.

    `silent_since`: since when no task is handed out because blocking questions wait.
    `median_seconds`: the middle of the waits, as workers see it.
    """

    items: list[QuestionOut]
    next: str
    silent_since: datetime | None
    median_seconds: int | None


class AnswerBody(Schema):
    """What the worker reads, and everybody when it is public."""

    text: str
    public: bool = False
    client_key: ClientKey = ""


@router.get(
    "/projects/{project_id}/questions", response=QuestionPage, operation_id="list_questions"
)
def list_questions(
    request: Request,
    project_id: str,
    page: PageParameters,
    waiting: Annotated[bool, Query()] = False,
) -> QuestionPage:
    """Questions about the project; with `waiting` those without an answer, oldest first."""
    project = access.project_for_member(request.auth, project_id)
    rows = queries.questions_of_project(
        project.id,
        waiting=True if waiting else None,
        before="" if waiting else page.cursor,
        limit=page.limit,
    )
    median = queries.answer_time(utc_now(), project_id=project.id).median
    return QuestionPage(
        items=[_out(request, row) for row in rows],
        next="" if waiting else next_cursor(rows, page.limit, lambda row: row.id),
        silent_since=silent_since(project.id),
        median_seconds=None if median is None else round(median.total_seconds()),
    )


@router.post(
    "/questions/{question_id}/answer", response=QuestionOut, operation_id="answer_question"
)
def answer_question(
    request: Request, question_id: str, body: AnswerBody, idempotency_key: IdempotencyKey = ""
) -> QuestionOut:
    """The worker has the answer, and what waited for it goes on."""
    found = question_for_member(request.auth, question_id)
    actions.answer_question(
        actor=request.auth,
        now=utc_now(),
        question_id=found.id,
        text=body.text,
        public=body.public,
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    row = next(row for row in queries.thread(found.thread_id) if row.id == found.id)
    return _out(request, row)


def _out(request: Request, row: QuestionRow) -> QuestionOut:
    return QuestionOut(
        id=row.id,
        thread_id=row.thread_id,
        worker=pseudonym_for(organisation_of(request.auth), row.worker_id),
        text=row.text,
        blocking=row.blocking,
        asked_at=row.asked_at,
        waiting=row.waiting,
        replies=[ReplyOut(text=one.text, public=one.public, at=one.at) for one in row.replies],
    )

"""Answers and what becomes of them: accepted or refused, aggregated, sent as labels."""

from typing import Annotated, Literal

from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema

from ouvrage.api.native.pages import PageQuery, next_cursor
from ouvrage.api.native.schemas import (
    AcceptedOut,
    ReworkOut,
    RunOut,
    SubmissionOut,
    SubmissionPage,
    SuspicionOut,
    VerdictList,
    VerdictOut,
)
from ouvrage.api.shell.keys import Request
from ouvrage.base.moment import utc_now
from ouvrage.review import actions, exports, marked, pictured, queries, spoken
from ouvrage.work import access
from ouvrage.work import queries as work

router = Router(tags=["results"])
AnswerState = Literal["", "pending", "accepted", "refused", "held", "rework", "reworked", "closed"]


class SubmissionQuery(PageQuery):
    """Which answers: those in one state, or all of them."""

    state: AnswerState = ""


class AcceptBody(Schema):
    """The answers to accept."""

    submission_ids: list[str]


class RefuseBody(Schema):
    """What is wrong: reason code, criterion published before the work, evidence, plain words."""

    reason: str
    criterion: str
    evidence: str
    explanation: str


class SuspicionBody(Schema):
    """What in the answer or around it looks like fraud."""

    evidence: str


@router.get(
    "/batches/{batch_id}/submissions", response=SubmissionPage, operation_id="list_submissions"
)
def list_submissions(
    request: Request, batch_id: str, page: Annotated[SubmissionQuery, Query()]
) -> SubmissionPage:
    """The batch's answers in the order they came."""
    batch = access.batch_for_member(request.auth, batch_id)
    rows = work.submissions_to_review(
        batch.project_id,
        state=page.state,
        batch_id=batch.id,
        after=page.cursor,
        limit=page.limit,
    )
    items = [SubmissionOut.from_orm(row) for row in rows]
    return SubmissionPage(items=items, next=next_cursor(rows, page.limit, lambda row: row.id))


@router.post(
    "/projects/{project_id}/accept", response=AcceptedOut, operation_id="accept_submissions"
)
def accept_submissions(request: Request, project_id: str, body: AcceptBody) -> AcceptedOut:
    """These answers are accepted and paid; those decided before stay as they are."""
    project = access.project_for_member(request.auth, project_id)
    accepted = actions.accept(
        actor=request.auth,
        now=utc_now(),
        project_id=project.id,
        submission_ids=body.submission_ids,
    )
    return AcceptedOut(accepted=accepted)


@router.post("/batches/{batch_id}/accept", response=AcceptedOut, operation_id="accept_all")
def accept_all(request: Request, batch_id: str) -> AcceptedOut:
    """Every answer of the batch that waits is accepted and paid."""
    batch = access.batch_for_member(request.auth, batch_id)
    accepted = actions.accept_all_pending(actor=request.auth, now=utc_now(), batch_id=batch.id)
    return AcceptedOut(accepted=accepted)


@router.post(
    "/submissions/{submission_id}/refuse", response=VerdictOut, operation_id="refuse_submission"
)
def refuse_submission(request: Request, submission_id: str, body: RefuseBody) -> object:
    """The answer is refused, its money stays reserved, and its worker sees every word of it.

    A worker's first defect in the project is not refused: the error `rework_first` says to offer
    rework. One refusal too many for the batch comes back with the decision `held`: a person of the
    instance looks first.
    """
    submission = access.submission_for_member(request.auth, submission_id)
    return actions.refuse(
        actor=request.auth,
        now=utc_now(),
        submission_id=submission.id,
        reason=body.reason,
        criterion=body.criterion,
        evidence=body.evidence,
        explanation=body.explanation,
    )


@router.post("/submissions/{submission_id}/rework", response=ReworkOut, operation_id="offer_rework")
def offer_rework(request: Request, submission_id: str, body: RefuseBody) -> object:
    """Its worker may send a better answer on paid time, and sees every word of why. Once an
    answer; a worker's first defect in a project comes to this before anything is refused."""
    submission = access.submission_for_member(request.auth, submission_id)
    again = actions.offer_rework(
        actor=request.auth,
        now=utc_now(),
        submission_id=submission.id,
        reason=body.reason,
        criterion=body.criterion,
        evidence=body.evidence,
        explanation=body.explanation,
    )
    return ReworkOut(submission_id=submission.id, until=again.lease_until)


@router.post(
    "/submissions/{submission_id}/suspicion", response=SuspicionOut, operation_id="suspect_fraud"
)
def suspect_fraud(request: Request, submission_id: str, body: SuspicionBody) -> object:
    """A reviewer of the instance is asked whether the refused answer was made to deceive."""
    submission = access.submission_for_member(request.auth, submission_id)
    return actions.suspect_fraud(
        actor=request.auth, now=utc_now(), submission_id=submission.id, evidence=body.evidence
    )


@router.get(
    "/submissions/{submission_id}/verdicts", response=VerdictList, operation_id="list_verdicts"
)
def list_verdicts(request: Request, submission_id: str) -> VerdictList:
    """Everything that was decided about the answer, the oldest first."""
    submission = access.submission_for_member(request.auth, submission_id)
    rows = queries.verdicts_of(submission.id)
    return VerdictList(items=[VerdictOut.from_orm(row) for row in rows])


@router.post("/batches/{batch_id}/aggregation", response=RunOut, operation_id="aggregate")
def aggregate(request: Request, batch_id: str) -> RunOut:
    """Labels are computed from the answers that are there; the last run when nothing changed."""
    batch = access.batch_for_member(request.auth, batch_id)
    latest = queries.latest_run(batch.id)
    if latest is None or latest.stale:
        actions.run_aggregation(actor=request.auth, now=utc_now(), batch_id=batch.id)
        latest = queries.latest_run(batch.id)
    assert latest is not None
    return RunOut.from_orm(latest)


@router.get("/batches/{batch_id}/answers.jsonl", operation_id="download_answers")
def download_answers(request: Request, batch_id: str) -> StreamingHttpResponse:
    """Every answer as it was sent, in any state, one JSON object a line, streamed."""
    batch = access.batch_for_member(request.auth, batch_id)
    chunks = exports.write_answers(batch.id)
    response = StreamingHttpResponse(chunks, content_type=exports.content_type("jsonl"))
    name = exports.answers_name(batch.id)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@router.get("/batches/{batch_id}/marks", operation_id="download_marks")
def download_marks(
    request: Request, batch_id: str, format: Literal["conll", "spacy"] = "spacy"
) -> StreamingHttpResponse:
    """The words that each answer marked, streamed; answers that were refused are left out."""
    batch = access.batch_for_member(request.auth, batch_id)
    chunks = marked.write(batch.id, format)
    response = StreamingHttpResponse(chunks, content_type=marked.content_type(format))
    name = marked.file_name(batch.id, format)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@router.get("/batches/{batch_id}/images", operation_id="download_images")
def download_images(
    request: Request, batch_id: str, format: Literal["coco", "yolo", "voc", "manifest"] = "coco"
) -> StreamingHttpResponse:
    """What each answer says about its image, streamed; answers that were refused are left out."""
    batch = access.batch_for_member(request.auth, batch_id)
    chunks = pictured.write(batch.id, format)
    response = StreamingHttpResponse(chunks, content_type=pictured.content_type(format))
    name = pictured.file_name(batch.id, format)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@router.get("/batches/{batch_id}/segments", operation_id="download_segments")
def download_segments(
    request: Request, batch_id: str, format: Literal["webvtt", "srt", "textgrid"] = "webvtt"
) -> StreamingHttpResponse:
    """What each answer says is said when, streamed; answers that were refused are left out."""
    batch = access.batch_for_member(request.auth, batch_id)
    chunks = spoken.write(batch.id, format)
    response = StreamingHttpResponse(chunks, content_type=spoken.CONTENT_TYPE)
    name = spoken.file_name(batch.id, format)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@router.get("/batches/{batch_id}/labels", operation_id="download_labels")
def download_labels(
    request: Request,
    batch_id: str,
    format: Literal["jsonl", "csv", "parquet"] = "jsonl",
    with_answers: bool = False,
) -> StreamingHttpResponse:
    """The labels of the last aggregation, one row per task, streamed; answers on demand."""
    batch = access.batch_for_member(request.auth, batch_id)
    chunks = exports.write(batch.id, format, with_answers=with_answers)
    response = StreamingHttpResponse(chunks, content_type=exports.content_type(format))
    name = exports.file_name(batch.id, format)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

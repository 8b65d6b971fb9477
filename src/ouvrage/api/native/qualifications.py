"""Qualifications and their tests, who holds them, and what a project requires.

Workers go by the codes of answers: names made for this organisation alone.
"""

import uuid
from typing import Annotated, Any

from ninja import Query, Router

from ouvrage.api.native.pages import PageParameters, next_cursor
from ouvrage.api.native.presets import template_of
from ouvrage.api.native.projects import IdempotencyKey
from ouvrage.api.native.qualification_schemas import (
    AnsweredItemOut,
    AttemptDetailOut,
    AttemptOut,
    AttemptPage,
    AttemptsBody,
    GrantBody,
    HolderOut,
    HolderPage,
    ItemBody,
    ItemsBody,
    PaperBody,
    QualificationCreate,
    QualificationList,
    QualificationOut,
    RevocationBody,
    ScoreBody,
)
from ouvrage.api.shell.keys import Request, organisation_of
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.skills import access, actions, queries
from ouvrage.skills.drafts import ItemDraft, Judgement, QualificationDraft, TestDraft
from ouvrage.skills.errors import WorkerCodeUnknown
from ouvrage.skills.queries import AttemptRow
from ouvrage.skills.rules import Kind
from ouvrage.work import queries as work

router = Router(tags=["qualifications"])


@router.get("/qualifications", response=QualificationList, operation_id="list_qualifications")
def list_qualifications(request: Request) -> QualificationList:
    """The organisation's qualifications, those in use first."""
    rows = queries.qualifications_of(organisation_of(request.auth))
    return QualificationList(items=[_out(row.id) for row in rows])


@router.post(
    "/qualifications", response={201: QualificationOut}, operation_id="create_qualification"
)
def create_qualification(
    request: Request, body: QualificationCreate, idempotency_key: IdempotencyKey = ""
) -> QualificationOut:
    """A qualification exists; the same client_key gives that of the first call."""
    now = utc_now()
    row = actions.draft_qualification(
        actor=request.auth,
        now=now,
        organisation_id=organisation_of(request.auth),
        kind=body.kind,
        draft=QualificationDraft(
            body.name,
            body.description,
            body.language,
            body.auto_granted,
            body.retry_after_hours,
            body.valid_days,
        ),
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    test = queries.test_of(row.id)
    if body.test is not None and test is not None and not test.template:
        actions.change_test(
            actor=request.auth,
            now=now,
            qualification_id=row.id,
            draft=_test_draft(body.test, body.language),
        )
        _add(request, row.id, body.items)
    return _out(row.id)


def _test_draft(body: PaperBody, language: str) -> TestDraft:
    template = body.template
    if body.preset and not template:
        template = template_of(body.preset, body.question, body.options, language or "en")
    return TestDraft(
        body.preset,
        template,
        body.instructions,
        body.criteria,
        body.scoring,
        body.items_per_attempt,
        body.pass_percent,
        body.time_estimate_seconds,
        body.attempts_max,
    )


def _add(request: Request, qualification_id: str, items: list[ItemBody]) -> None:
    if items:
        actions.add_items(
            actor=request.auth,
            now=utc_now(),
            qualification_id=qualification_id,
            items=[ItemDraft(one.data, one.key, one.explanation) for one in items],
        )


@router.get(
    "/qualifications/{qualification_id}",
    response=QualificationOut,
    operation_id="get_qualification",
)
def get_qualification(request: Request, qualification_id: str) -> QualificationOut:
    """The qualification."""
    return _out(access.qualification_for_owner(request.auth, qualification_id).id)


@router.post(
    "/qualifications/{qualification_id}/items", response=QualificationOut, operation_id="add_items"
)
def add_items(request: Request, qualification_id: str, body: ItemsBody) -> QualificationOut:
    """The items are in the test, all or none; a wrong one is named by its row."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    _add(request, row.id, body.items)
    return _out(row.id)


@router.post(
    "/qualifications/{qualification_id}/open", response=QualificationOut, operation_id="open_test"
)
def open_test(request: Request, qualification_id: str, body: AttemptsBody) -> QualificationOut:
    """People can take the test, and the most that so many attempts cost is set aside."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    pay.open_test(
        actor=request.auth, now=utc_now(), qualification_id=row.id, attempts=body.attempts
    )
    return _out(row.id)


@router.post(
    "/qualifications/{qualification_id}/attempts",
    response=QualificationOut,
    operation_id="add_attempts",
)
def add_attempts(
    request: Request,
    qualification_id: str,
    body: AttemptsBody,
    idempotency_key: IdempotencyKey = "",
) -> QualificationOut:
    """Money for so many attempts more is set aside; the same client_key pays once."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    pay.add_attempts(
        actor=request.auth,
        now=utc_now(),
        qualification_id=row.id,
        attempts=body.attempts,
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    return _out(row.id)


@router.post(
    "/qualifications/{qualification_id}/close",
    response=QualificationOut,
    operation_id="close_qualification",
)
def close_qualification(request: Request, qualification_id: str) -> QualificationOut:
    """Nobody obtains it any more; what people hold stays, and what is not needed comes back."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    if row.kind == Kind.TEST and row.opened_at is not None:
        pay.close_test(actor=request.auth, now=utc_now(), qualification_id=row.id)
    else:
        actions.close_qualification(actor=request.auth, now=utc_now(), qualification_id=row.id)
    return _out(row.id)


@router.get(
    "/qualifications/{qualification_id}/attempts",
    response=AttemptPage,
    operation_id="list_attempts",
)
def list_attempts(
    request: Request,
    qualification_id: str,
    page: PageParameters,
    state: Annotated[str, Query()] = "",
) -> AttemptPage:
    """Attempts that were sent, newest first; with `state` "waiting" those to score."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    rows = queries.attempts_of(row.id, state=state, before=page.cursor, limit=page.limit)
    items = [AttemptOut(**_attempt(request, one)) for one in rows]
    return AttemptPage(items=items, next=next_cursor(rows, page.limit, lambda one: one.id))


def _attempt(request: Request, row: AttemptRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "worker": work.pseudonym_for(organisation_of(request.auth), row.worker_id),
        "number": row.number,
        "state": row.state,
        "sent_at": row.sent_at,
        "score_until": row.score_until,
        "percent": row.percent,
    }


@router.get("/attempts/{attempt_id}", response=AttemptDetailOut, operation_id="get_attempt")
def get_attempt(request: Request, attempt_id: str) -> AttemptDetailOut:
    """An attempt that was sent, with its items and answers."""
    found = access.attempt_for_owner(request.auth, attempt_id)
    sheet = queries.sheet_of(found.id)
    if sheet is None:
        raise NotFound
    items = [
        AnsweredItemOut(
            id=item.id, data=item.data, answer=sheet.answers.get(item.id, {}), key=item.key
        )
        for item in queries.items_of_attempt(found)
    ]
    return AttemptDetailOut(**_attempt(request, queries.attempt_row(found)), items=items)


@router.post("/attempts/{attempt_id}/score", response=AttemptOut, operation_id="score_attempt")
def score_attempt(request: Request, attempt_id: str, body: ScoreBody) -> AttemptOut:
    """Every item is right or not, with a note for what is not; the attempt has its result."""
    found = access.attempt_for_owner(request.auth, attempt_id)
    actions.score_attempt(
        actor=request.auth,
        now=utc_now(),
        attempt_id=found.id,
        judgements={
            item: Judgement(said.right, said.note) for item, said in body.judgements.items()
        },
    )
    scored = access.attempt_for_owner(request.auth, attempt_id)
    return AttemptOut(**_attempt(request, queries.attempt_row(scored)))


@router.get(
    "/qualifications/{qualification_id}/grants", response=HolderPage, operation_id="list_grants"
)
def list_grants(request: Request, qualification_id: str, page: PageParameters) -> HolderPage:
    """Who was ever granted it, each with the line that counts."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    organisation_id = organisation_of(request.auth)
    after = work.worker_of_code(organisation_id, page.cursor) if page.cursor else ""
    rows = queries.holders_of(row.id, after=after, limit=page.limit)
    items = [
        HolderOut(
            worker=work.pseudonym_for(organisation_id, one.worker_id),
            state=one.state,
            value=one.value,
            author=one.author,
            reason=one.reason,
            explanation=one.explanation,
            at=one.at,
            expires_at=one.expires_at,
        )
        for one in rows
    ]
    return HolderPage(items=items, next=next_cursor(items, page.limit, lambda one: one.worker))


@router.post(
    "/qualifications/{qualification_id}/grants",
    response=QualificationOut,
    operation_id="grant_qualification",
)
def grant_qualification(
    request: Request, qualification_id: str, body: GrantBody
) -> QualificationOut:
    """The worker holds it with this value; the same value again changes nothing."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    actions.grant(
        actor=request.auth,
        now=utc_now(),
        qualification_id=row.id,
        worker_id=_worker(request, body.worker),
        value=body.value,
    )
    return _out(row.id)


@router.post(
    "/qualifications/{qualification_id}/grants/revoke",
    response=QualificationOut,
    operation_id="revoke_qualification",
)
def revoke_qualification(
    request: Request, qualification_id: str, body: RevocationBody
) -> QualificationOut:
    """The worker does not hold it any more, reads why, and can contest it."""
    row = access.qualification_for_owner(request.auth, qualification_id)
    actions.revoke_grant(
        actor=request.auth,
        now=utc_now(),
        qualification_id=row.id,
        worker_id=_worker(request, body.worker),
        reason=body.reason,
        explanation=body.explanation,
    )
    return _out(row.id)


def _worker(request: Request, code: str) -> str:
    worker_id = work.worker_of_code(organisation_of(request.auth), code)
    if not worker_id:
        raise WorkerCodeUnknown(field="worker")
    return worker_id


def _out(qualification_id: str) -> QualificationOut:
    row = queries.qualification(qualification_id)
    test = queries.test_of(qualification_id)
    return QualificationOut(
        id=row.id,
        kind=row.kind,
        state=row.state,
        name=row.name,
        description=row.description,
        language=row.language,
        auto_granted=row.auto_granted,
        retry_after_seconds=row.retry_after_seconds,
        valid_days=row.valid_days,
        items=len(queries.items_of(row.id)),
        attempts_left=test.attempts_left if test else None,
        seconds_max=test.seconds_max if test else None,
        pay_max=costs.pay_of_test(test.seconds_max, row.id).decimal() if test else None,
        set_aside=costs.kept_for_test(row.id).decimal() if test else None,
    )

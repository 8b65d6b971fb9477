"""Appeals and decisions: what was decided about a worker, contesting it, and asking why.

One button contests a decision, words are optional. The file of an appeal is the same page part for
every side.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import utc_now
from ouvrage.pay.queries import credit_of
from ouvrage.people.queries import organisations_by_id
from ouvrage.rights import access, actions, queries
from ouvrage.rights.errors import AppealFiledBefore
from ouvrage.rights.rules import (
    BLOCK_REASON_LABELS,
    RESTRICTION_LABELS,
    SUBJECT_LABELS,
    BlockReason,
    Side,
    SubjectKind,
)
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.cases import appeal_lines, case_view, file_view
from ouvrage.web.shell.forms import OptionalWordsForm, StatementForm, add_refusal
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.shell.words import QUESTION_STATES
from ouvrage.work import queries as work

REFUSED = 422


@require_safe
@worker_page
def rights(request: HttpRequest) -> HttpResponse:
    """Restrictions, blocks, appeals and questions of the worker."""
    worker_id, now = actor_of(request).id, utc_now()
    blocks = work.blocks_of_worker(worker_id)
    requesters = organisations_by_id([row.organisation_id for row in blocks])
    context = {
        "restrictions": [
            (row, gettext(RESTRICTION_LABELS[row.kind]))
            for row in queries.restrictions_of_worker(worker_id)
        ],
        "blocks": [
            (
                row,
                requesters[row.organisation_id].name,
                gettext(BLOCK_REASON_LABELS[BlockReason(row.reason)]),
            )
            for row in blocks
        ],
        "lines": appeal_lines(queries.appeals_of_worker(worker_id), now, _appeal_address),
        "questions": [
            (row, gettext(SUBJECT_LABELS[row.kind]), gettext(QUESTION_STATES[row.state]))
            for row in queries.explanations_of_worker(worker_id)
        ],
        "worker_id": worker_id,
    }
    return render(request, "worker/rights.html", context)


def _appeal_address(appeal_id: str) -> str:
    return reverse("worker:appeal", args=[appeal_id])


@require_safe
@worker_page
def decision(request: HttpRequest, kind: str, subject_id: str) -> HttpResponse:
    """One decision about the worker, with what can be done about it."""
    return _decision_page(request, kind, subject_id)


def _decision_page(
    request: HttpRequest,
    kind: str,
    subject_id: str,
    appeal_form: OptionalWordsForm | None = None,
    question_form: OptionalWordsForm | None = None,
) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    case = access.case_for_worker(actor, kind, subject_id)
    appeal = queries.appeal_about(kind, subject_id)
    contestable = queries.is_contestable(kind, subject_id, now)
    is_restriction = case.kind is SubjectKind.RESTRICTION
    context = {
        "case": case_view(case, actor.id),
        "kind": kind,
        "subject_id": subject_id,
        "appeal": appeal,
        "appeal_until": case.appeal_until,
        "contestable": contestable,
        "stands": case.stands,
        "letters": queries.letters_about(subject_id) if is_restriction else [],
        "is_restriction": is_restriction,
        "contact": settings.CONTACT,
        "appeal_form": appeal_form or OptionalWordsForm(prefix="appeal"),
        "question_form": question_form or OptionalWordsForm(prefix="question"),
    }
    refused = appeal_form is not None or question_form is not None
    return render(request, "worker/decision.html", context, status=REFUSED if refused else 200)


@require_POST
@worker_page
def appeal_filed(request: HttpRequest, kind: str, subject_id: str) -> HttpResponse:
    """The decision is contested."""
    form = OptionalWordsForm(request.POST, prefix="appeal")
    if not form.is_valid():
        return _decision_page(request, kind, subject_id, appeal_form=form)
    try:
        appeal = actions.file_appeal(
            actor=actor_of(request),
            now=utc_now(),
            kind=kind,
            subject_id=subject_id,
            words=form.cleaned_data["words"],
            client_key=form.cleaned_data["client_key"],
        )
    except NotFound:
        raise
    except AppealFiledBefore as refusal:
        found = queries.appeal_about(kind, subject_id)
        assert found is not None
        messages.info(request, sentence(refusal))
        return redirect("worker:appeal", found.id)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _decision_page(request, kind, subject_id, appeal_form=form)
    messages.success(request, gettext("The decision is contested. You see here what follows."))
    return redirect("worker:appeal", appeal.id)


@require_safe
@worker_page
def appeal(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """The file of an appeal, and what the worker can add."""
    return _appeal_page(request, appeal_id)


def _appeal_page(
    request: HttpRequest, appeal_id: str, form: StatementForm | None = None
) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    found = access.appeal_for_worker(actor, appeal_id)
    context = {
        "file": file_view(found, actor.id, now),
        "form": form or StatementForm(),
        "contact": settings.CONTACT,
    }
    return render(request, "worker/appeal.html", context, status=REFUSED if form else 200)


@require_POST
@worker_page
def appeal_statement(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """What the worker says stands in the file."""
    form = StatementForm(request.POST)
    if not form.is_valid():
        return _appeal_page(request, appeal_id, form)
    try:
        actions.add_statement(
            actor=actor_of(request),
            now=utc_now(),
            appeal_id=appeal_id,
            side=Side.WORKER,
            words=form.cleaned_data["words"],
            client_key=form.cleaned_data["client_key"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _appeal_page(request, appeal_id, form)
    messages.success(request, gettext("It stands in the file."))
    return redirect("worker:appeal", appeal_id)


@require_POST
@worker_page
def appeal_withdrawn(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """The worker took the appeal back."""
    try:
        actions.withdraw_appeal(actor=actor_of(request), now=utc_now(), appeal_id=appeal_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The appeal is taken back."))
    return redirect("worker:appeal", appeal_id)


@require_POST
@worker_page
def question_asked(request: HttpRequest, kind: str, subject_id: str) -> HttpResponse:
    """A person will explain the decision."""
    form = OptionalWordsForm(request.POST, prefix="question")
    if not form.is_valid():
        return _decision_page(request, kind, subject_id, question_form=form)
    try:
        question = actions.ask_why(
            actor=actor_of(request),
            now=utc_now(),
            kind=kind,
            subject_id=subject_id,
            words=form.cleaned_data["words"],
            client_key=form.cleaned_data["client_key"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _decision_page(request, kind, subject_id, question_form=form)
    messages.success(request, gettext("A person will explain it. The answer appears here."))
    return redirect("worker:question", question.id)


@require_safe
@worker_page
def question(request: HttpRequest, explanation_id: str) -> HttpResponse:
    """A question and its answer."""
    actor = actor_of(request)
    row = queries.explanation_row(access.explanation_for_worker(actor, explanation_id))
    case = access.case_for_worker(actor, row.kind, row.subject_id)
    context = {
        "question": row,
        "compensation": credit_of(row.id),
        "state": gettext(QUESTION_STATES[row.state]),
        "case": case_view(case, actor.id),
        "contact": settings.CONTACT,
    }
    return render(request, "worker/question.html", context)

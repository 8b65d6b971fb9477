"""Questions of workers about decisions, and decisions found wrong that wait to be put right."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import utc_now
from ouvrage.rights import access, actions, queries
from ouvrage.rights.queries import ExplanationRow
from ouvrage.rights.rules import SUBJECT_LABELS
from ouvrage.rights.subjects import case_of
from ouvrage.web.reviewer.forms import AnswerForm, RectifiedForm
from ouvrage.web.shell.access import actor_of, reviewer_page
from ouvrage.web.shell.cases import case_view
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.shell.words import QUESTION_STATES

REFUSED = 422


@require_safe
@reviewer_page
def questions(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, then what waits to be put right, the most urgent first."""
    now = utc_now()
    context = {
        "tab": "questions",
        "waiting": [_line(row, row.is_overdue(now)) for row in queries.explanations_to_answer()],
        "wrong": [_line(row, row.is_overdue(now)) for row in queries.explanations_to_rectify()],
    }
    return render(request, "reviewer/questions.html", context)


def _line(row: ExplanationRow, overdue: bool) -> dict[str, object]:
    return {"row": row, "kind": gettext(SUBJECT_LABELS[row.kind]), "overdue": overdue}


@require_safe
@reviewer_page
def question(request: HttpRequest, explanation_id: str) -> HttpResponse:
    """One question with the decision it is about."""
    return _page(request, explanation_id)


def _page(
    request: HttpRequest, explanation_id: str, form: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    row = queries.explanation_row(access.explanation_for_reviewer(actor, explanation_id))
    fresh = RectifiedForm() if row.state == "to_rectify" else AnswerForm()
    context = {
        "tab": "questions",
        "question": row,
        "state": gettext(QUESTION_STATES[row.state]),
        "case": case_view(case_of(row.kind, row.subject_id), actor.id),
        "form": form or fresh,
    }
    return render(request, "reviewer/question.html", context, status=REFUSED if form else 200)


@require_POST
@reviewer_page
def question_answered(request: HttpRequest, explanation_id: str) -> HttpResponse:
    """The worker reads the answer; a decision found wrong is put right."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, explanation_id, form)
    try:
        actions.answer_question(
            actor=actor_of(request),
            now=utc_now(),
            explanation_id=explanation_id,
            answer=form.cleaned_data["answer"],
            wrong=form.cleaned_data["wrong"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, explanation_id, form)
    messages.success(request, gettext("The worker can read your answer."))
    return redirect("reviewer:question", explanation_id)


@require_POST
@reviewer_page
def question_rectified(request: HttpRequest, explanation_id: str) -> HttpResponse:
    """What was found wrong has been put right by hand."""
    form = RectifiedForm(request.POST)
    if not form.is_valid():
        return _page(request, explanation_id, form)
    try:
        actions.close_rectification(
            actor=actor_of(request),
            now=utc_now(),
            explanation_id=explanation_id,
            words=form.cleaned_data["words"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, explanation_id, form)
    messages.success(request, gettext("It is noted as put right."))
    return redirect("reviewer:question", explanation_id)

"""Appeals: the queue, a file, questions to the sides, the decision."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.people.errors import PartyToCase
from ouvrage.rights import access, actions, queries
from ouvrage.rights.rules import Side
from ouvrage.rights.subjects import case_of
from ouvrage.web.reviewer.forms import DecisionForm
from ouvrage.web.shell.access import actor_of, reviewer_page
from ouvrage.web.shell.cases import APPEAL_STATES, appeal_lines, file_view
from ouvrage.web.shell.forms import StatementForm, add_refusal

REFUSED = 422


@require_safe
@reviewer_page
def appeals(request: HttpRequest) -> HttpResponse:
    """Open appeals, the most urgent first."""
    after = request.GET.get("after", "")
    if after and not is_id(after):
        raise NotFound
    rows = queries.appeals_to_decide(after=after, limit=PAGE_ROWS + 1)
    lines = appeal_lines(rows[:PAGE_ROWS], utc_now(), _address)
    context = {
        "tab": "appeals",
        "lines": lines,
        "after": rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else "",
    }
    return render(request, "reviewer/appeals.html", context)


def _address(appeal_id: str) -> str:
    return reverse("reviewer:appeal", args=[appeal_id])


@require_safe
@reviewer_page
def appeal(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """The file, with what a reviewer who is no party can do."""
    return _page(request, appeal_id)


def _page(
    request: HttpRequest,
    appeal_id: str,
    decision_form: forms.Form | None = None,
    question_form: forms.Form | None = None,
) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    found = access.appeal_for_reviewer(actor, appeal_id)
    context = {
        "tab": "appeals",
        "file": file_view(found, actor.id, now),
        "is_party": _is_party(request, found),
        "decision_form": decision_form or DecisionForm(prefix="decision"),
        "question_form": question_form or StatementForm(prefix="question"),
    }
    refused = decision_form is not None or question_form is not None
    return render(request, "reviewer/appeal.html", context, status=REFUSED if refused else 200)


def _is_party(request: HttpRequest, found: access.Appeal) -> bool:
    try:
        access.impartial_for(actor_of(request), case_of(found.subject_kind, found.subject_id))
    except PartyToCase:
        return True
    return False


@require_POST
@reviewer_page
def appeal_question(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """The reviewer's question stands in the file."""
    form = StatementForm(request.POST, prefix="question")
    if not form.is_valid():
        return _page(request, appeal_id, question_form=form)
    try:
        actions.add_statement(
            actor=actor_of(request),
            now=utc_now(),
            appeal_id=appeal_id,
            side=Side.REVIEWER,
            words=form.cleaned_data["words"],
            client_key=form.cleaned_data["client_key"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, appeal_id, question_form=form)
    messages.success(request, gettext("It stands in the file."))
    return redirect("reviewer:appeal", appeal_id)


@require_POST
@reviewer_page
def appeal_decided(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """The appeal is decided, in plain words."""
    form = DecisionForm(request.POST, prefix="decision")
    if not form.is_valid():
        return _page(request, appeal_id, decision_form=form)
    try:
        decided = actions.decide_appeal(
            actor=actor_of(request),
            now=utc_now(),
            appeal_id=appeal_id,
            outcome=form.cleaned_data["outcome"],
            explanation=form.cleaned_data["explanation"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, appeal_id, decision_form=form)
    state = gettext(APPEAL_STATES[queries.file_of(decided).appeal.state])
    messages.success(request, gettext("The appeal is closed: %(state)s.") % {"state": state})
    return redirect("reviewer:appeal", appeal_id)

"""Accounts: proposals to restrict one, the decision of a named operator, letters, lifting."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import utc_now
from ouvrage.people import queries as people
from ouvrage.people.queries import PersonRow
from ouvrage.rights import access, actions, queries
from ouvrage.rights.queries import ProposalRow
from ouvrage.rights.rules import RESTRICTION_LABELS, Side
from ouvrage.rights.subjects import case_of
from ouvrage.web.operator.restriction_forms import (
    DismissalForm,
    LiftForm,
    ProposalForm,
    RestrictionForm,
)
from ouvrage.web.operator.words import REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.cases import appeal_lines, case_view, file_view
from ouvrage.web.shell.forms import StatementForm, add_refusal


@require_safe
@operator_page
def restrictions(request: HttpRequest) -> HttpResponse:
    """Proposals that wait, what is overdue, and the restrictions there are."""
    now = utc_now()
    context = {
        "tab": "restrictions",
        "proposals": [
            (row, gettext(RESTRICTION_LABELS[row.kind]), _name(row.worker_id))
            for row in queries.proposals()
        ],
        "restrictions": [
            (row, gettext(RESTRICTION_LABELS[row.kind]), _name(row.worker_id))
            for row in queries.restrictions()
        ],
        "overdue": appeal_lines(
            queries.overdue_appeals(now),
            now,
            lambda appeal_id: reverse("reviewer:appeal", args=[appeal_id]),
        ),
        "now": now,
    }
    return render(request, "operator/restrictions.html", context)


def _name(person_id: str) -> str:
    found = people.person(person_id)
    return found.name or found.email


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def restrict(request: HttpRequest, person_id: str) -> HttpResponse:
    """Asks for everything a decision needs, then restricts the account."""
    person = _worker(person_id)
    proposal = _proposal(request, person)
    initial = {"kind": proposal.kind.value} if proposal else {}
    form = RestrictionForm(request.POST or None, initial=initial)
    if form.is_valid() and _restricted(request, person, proposal, form):
        return redirect("operator:person", person.id)
    context = {
        "tab": "restrictions",
        "person": person,
        "proposal": proposal,
        "form": form,
        "notice_days": settings.AGREEMENT.restrictions.notice_days,
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "operator/restrict.html", context, status=status)


def _worker(person_id: str) -> PersonRow:
    person = people.person(person_id)
    if not person.works:
        raise NotFound
    return person


def _proposal(request: HttpRequest, person: PersonRow) -> ProposalRow | None:
    """The proposal that the address names, when it is one about this person."""
    named = request.GET.get("proposal", "")
    if not named:
        return None
    row = queries.proposal_row(access.proposal_for_operator(actor_of(request), named))
    if row.worker_id != person.id:
        raise NotFound
    return row


def _restricted(
    request: HttpRequest, person: PersonRow, proposal: ProposalRow | None, form: RestrictionForm
) -> bool:
    given = form.cleaned_data
    draft = actions.RestrictionDraft(
        worker_id=person.id,
        kind=given["kind"],
        reason=given["reason"],
        explanation=given["explanation"],
        evidence=given["evidence"],
        pause_days=given["pause_days"] or 0,
        grave=given["grave"],
        grave_reason=given["grave_reason"],
        proposal_id=proposal.id if proposal else "",
    )
    try:
        actions.restrict_account(
            actor=actor_of(request), now=utc_now(), draft=draft, client_key=given["client_key"]
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, gettext("The account is restricted. The letter is on its way."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def propose(request: HttpRequest, person_id: str) -> HttpResponse:
    """Proposes to restrict an account, for somebody to decide."""
    person = _worker(person_id)
    form = ProposalForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.propose_restriction(
                actor=actor_of(request),
                now=utc_now(),
                worker_id=person.id,
                kind=form.cleaned_data["kind"],
                words=form.cleaned_data["words"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("The proposal waits for a decision."))
            return redirect("operator:proposal", made.id)
    context = {"tab": "restrictions", "person": person, "form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "operator/propose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def proposal(request: HttpRequest, proposal_id: str) -> HttpResponse:
    """A proposal with its evidence; it is dismissed here, or followed on the form of a decision."""
    actor = actor_of(request)
    row = queries.proposal_row(access.proposal_for_operator(actor, proposal_id))
    form = DismissalForm(request.POST or None)
    if form.is_valid():
        try:
            actions.dismiss_proposal(
                actor=actor,
                now=utc_now(),
                proposal_id=proposal_id,
                words=form.cleaned_data["words"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("The proposal is dismissed."))
            return redirect("operator:proposal", proposal_id)
    context = {
        "tab": "restrictions",
        "proposal": row,
        "kind": gettext(RESTRICTION_LABELS[row.kind]),
        "person": people.person(row.worker_id),
        "evidence": [case_view(case_of("refusal", each), actor.id) for each in row.evidence],
        "form": form,
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "operator/proposal.html", context, status=status)


@require_safe
@operator_page
def restriction(request: HttpRequest, restriction_id: str) -> HttpResponse:
    """A restriction as its worker reads it, with its letters and its appeal."""
    return _restriction_page(request, restriction_id)


def _restriction_page(
    request: HttpRequest,
    restriction_id: str,
    lift_form: forms.Form | None = None,
    statement_form: forms.Form | None = None,
) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    found = access.restriction_for_operator(actor, restriction_id)
    appeal = queries.appeal_about("restriction", restriction_id)
    case = case_of("restriction", restriction_id)
    context = {
        "tab": "restrictions",
        "restriction": queries.restriction_row(found),
        "person": people.person(found.worker_id),
        "decided_by": _name(found.block.decided_by),
        "case": case_view(case, actor.id),
        "stands": case.stands,
        "letters": queries.letters_about(restriction_id),
        "file": file_view(access.appeal_for_operator(actor, appeal.id), actor.id, now)
        if appeal
        else None,
        "lift_form": lift_form or LiftForm(prefix="lift"),
        "statement_form": statement_form or StatementForm(prefix="statement"),
    }
    refused = lift_form is not None or statement_form is not None
    return render(request, "operator/restriction.html", context, status=REFUSED if refused else 200)


@require_POST
@operator_page
def restriction_lifted(request: HttpRequest, restriction_id: str) -> HttpResponse:
    """The account gets tasks again."""
    form = LiftForm(request.POST, prefix="lift")
    if not form.is_valid():
        return _restriction_page(request, restriction_id, lift_form=form)
    try:
        actions.lift_restriction(
            actor=actor_of(request),
            now=utc_now(),
            restriction_id=restriction_id,
            reason=form.cleaned_data["reason"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _restriction_page(request, restriction_id, lift_form=form)
    messages.success(request, gettext("The restriction is lifted. The letter is on its way."))
    return redirect("operator:restriction", restriction_id)


@require_POST
@operator_page
def restriction_statement(request: HttpRequest, restriction_id: str) -> HttpResponse:
    """What the operator says stands in the file of the appeal."""
    appeal = queries.appeal_about("restriction", restriction_id)
    if appeal is None:
        raise NotFound
    form = StatementForm(request.POST, prefix="statement")
    if not form.is_valid():
        return _restriction_page(request, restriction_id, statement_form=form)
    try:
        actions.add_statement(
            actor=actor_of(request),
            now=utc_now(),
            appeal_id=appeal.id,
            side=Side.OPERATOR,
            words=form.cleaned_data["words"],
            client_key=form.cleaned_data["client_key"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _restriction_page(request, restriction_id, statement_form=form)
    messages.success(request, gettext("It stands in the file."))
    return redirect("operator:restriction", restriction_id)

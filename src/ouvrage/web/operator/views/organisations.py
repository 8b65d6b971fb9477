"""Organisations and their money: deposits that arrived, play money on a test instance."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.people import actions
from ouvrage.people import queries as people
from ouvrage.people.queries import OrganisationRow
from ouvrage.web.operator.forms import AmountForm, DepositForm, ScriptsForm, SearchForm
from ouvrage.web.operator.paging import page_start
from ouvrage.web.operator.words import ORGANISATION_KINDS, REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.work import queries as work


@require_safe
@operator_page
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations, newest first, with what they can spend."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    rows = people.organisations(text=text, before=page_start(request), limit=PAGE_ROWS + 1)
    shown = rows[:PAGE_ROWS]
    context = {
        "tab": "organisations",
        "form": form,
        "text": text,
        "organisations": [(row, ledger.available(row.id, settings.CURRENCY)) for row in shown],
        "older": shown[-1].id if len(rows) > PAGE_ROWS else "",
    }
    return render(request, "operator/organisations.html", context)


@require_safe
@operator_page
def organisation(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """One organisation: its money, members and projects."""
    return _page(request, people.organisation(organisation_id))


def _page(
    request: HttpRequest,
    row: OrganisationRow,
    *,
    deposit_form: DepositForm | None = None,
    grant_form: AmountForm | None = None,
    scripts_form: ScriptsForm | None = None,
) -> HttpResponse:
    refused = any(form is not None for form in (deposit_form, grant_form, scripts_form))
    context = {
        "tab": "organisations",
        "organisation": row,
        "kind": gettext(ORGANISATION_KINDS[row.kind]),
        "available": ledger.available(row.id, settings.CURRENCY),
        "members": people.members_of(row.id),
        "projects": work.projects_of(row.id),
        "movements": ledger.statement_of_organisation(row.id, limit=PAGE_ROWS),
        "deposit_form": deposit_form or DepositForm(prefix="deposit"),
        "grant_form": grant_form or AmountForm(prefix="grant"),
        "scripts_form": scripts_form or ScriptsForm(prefix="scripts"),
    }
    return render(
        request, "operator/organisation.html", context, status=REFUSED if refused else 200
    )


@require_POST
@operator_page
def deposit(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The money that arrived at the bank is available to the organisation."""
    row = people.organisation(organisation_id)
    form = DepositForm(request.POST, prefix="deposit")
    if not form.is_valid():
        return _page(request, row, deposit_form=form)
    try:
        recipes.deposit(
            actor=actor_of(request),
            now=utc_now(),
            organisation_id=row.id,
            amount=form.cleaned_data["amount"],
            reference=form.cleaned_data["reference"],
            key=form.cleaned_data["client_key"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, row, deposit_form=form)
    messages.success(request, gettext("The deposit is recorded."))
    return redirect("operator:organisation", row.id)


@require_POST
@operator_page
def grant(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Play money is available to the organisation, on a test instance only."""
    row = people.organisation(organisation_id)
    form = AmountForm(request.POST, prefix="grant")
    if not form.is_valid():
        return _page(request, row, grant_form=form)
    try:
        recipes.grant_play_money(
            actor=actor_of(request),
            now=utc_now(),
            organisation_id=row.id,
            amount=form.cleaned_data["amount"],
            key=form.cleaned_data["client_key"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, row, grant_form=form)
    messages.success(request, gettext("The play money is granted."))
    return redirect("operator:organisation", row.id)


@require_POST
@operator_page
def scripts(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Pages of the organisation may run scripts from now on, or no longer, for the reason given."""
    row = people.organisation(organisation_id)
    form = ScriptsForm(request.POST, prefix="scripts")
    if not form.is_valid():
        return _page(request, row, scripts_form=form)
    ends = request.POST.get("then") != "allow"
    act = actions.withdraw_scripts if ends else actions.allow_scripts
    try:
        act(
            actor=actor_of(request),
            now=utc_now(),
            organisation_id=row.id,
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, row, scripts_form=form)
    done = gettext("Its scripts no longer run.") if ends else gettext("Its pages may run scripts.")
    messages.success(request, done)
    return redirect("operator:organisation", row.id)

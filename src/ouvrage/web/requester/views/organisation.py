"""The organisation's first page, and the statement of its money."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.pay import queries as pay
from ouvrage.people.queries import organisations_of
from ouvrage.web.requester.place import enter
from ouvrage.web.requester.words import MOVEMENTS, PROJECT_STATES
from ouvrage.web.shell.access import actor_of, organisation_page, person_page
from ouvrage.work import queries as work


@require_safe
@person_page
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations one acts for; the only one opens by itself."""
    mine = organisations_of(actor_of(request).id)
    if len(mine) == 1:
        return redirect("requester:organisation", mine[0].id)
    return render(request, "requester/organisations.html", {"organisations": mine})


@require_safe
@organisation_page
def organisation(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The projects, how far they are, and the money there is."""
    place = enter(request, organisation_id)
    projects = work.projects_of(organisation_id)
    currency = settings.CURRENCY
    context = place.context(
        tab="projects",
        projects=[(row, gettext(PROJECT_STATES[row.state])) for row in projects],
        available=ledger.available(organisation_id, currency),
        reserved=ledger.reserved_by_projects([row.id for row in projects], currency),
        play_money=settings.PLAY_MONEY,
        claims=pay.claims_waiting(organisation_id),
    )
    return render(request, "requester/organisation.html", context)


@dataclass(frozen=True, slots=True)
class MovementLine:
    """A movement as the statement shows it."""

    at: object
    what: str
    project_id: str
    project: str
    reference: str
    amount: Money


@require_safe
@organisation_page
def statement(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Every movement of what the organisation can spend, newest first, a page at a time."""
    place = enter(request, organisation_id)
    before = request.GET.get("before", "")
    rows = ledger.statement_of_organisation(
        organisation_id,
        limit=PAGE_ROWS + 1,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )
    titles = {row.id: row.title for row in work.projects_of(organisation_id)}
    shown = [
        MovementLine(
            row.at,
            gettext(MOVEMENTS.get(f"{row.kind}:{row.place}", MOVEMENTS.get(row.kind, row.kind))),
            row.project_id if row.project_id in titles else "",
            titles.get(row.project_id, ""),
            row.reference,
            row.amount,
        )
        for row in rows[:PAGE_ROWS]
    ]
    context = place.context(
        tab="statement",
        movements=shown,
        older=rows[PAGE_ROWS - 1].id if len(rows) > PAGE_ROWS else None,
        available=ledger.available(organisation_id, settings.CURRENCY),
    )
    return render(request, "requester/statement.html", context)

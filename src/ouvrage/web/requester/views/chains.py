"""Who stands between the end client and the workers: for all projects, or for one (TRA-2)."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.people.queries import ChainSubject, OrganisationRow, chain_of, platform_link
from ouvrage.people.rules import ChainRole, Link
from ouvrage.web.requester.forms.chain import LinkForm, chain_forms, show_refusal
from ouvrage.web.requester.place import enter, enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.chains import chain_rows, link_rows
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import actions, queries


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def organisation_chain(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The chain that the organisation's projects for other clients inherit."""
    place = enter(request, organisation_id)
    found = chain_of(ChainSubject.ORGANISATION, organisation_id)
    lines = chain_forms(request.POST or None, found.links if found else _first(place.organisation))

    def write(links: Sequence[Link]) -> None:
        actions.write_organisation_chain(
            actor=place.actor, now=place.now, organisation_id=organisation_id, links=links
        )

    faults: list[str] = []
    if request.method == "POST" and _written(lines, write, faults):
        messages.success(request, gettext("The chain is saved."))
        return redirect("requester:organisation_chain", organisation_id)
    context = place.context(
        tab="chain",
        lines=lines,
        faults=faults,
        chain=link_rows(found.links) if found else [],
        platform=platform_link(),
    )
    return render(request, "requester/chain.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def chain(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The chain of one project, in place of the organisation's."""
    place = enter_project(request, organisation_id, project_id)
    found = queries.chain_of_project(place.project)
    shown = found.links
    if found.source == "simple":
        shown = _first(place.organisation, place.project.end_client)
    lines = chain_forms(request.POST or None, shown)

    def write(links: Sequence[Link]) -> None:
        actions.write_project_chain(
            actor=place.actor, now=place.now, project_id=project_id, links=links
        )

    faults: list[str] = []
    if request.method == "POST" and _written(lines, write, faults):
        messages.success(request, gettext("The chain is saved."))
        return redirect("requester:chain", organisation_id, project_id)
    context = place.context(
        tab="projects",
        lines=lines,
        faults=faults or [sentence(each) for each in found.refusals],
        source=found.source,
        chain=chain_rows(place.project),
        platform=platform_link(),
    )
    return render(request, "requester/chain.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    return REFUSED if request.method == "POST" else 200


def _first(organisation: OrganisationRow, client: str = "") -> tuple[Link, ...]:
    """Two lines to begin with: the client, and the organisation as the one with the contract."""
    return (
        Link(client, "", ChainRole.CLIENT),
        Link(organisation.name, organisation.country, ChainRole.CONTRACT),
    )


def _written(
    lines: Sequence[LinkForm], write: Callable[[Sequence[Link]], None], faults: list[str]
) -> bool:
    if not all([line.is_valid() for line in lines]):
        return False
    try:
        write([link for line in lines if (link := line.link()) is not None])
    except Refusal as refusal:
        faults += show_refusal(lines, refusal)
        return False
    return True

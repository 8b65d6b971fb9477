"""Who acts for the organisation. Members see each other; owners change who they are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.people import actions, queries
from ouvrage.people.access import organisation_for_owner
from ouvrage.people.queries import MemberRole, MemberRow
from ouvrage.web.requester.forms.organisation import MemberForm, RemovalForm
from ouvrage.web.requester.place import Place, enter
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.refusals import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def members(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Lists the members; an owner adds one by their address."""
    place = enter(request, organisation_id)
    if request.method != "POST":
        return _page(request, place, MemberForm())
    organisation_for_owner(place.actor, organisation_id)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form, REFUSED)
    try:
        actions.add_member(
            actor=place.actor,
            now=place.now,
            organisation_id=organisation_id,
            email=form.cleaned_data["email"],
            role=form.cleaned_data["role"],
        )
    except Refusal as refusal:
        form.show(refusal)
        return _page(request, place, form, REFUSED)
    messages.success(request, gettext("The member is added."))
    return redirect("requester:members", organisation_id)


def _page(request: HttpRequest, place: Place, form: MemberForm, status: int = 200) -> HttpResponse:
    rows = queries.members_of(place.organisation.id)
    mine = [row for row in rows if row.person_id == place.actor.id]
    context = place.context(
        tab="members",
        members=rows,
        form=form,
        owner=bool(mine) and mine[0].role is MemberRole.OWNER,
    )
    return render(request, "requester/members.html", context, status=status)


@require_POST
@organisation_page
def member_role(request: HttpRequest, organisation_id: str, person_id: str) -> HttpResponse:
    """The member has the role that was chosen."""
    place = enter(request, organisation_id)
    try:
        actions.change_role(
            actor=place.actor,
            now=place.now,
            organisation_id=organisation_id,
            person_id=person_id,
            role=request.POST.get("role", ""),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The role is changed."))
    return redirect("requester:members", organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def member_removal(request: HttpRequest, organisation_id: str, person_id: str) -> HttpResponse:
    """Asks why, then the member no longer acts for the organisation."""
    place = enter(request, organisation_id)
    organisation_for_owner(place.actor, organisation_id)
    member = _member(organisation_id, person_id)
    form = RemovalForm(request.POST or None)
    if form.is_valid():
        try:
            actions.remove_member(
                actor=place.actor,
                now=place.now,
                organisation_id=organisation_id,
                person_id=person_id,
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The member is removed."))
            return redirect("requester:members", organisation_id)
    context = place.context(tab="members", member=member, form=form)
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/member_removal.html", context, status=status)


def _member(organisation_id: str, person_id: str) -> MemberRow:
    for row in queries.members_of(organisation_id):
        if row.person_id == person_id:
            return row
    raise NotFound

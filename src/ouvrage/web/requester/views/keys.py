"""Keys for programs. The secret is shown once, on the page that answers its making."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.people import actions, queries
from ouvrage.people.access import organisation_for_owner
from ouvrage.web.requester.forms.organisation import KeyForm
from ouvrage.web.requester.place import Place, enter
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.refusals import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def keys(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Lists the keys; a new one's secret is on this answer and nowhere after."""
    place = enter(request, organisation_id)
    organisation_for_owner(place.actor, organisation_id)
    form = KeyForm(request.POST or None)
    if not form.is_bound:
        return _page(request, place, form)
    if form.is_valid():
        try:
            key, secret = actions.create_api_key(
                actor=place.actor,
                now=place.now,
                organisation_id=organisation_id,
                name=form.cleaned_data["name"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            context = place.context(tab="keys", name=key.name, secret=secret)
            return render(request, "requester/key_made.html", context)
    return _page(request, place, form, REFUSED)


def _page(request: HttpRequest, place: Place, form: KeyForm, status: int = 200) -> HttpResponse:
    rows = queries.api_keys_of(place.organisation.id)
    context = place.context(tab="keys", keys=rows, form=form)
    return render(request, "requester/keys.html", context, status=status)


@require_POST
@organisation_page
def key_revoked(request: HttpRequest, organisation_id: str, key_id: str) -> HttpResponse:
    """The key opens nothing any more."""
    place = enter(request, organisation_id)
    try:
        actions.revoke_api_key(
            actor=place.actor, now=place.now, organisation_id=organisation_id, key_id=key_id
        )
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The key is revoked. Programs that use it are refused."))
    return redirect("requester:keys", organisation_id)

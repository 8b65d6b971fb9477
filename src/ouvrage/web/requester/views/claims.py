"""Claims of workers about time spent on the organisation's projects, and deciding them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound
from ouvrage.pay import queries as pay
from ouvrage.pay.access import claim_for_decider
from ouvrage.web.requester.place import enter
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.claims import claim_context, claim_list, decide_claim


@require_safe
@organisation_page
def claims(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The claims that wait for a decision, the earliest due first."""
    place = enter(request, organisation_id)
    rows = pay.claims_to_decide(organisation_id)

    def address(claim_id: str) -> str:
        return reverse("requester:time_claim", args=[organisation_id, claim_id])

    context = place.context(tab="claims", claims=claim_list(rows, address))
    return render(request, "requester/time_claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def claim(request: HttpRequest, organisation_id: str, claim_id: str) -> HttpResponse:
    """One claim beside what is recorded for the organisation's projects; a member decides it."""
    place = enter(request, organisation_id)
    found = claim_for_decider(place.actor, claim_id)
    if found.organisation_id != organisation_id:
        raise NotFound
    form = decide_claim(request, place.actor, place.now, found)
    if form is None:
        return redirect("requester:time_claim", organisation_id, claim_id)
    context = place.context(tab="claims", **claim_context(found, place.now, form, own_only=True))
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/time_claim.html", context, status=status)

"""Claims of workers about time, of every project and of none, and deciding them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.moment import utc_now
from ouvrage.pay import queries as pay
from ouvrage.pay.access import claim_for_decider
from ouvrage.web.operator.words import REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.claims import claim_context, claim_list, decide_claim


@require_safe
@operator_page
def claims(request: HttpRequest) -> HttpResponse:
    """The claims that wait for a decision, the earliest due first."""

    def address(claim_id: str) -> str:
        return reverse("operator:time_claim", args=[claim_id])

    rows = claim_list(pay.claims_to_decide(), address)
    return render(request, "operator/time_claims.html", {"tab": "claims", "claims": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """One claim beside what is recorded; the operator decides it."""
    actor, now = actor_of(request), utc_now()
    found = claim_for_decider(actor, claim_id)
    form = decide_claim(request, actor, now, found)
    if form is None:
        return redirect("operator:time_claim", claim_id)
    context = {"tab": "claims", **claim_context(found, now, form, own_only=False)}
    status = REFUSED if form.is_bound else 200
    return render(request, "operator/time_claim.html", context, status=status)

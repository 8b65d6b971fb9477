"""Claim codes: what is due under one, and recording that it was paid."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import utc_now
from ouvrage.rights import actions, queries
from ouvrage.rights.rules import claim_digest
from ouvrage.web.operator.forms import ClaimForm
from ouvrage.web.operator.words import REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.forms import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def codes(request: HttpRequest) -> HttpResponse:
    """A code shows what is due under it; with a reference, it is recorded as paid."""
    form = ClaimForm(request.POST or None)
    owed = None
    if form.is_valid():
        claim = queries.claim_of(claim_digest(form.cleaned_data["code"]))
        if claim is None:
            form.add_error("code", gettext("Nobody was given this code. Compare it once more."))
        elif not form.cleaned_data["reference"]:
            owed = claim.owed
        elif _paid(request, form):
            return redirect("operator:codes")
    context = {"tab": "books", "form": form, "owed": owed}
    status = REFUSED if form.is_bound and owed is None else 200
    return render(request, "operator/codes.html", context, status=status)


def _paid(request: HttpRequest, form: ClaimForm) -> bool:
    try:
        amount = actions.pay_claim(
            actor=actor_of(request),
            now=utc_now(),
            code=form.cleaned_data["code"],
            reference=form.cleaned_data["reference"],
            client_key=form.cleaned_data["client_key"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    words = gettext("Recorded as paid: %(amount)s.") % {"amount": amount}
    messages.success(request, words)
    return True

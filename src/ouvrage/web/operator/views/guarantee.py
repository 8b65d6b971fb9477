"""The guarantee fund: what it holds, what it has been asked for and cannot pay, and filling it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import utc_now
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.pay import queries as pay
from ouvrage.web.operator.forms import DepositForm
from ouvrage.web.operator.words import CREDITS, REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.forms import add_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def guarantee(request: HttpRequest) -> HttpResponse:
    """Shows the fund and what is owed; sending the form fills it, once for each form."""
    form = DepositForm(request.POST or None)
    if form.is_valid():
        try:
            recipes.fund_guarantee(
                actor=actor_of(request),
                now=utc_now(),
                amount=form.cleaned_data["amount"],
                reference=form.cleaned_data["reference"],
                key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("The guarantee fund holds that much more."))
            return redirect("operator:guarantee")
    context = {
        "tab": "books",
        "form": form,
        "fund": ledger.guarantee(settings.CURRENCY),
        "top_ups": pay.top_ups_owed(),
        "owed": [(row, gettext(CREDITS[row.kind])) for row in pay.credits_owed()],
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "operator/guarantee.html", context, status=status)

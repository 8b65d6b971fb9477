"""A published price is raised: what that costs more is set aside, and nobody is paid less."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.ledger import queries as ledger
from ouvrage.pay import actions
from ouvrage.pay import queries as pay
from ouvrage.web.requester.forms.running import PriceForm
from ouvrage.web.requester.missing import was_published
from ouvrage.web.requester.place import enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def price(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The price there is, the least there may be, and a higher one."""
    place = enter_project(request, organisation_id, project_id)
    if not was_published(place.project):
        return redirect("requester:pay", *place.address)
    floor = pay.floor_row(place.project, place.now)
    suggested = max(floor.least.micros, place.project.reward_micros)
    initial = {"reward": f"{suggested / 1_000_000:.6f}".rstrip("0").rstrip(".")}
    form = PriceForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.raise_price(
                actor=place.actor,
                now=place.now,
                project_id=project_id,
                reward=form.cleaned_data["reward"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The price is raised."))
            return redirect("requester:project", *place.address)
    context = place.context(
        tab="projects",
        form=form,
        floor=floor,
        available=ledger.available(organisation_id, settings.CURRENCY),
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/price.html", context, status=status)

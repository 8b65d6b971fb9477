"""What can be done with a batch that runs: end it early, or want more answers per task."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import ANSWERS_PER_TASK_MAX, READERS_MAX
from ouvrage.ledger import queries as ledger
from ouvrage.pay import actions
from ouvrage.pay import queries as pay
from ouvrage.pay.rules import READERS_LEAST
from ouvrage.web.requester.forms.plain import RefusalForm
from ouvrage.web.requester.forms.running import MoreAnswersForm, MoreReadingsForm
from ouvrage.web.requester.place import enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.work import queries as work
from ouvrage.work.rules import PUBLISHED_STATES, BatchState


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def batch_end(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """Says what comes back and what stays, then ends the batch."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    form = RefusalForm(request.POST or None)
    if form.is_valid():
        try:
            actions.end_batch(actor=place.actor, now=place.now, batch_id=batch.id)
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The batch is ended. What it will not use is back."))
            return redirect("requester:project", *place.address)
    if batch.state not in {BatchState.OPEN, BatchState.FINISHED}:
        return redirect("requester:project", *place.address)
    reserved = ledger.reserved_for_batch(batch.id, settings.CURRENCY)
    stays = pay.kept_once_ended(batch)
    context = place.context(
        tab="projects",
        form=form,
        batch=work.batch_progress(batch.id),
        reserved=reserved,
        stays=stays,
        reserves=ledger.quality_of_batch(batch.id, settings.CURRENCY)
        + ledger.topup_of_batch(batch.id, settings.CURRENCY),
        back=reserved - stays,
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/batch_end.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def batch_answers(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """Shows what more answers per task cost; sending the shown number buys them."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    if batch.state not in PUBLISHED_STATES:
        return redirect("requester:project", *place.address)
    asked = request.GET.get("answers", "1")
    form = MoreAnswersForm(request.POST or None, initial={"answers": asked})
    if form.is_valid():
        count = form.cleaned_data["answers"]
        try:
            actions.add_answers(
                actor=place.actor,
                now=place.now,
                batch_id=batch.id,
                answers=count,
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            _say_added(request, count)
            return redirect("requester:project", *place.address)
    count = _number(request.POST.get("answers", asked), ANSWERS_PER_TASK_MAX, 1)
    context = place.context(
        tab="projects",
        form=form,
        batch=work.batch_progress(batch.id),
        count=count,
        quote=pay.quote_of_answers(batch, count),
        available=ledger.available(organisation_id, settings.CURRENCY),
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/batch_answers.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def batch_readings(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """Shows what letting more people read costs; sending the shown number pays for it."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    if batch.state != BatchState.OPEN:
        return redirect("requester:project", *place.address)
    asked = request.GET.get("readers", str(READERS_LEAST))
    form = MoreReadingsForm(request.POST or None, initial={"readers": asked})
    if form.is_valid():
        try:
            actions.add_readings(
                actor=place.actor,
                now=place.now,
                batch_id=batch.id,
                readers=form.cleaned_data["readers"],
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("More people can begin now; their reading is paid."))
            return redirect("requester:project", *place.address)
    count = _number(request.POST.get("readers", asked), READERS_MAX, READERS_LEAST)
    context = place.context(
        tab="projects",
        form=form,
        batch=work.batch_progress(batch.id),
        count=count,
        quote=pay.quote_of_readings(batch, count),
        available=ledger.available(organisation_id, settings.CURRENCY),
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/batch_readings.html", context, status=status)


def _say_added(request: HttpRequest, count: int) -> None:
    said = ngettext(
        "Each task gets %(count)d more answer.", "Each task gets %(count)d more answers.", count
    )
    messages.success(request, said % {"count": count})


def _number(text: str, most: int, otherwise: int) -> int:
    known = text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most
    return int(text) if known else otherwise

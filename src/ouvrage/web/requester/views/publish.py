"""The last step: the full cost before it is spent, what is still missing, and publishing."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import READERS_MAX
from ouvrage.ledger import queries as ledger
from ouvrage.pay import actions
from ouvrage.pay import queries as pay
from ouvrage.web.requester.forms.running import PublishForm
from ouvrage.web.requester.missing import draft_batch, missing_of
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.steps import missing_lines, step_lines
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.work import queries as work
from ouvrage.work.access import Batch
from ouvrage.work.rules import BatchState


@require_safe
@organisation_page
def publish(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The cost of the batch that waits; without one, what is missing."""
    place = enter_project(request, organisation_id, project_id)
    waiting = draft_batch(place)
    if waiting is not None:
        return redirect("requester:publish_batch", *place.address, waiting.id)
    missing = missing_of(place.project, place.now)
    context = place.context(
        tab="projects",
        steps=step_lines("publish", place.project, missing),
        missing=missing_lines(place.project, missing),
    )
    return render(request, "requester/step_publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def publish_batch(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """The quote of the batch; sending it reserves the money and opens the batch to workers."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    if batch.state not in {BatchState.DRAFT, BatchState.IMPORTING}:
        return redirect("requester:project", *place.address)
    if request.method != "POST":
        readers = _readers_asked(request.GET.get("readers_max", ""))
        return _page(request, place, batch, PublishForm(initial={"readers_max": readers}), readers)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, place, batch, form, None)
    readers = form.cleaned_data["readers_max"]
    try:
        actions.publish_batch(
            actor=place.actor,
            now=place.now,
            batch_id=batch.id,
            readers_max=readers,
            sensitive=form.cleaned_data["sensitive"],
        )
    except Refusal as refusal:
        form.show(refusal)
        return _page(request, place, batch, form, readers)
    messages.success(request, gettext("Published. Workers can see the tasks now."))
    return redirect("requester:project", *place.address)


def _readers_asked(text: str) -> int | None:
    known = text.isascii() and text.isdigit() and 1 <= int(text[:7]) <= READERS_MAX
    return int(text) if known else None


def _page(
    request: HttpRequest, place: ProjectPlace, batch: Batch, form: PublishForm, readers: int | None
) -> HttpResponse:
    quote = pay.quote_of_batch(batch.id, readers_max=readers)
    form.fields["readers_max"].initial = quote.readers
    missing: Sequence[Refusal] = missing_of(place.project, place.now)
    available = ledger.available(place.organisation.id, place.project.currency)
    context = place.context(
        tab="projects",
        steps=step_lines("publish", place.project, missing),
        missing=missing_lines(place.project, missing),
        batch=work.batch_progress(batch.id),
        form=form,
        quote=quote,
        available=available,
        lacking=quote.total - available if available < quote.total else None,
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/step_publish.html", context, status=status)

"""Control items of a batch: chosen before it is published, then how they fare (DEC-13)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.review import actions, queries
from ouvrage.web.requester.forms.gold import GoldForm
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.cells import Cell, cells
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import queries as work
from ouvrage.work.access import Batch, task_for_member
from ouvrage.work.rules import BatchState


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def gold(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """The batch's control items; posting marks a task of a draft batch as one."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    form = GoldForm(request.POST or None, questions=place.project.fields)
    if form.is_valid():
        task = work.task_named(batch.id, form.cleaned_data["task"])
        if task is None:
            form.add_error("task", gettext("No task of this batch has this identifier or number."))
            return _page(request, place, batch, form)
        try:
            actions.mark_gold(
                actor=place.actor,
                now=place.now,
                task_id=task.id,
                expected=form.expected(),
                explanation=form.cleaned_data["explanation"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The task is a control item."))
            return redirect("requester:gold", *place.address, batch.id)
    return _page(request, place, batch, form)


def _page(request: HttpRequest, place: ProjectPlace, batch: Batch, form: GoldForm) -> HttpResponse:
    context = place.context(
        tab="projects",
        batch=batch,
        draft=batch.state == BatchState.DRAFT,
        items=[(row, _known(row)) for row in queries.gold_of_batch(batch.id)],
        form=form,
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/gold.html", context, status=status)


def _known(row: queries.GoldRow) -> list[Cell]:
    return cells(row.expected)


@require_POST
@organisation_page
def gold_unmarked(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str, task_id: str
) -> HttpResponse:
    """The task is no control item any more."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    task = task_for_member(place.actor, task_id)
    if task.batch_id != batch.id:
        raise NotFound
    try:
        actions.unmark_gold(actor=place.actor, now=place.now, task_id=task.id)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    return redirect("requester:gold", *place.address, batch.id)

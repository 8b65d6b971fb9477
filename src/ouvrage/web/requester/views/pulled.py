"""Tasks that workers say do not work: what they said, and what becomes of each (PAY-7)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.shell.access import organisation_page
from ouvrage.work import actions, queries
from ouvrage.work.access import task_for_member
from ouvrage.work.queries import PulledRow
from ouvrage.work.rules import BROKEN_LABELS, BrokenReason


@require_safe
@organisation_page
def pulled(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """The pulled tasks of the batch, each with the reports of it."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    context = place.context(
        tab="projects",
        batch=queries.batch_progress(batch.id),
        tasks=[_shown(row) for row in queries.pulled_tasks(batch.id)],
    )
    return render(request, "requester/pulled.html", context)


def _shown(row: PulledRow) -> dict[str, object]:
    reports = [
        {"words": report.words, "at": report.at, "reason": _reason(report.reason)}
        for report in row.reports
    ]
    return {"row": row, "reports": reports, "cells": list(row.data.items())}


def _reason(code: str) -> str:
    return gettext(BROKEN_LABELS[BrokenReason(code)])


@require_POST
@organisation_page
def reopened(
    request: HttpRequest, organisation_id: str, project_id: str, task_id: str
) -> HttpResponse:
    """The repaired task is offered again."""
    place = enter_project(request, organisation_id, project_id)
    batch_id = _batch_of(place, task_id)
    actions.reopen_task(actor=place.actor, now=place.now, task_id=task_id)
    messages.success(request, gettext("The task is offered again."))
    return redirect("requester:pulled", *place.address, batch_id)


@require_POST
@organisation_page
def dropped(
    request: HttpRequest, organisation_id: str, project_id: str, task_id: str
) -> HttpResponse:
    """The task stays out; what its places would have cost comes back with the batch."""
    place = enter_project(request, organisation_id, project_id)
    batch_id = _batch_of(place, task_id)
    actions.drop_task(actor=place.actor, now=place.now, task_id=task_id)
    messages.success(request, gettext("The task stays out."))
    return redirect("requester:pulled", *place.address, batch_id)


def _batch_of(place: ProjectPlace, task_id: str) -> str:
    """The batch of a task that is one of this project's."""
    task = task_for_member(place.actor, task_id)
    if task.project_id != place.project.id:
        raise NotFound
    return task.batch_id

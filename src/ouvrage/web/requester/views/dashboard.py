"""The page of one project: how far it is, what it costs, how well people agree, what they earn.

The progress part is a page of its own too, so that it can be drawn again while people work.
"""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ouvrage.pay import actions as pay_actions
from ouvrage.pay import queries as pay
from ouvrage.review import queries as review
from ouvrage.voice.queries import waiting_count
from ouvrage.web.requester.charts import (
    hourly_chart,
    label_charts,
    progress_chart,
    share,
    spend_chart,
    time_chart,
)
from ouvrage.web.requester.missing import missing_of, was_published
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.steps import step_lines
from ouvrage.web.requester.words import BATCH_STATES
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.templatetags.ouvrage import number
from ouvrage.work import actions
from ouvrage.work import queries as work
from ouvrage.work.queries import is_unnamed_too_long
from ouvrage.work.rules import SENSITIVE_LABELS, BatchState, Sensitive


@require_safe
@organisation_page
def project(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The project; one that was never published opens with what it still lacks."""
    place = enter_project(request, organisation_id, project_id)
    if not was_published(place.project):
        return _draft_page(request, place)
    spend = pay.spend_of_project(project_id)
    statistics = review.project_statistics(project_id)
    context = _progress_context(place) | {
        "questions_waiting": waiting_count(project_id),
        "silent": work.silent_since(project_id),
        "spend": spend,
        "spend_chart": spend_chart(spend),
        "batches_labelled": list(_labelled(project_id)),
        "statistics": statistics,
        "time_chart": time_chart(statistics, place.project),
        "hourly_chart": hourly_chart(statistics, place.project),
        "floor": pay.floor_row(place.project, place.now),
    }
    return render(request, "requester/project.html", context)


def _draft_page(request: HttpRequest, place: ProjectPlace) -> HttpResponse:
    lines = step_lines("", place.project, missing_of(place.project, place.now))
    following = [line for line in lines if not line.complete]
    context = _progress_context(place) | {"steps": lines, "next": following[0]}
    return render(request, "requester/project_draft.html", context)


def _labelled(project_id: str) -> Iterator[dict[str, object]]:
    for batch in work.batches_of(project_id):
        run = review.latest_run(batch.id)
        if run is not None:
            charts = label_charts(review.distribution(batch.id))
            yield {
                "name": batch.name,
                "agreement": share(run.agreement),
                "alpha": None if run.alpha is None else number(f"{run.alpha:.3f}"),
                "charts": charts,
            }


@never_cache
@require_safe
@organisation_page
def progress(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The part of the page that changes while people work."""
    place = enter_project(request, organisation_id, project_id)
    return render(request, "requester/parts/progress.html", _progress_context(place))


def _progress_context(place: ProjectPlace) -> dict[str, object]:
    rows = work.batches_of(place.project.id)
    audits = pay.audits_of_project(place.project.id)
    controlled = review.batches_with_gold(place.project.id)
    batches = [
        {
            "row": row,
            "state": gettext(BATCH_STATES[row.state]),
            "chart": progress_chart(row),
            "sensitive": [gettext(SENSITIVE_LABELS[Sensitive(one)]) for one in row.sensitive],
            "gold": row.id in controlled,
            "published": row.state not in {BatchState.IMPORTING, BatchState.DRAFT},
            "running": row.state in {BatchState.OPEN, BatchState.FINISHED},
            "audit": audits.get(row.id),
        }
        for row in reversed(rows)
    ]
    live = any(row.state == BatchState.OPEN for row in rows)
    opened = next((row.id for row in rows if row.state == BatchState.OPEN), "")
    return place.context(
        tab="projects",
        batches=batches,
        live=live,
        floor_hold=pay.floor_hold(place.project.id),
        pending=sum(row.pending for row in rows),
        unnamed=live and is_unnamed_too_long(place.project, place.now.date()),
        no_money_to_read=opened if opened and not pay.is_reading_funded(place.project) else "",
    )


@require_POST
@organisation_page
def project_paused(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """No task is handed out until the project is resumed."""
    place = enter_project(request, organisation_id, project_id)
    actions.pause_project(actor=place.actor, now=place.now, project_id=project_id)
    messages.success(
        request, gettext("The project is paused. Work that people hold is still accepted.")
    )
    return redirect("requester:project", *place.address)


@require_POST
@organisation_page
def project_resumed(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """Tasks are handed out again."""
    place = enter_project(request, organisation_id, project_id)
    pay_actions.resume_project(actor=place.actor, now=place.now, project_id=project_id)
    messages.success(request, gettext("The project runs again."))
    return redirect("requester:project", *place.address)

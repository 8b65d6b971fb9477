"""An answer came back: why, what a rework pays, and the choice to do it or to leave it (DEC-2)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Span, utc_now
from ouvrage.base.money import Money
from ouvrage.pay import queries as pay
from ouvrage.review.queries import rework_verdict_of
from ouvrage.review.rules import REASON_LABELS, RefusalReason
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.elements import files_for
from ouvrage.web.worker.drawing import draw_task, task_response
from ouvrage.work import actions
from ouvrage.work.access import Assignment, rework_for_worker
from ouvrage.work.rules import AssignmentState


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def rework(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """What was found and what can be done; posting begins the rework, on paid time."""
    actor = actor_of(request)
    found = rework_for_worker(actor, assignment_id)
    if request.method == "POST":
        actions.begin_rework(actor=actor, now=utc_now(), assignment_id=found.id)
        return redirect("worker:assignment", found.id)
    if found.state == AssignmentState.SUBMITTED:
        return redirect("worker:assignment", found.id)
    return _page(request, found)


def _page(request: HttpRequest, found: Assignment) -> HttpResponse:
    assert found.redoes is not None
    first = found.redoes.submission
    verdict = rework_verdict_of(first.id)
    cap = settings.AGREEMENT.time.rework_seconds_max
    terms = pay.terms_for(found.worker_id, pay.terms_of(found.batch_id), utc_now())
    context = {
        "rework": found,
        "project": found.project,
        "first": first,
        "open": found.state == AssignmentState.TAKEN and found.lease_until > utc_now(),
        "begun": found.draft_at is not None,
        "verdict": verdict,
        "reason": gettext(REASON_LABELS[RefusalReason(verdict.reason)]),
        "reward": Money(found.reward_micros, found.project.currency),
        "per_hour": Money(terms.floor_micros_per_hour, found.project.currency),
        "cap": Span(seconds=cap),
    }
    try:
        drawn = draw_task(found.project, found.task.data, found.worker_id, kept=first.answer)
    except Refusal:
        return render(request, "worker/rework.html", context)
    context["answer_html"] = drawn.html
    context["element_files"] = files_for(drawn.html)
    return task_response(request, "worker/rework.html", context, found.batch.media_hosts)

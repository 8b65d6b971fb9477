"""A task that does not work, that one wants no more of, or that shows what was not declared.

Each ends the task on paid time and has no other effect (PAY-7, HLT-1, HLT-4). The list says what
became of it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import HTTP_STATUS, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS, REASON_CHARACTERS_MAX
from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as pay_queries
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.worker.forms import whole_seconds
from ouvrage.web.worker.words import (
    PAID_TIME_LABELS,
    STOP_LABELS,
    STOP_STATE_LABELS,
    labels,
    sensitive_words,
)
from ouvrage.work import queries
from ouvrage.work.access import task_in_hand
from ouvrage.work.actions import StopDraft
from ouvrage.work.queries import StopRow
from ouvrage.work.rules import (
    BROKEN_LABELS,
    DENIAL_LABELS,
    SENSITIVE_LABELS,
    BrokenReason,
    DenialReason,
    StopKind,
    StopState,
)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def broken(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The task ended as one that does not work, and its time is paid (PAY-7)."""
    draft = StopDraft(
        StopKind.BROKEN,
        whole_seconds(request.POST.get("active_seconds", "")),
        reason=request.POST.get("reason", ""),
        words=request.POST.get("words", ""),
    )
    return _stopped(request, assignment_id, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def withdraw(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The worker wants no more of a sensitive task; its time is paid, no reason asked (HLT-4)."""
    seconds = whole_seconds(request.POST.get("active_seconds", ""))
    return _stopped(request, assignment_id, StopDraft(StopKind.WITHDRAWN, seconds))


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def mislabelled(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The task showed a sensitive category that was not declared; its time is paid (HLT-1)."""
    draft = StopDraft(
        StopKind.MISLABELLED,
        whole_seconds(request.POST.get("active_seconds", "")),
        sensitive=request.POST.getlist("sensitive"),
    )
    return _stopped(request, assignment_id, draft)


def _stopped(request: HttpRequest, assignment_id: str, draft: StopDraft) -> HttpResponse:
    if request.method != "POST":
        return redirect("worker:assignment", assignment_id)
    actor = actor_of(request)
    found = task_in_hand(actor, assignment_id)
    try:
        pay.stop_task(actor=actor, now=utc_now(), assignment_id=found.id, draft=draft)
    except Refusal as refusal:
        context = {
            "assignment": found,
            "project": found.project,
            "kind": draft.kind,
            "faults": [sentence(each) for each in refusal.each()],
            "broken_reasons": labels(BROKEN_LABELS),
            "undeclared": [
                pair for pair in labels(SENSITIVE_LABELS) if pair[0] not in found.sensitive
            ],
            "words": draft.words[:REASON_CHARACTERS_MAX],
            "reason": draft.reason,
        }
        status = max(HTTP_STATUS[each.kind] for each in refusal.each())
        return render(request, "worker/stop.html", context, status=status)
    return redirect(f"{reverse('worker:offers')}?sent=stopped")


@require_safe
@worker_page
def stops(request: HttpRequest) -> HttpResponse:
    """The worker's stopped tasks, newest first, each with its time and pay."""
    before = request.GET.get("before", "")
    rows = queries.stops_of_worker(actor_of(request).id, before=before if is_id(before) else "")
    context = {
        "rows": [_shown(row) for row in rows],
        "before": rows[-1].id if len(rows) == PAGE_ROWS else "",
    }
    return render(request, "worker/stops.html", context)


def _shown(row: StopRow) -> dict[str, object]:
    reason = BROKEN_LABELS[BrokenReason(row.reason)] if row.reason else ""
    denial = DENIAL_LABELS[DenialReason(row.decision_reason)] if row.decision_reason else ""
    paid = pay_queries.credit_of(row.id)
    return {
        "row": row,
        "paid": paid,
        "paid_with": gettext(PAID_TIME_LABELS[paid.overlap_kind])
        if paid and paid.overlap_kind
        else "",
        "kind": gettext(STOP_LABELS[StopKind(row.kind)]),
        "state": gettext(STOP_STATE_LABELS[StopState(row.state)]),
        "reason": gettext(reason) if reason else "",
        "denial": gettext(denial) if denial else "",
        "sensitive": sensitive_words(row.sensitive),
        "pay": pay_queries.credited(row.id),
    }

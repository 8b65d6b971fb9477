"""Doing the work: take, answer, keep a draft, give back.

Sending is the hot path: the assignment, the answer, the next task, one redirect. A second press of
a button shows what the first one did, and no answer that was typed is ever thrown away.
"""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.actor import Actor
from ouvrage.base.errors import HTTP_STATUS, Refusal
from ouvrage.base.moment import Moment, utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay.queries import seconds_measured
from ouvrage.people.errors import ChainChanged, ChainNotNamed, ContractNotAccepted
from ouvrage.taskui.errors import AnswerTooLong, WidgetUnreadable
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.elements import files_for
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.worker.drawing import (
    Data,
    chain_html,
    draft_from,
    draw_task,
    frame_task,
    instructions_html,
    read_task_answer,
    task_response,
)
from ouvrage.web.worker.forms import whole_seconds
from ouvrage.web.worker.views.measuring import report_task
from ouvrage.web.worker.views.readings import CHAIN_CHANGED, chain_named, end_reading
from ouvrage.web.worker.words import labels, sensitive_words
from ouvrage.work import actions, queries
from ouvrage.work.access import project_for_worker, task_in_hand
from ouvrage.work.actions import StopDraft
from ouvrage.work.errors import (
    AccountRestricted,
    AlreadyReturned,
    BlockedByRequester,
    BreakDue,
    DrawToCome,
    ExposureReached,
    LabelDisputed,
    NotChosen,
    NothingLeft,
    NotYourTurn,
    OnBreak,
    OwnLimitReached,
    ProjectPaused,
    ReadFirst,
    RestFirst,
    ReworkOver,
    ScriptsWithdrawn,
    TaskFull,
)
from ouvrage.work.queries import Assignment, Submission, TaskInHand
from ouvrage.work.rules import (
    BROKEN_LABELS,
    SENSITIVE_LABELS,
    AssignmentState,
    StopKind,
    screens_out,
)

NOT_NOW = (
    *(NothingLeft, ProjectPaused, BlockedByRequester, AccountRestricted),
    *(DrawToCome, NotYourTurn, NotChosen, LabelDisputed, ExposureReached),
    *(BreakDue, OnBreak, RestFirst, OwnLimitReached, ScriptsWithdrawn),
)
STOPPED = frozenset(
    {AssignmentState.SCREENED_OUT, AssignmentState.BROKEN, AssignmentState.WITHDRAWN}
)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def take(request: HttpRequest, project_id: str) -> HttpResponse:
    """The worker has a task on screen: the one they saw as an example, when it is still free."""
    if request.method != "POST":
        return redirect("worker:project", project_id)
    actor, now = actor_of(request), utc_now()
    project_for_worker(actor, project_id)
    if "active_seconds" in request.POST:
        end_reading(request, actor, now, project_id)
    return _next(request, actor, now, project_id)


def _next(request: HttpRequest, actor: Actor, now: Moment, project_id: str) -> HttpResponse:
    try:
        taken = actions.take(
            actor=actor,
            now=now,
            project_id=project_id,
            task_id=request.POST.get("task", "")[:26] or None,
            chain=chain_named(request),
        )
    except Refusal as refusal:
        return _led(project_id, refusal)
    return _led(project_id, taken)


def _led(project_id: str, taken: Assignment | Refusal, sent: str = "") -> HttpResponse:
    """To the task that was taken, or to the page that says why there is none."""
    asked = f"?sent={sent}" if sent else ""
    if isinstance(taken, NOT_NOW):
        return redirect(reverse("worker:nothing_left", args=[project_id]) + asked)
    if isinstance(taken, ContractNotAccepted):
        return redirect(f"{reverse('worker:contract')}?project={project_id}")
    if isinstance(taken, ChainChanged | ChainNotNamed):
        return redirect(reverse("worker:project", args=[project_id]) + (asked or CHAIN_CHANGED))
    if isinstance(taken, ReadFirst):
        return redirect(reverse("worker:project", args=[project_id]) + asked)
    if isinstance(taken, Refusal):
        raise taken
    return redirect(reverse("worker:assignment", args=[taken.id]) + asked)


@require_safe
@worker_page
def assignment(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The task with its instructions beside it, or what became of it."""
    found = task_in_hand(actor_of(request), assignment_id)
    if found.state == AssignmentState.SUBMITTED:
        return _sent_page(request, found)
    if found.state == AssignmentState.RETURNED:
        return _closed_page(request, found, AlreadyReturned(), None, 200)
    if found.rework and found.state == AssignmentState.EXPIRED:
        return _closed_page(request, found, ReworkOver(), found.draft, 200)
    if found.rework and found.draft_at is None:
        return redirect("worker:rework", found.id)
    if found.state in STOPPED:
        return _stopped_page(request, found)
    try:
        return _task_page(request, found, found.draft)
    except Refusal as fault:
        return _undrawable_page(request, found, fault)


def _task_page(
    request: HttpRequest,
    found: TaskInHand,
    kept: Data | None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    drawn = draw_task(found.project, found.data, found.worker_id, kept=kept)
    scripted = found.project.scripted
    context = {
        **(frame_task(found.project, found.data, found.worker_id, kept=kept) if scripted else {}),
        "assignment": found,
        "project": found.project,
        "reward": found.reward,
        "late": found.state == AssignmentState.EXPIRED or found.lease_until < utc_now(),
        "instructions_html": instructions_html(
            found.project_id, found.instructions_version, get_language()
        ),
        "chain_html": chain_html(
            found.project_id, found.project.chain_hash, found.project.end_client, get_language()
        ),
        "task_html": drawn.html,
        "element_files": drawn.files(),
        "complaints": drawn.complaints(refusal) if refusal else [],
        "client_key": uuid.uuid4().hex,
        "active_seconds": request.POST.get("active_seconds", "")[:6],
        "sent": request.GET.get("sent", ""),
        "sensitive": sensitive_words(found.sensitive),
        "screening": bool(found.project.screening),
        "broken_reasons": labels(BROKEN_LABELS),
        "undeclared": [pair for pair in labels(SENSITIVE_LABELS) if pair[0] not in found.sensitive],
    }
    status = HTTP_STATUS[refusal.kind] if refusal else 200
    hosts = found.media_hosts
    return task_response(request, "worker/assignment.html", context, hosts, status=status)


def _undrawable_page(
    request: HttpRequest, found: TaskInHand, fault: Refusal, status: int = 200
) -> HttpResponse:
    """The task's own page fails, so that there is nothing to do with it but give it back."""
    context = {
        "assignment": found,
        "project": found.project,
        "stopped": isinstance(fault, ScriptsWithdrawn),
        "faults": [sentence(each) for each in fault.each()],
    }
    return render(request, "worker/undrawable.html", context, status=status)


def _stopped_page(request: HttpRequest, found: TaskInHand, status: int = 200) -> HttpResponse:
    context = {
        "title": gettext("This task was stopped"),
        "sentence": gettext("Its time is counted. What it pays stands with your stopped tasks."),
        "project": found.project,
        "stopped": True,
    }
    return render(request, "worker/closed.html", context, status=status)


def _sent_page(request: HttpRequest, found: TaskInHand) -> HttpResponse:
    context = {
        "title": gettext("This answer was sent"),
        "sentence": gettext("It is kept as it was sent, and its state stands with it."),
        "project": found.project,
        "submission_id": queries.submission_of(found.id),
    }
    return render(request, "worker/closed.html", context)


def _closed_page(
    request: HttpRequest, found: TaskInHand, refusal: Refusal, kept: Data | None, status: int
) -> HttpResponse:
    drawn = draw_task(found.project, found.data, found.worker_id, kept=kept) if kept else None
    context = {
        "title": gettext("This task is closed"),
        "sentence": sentence(refusal),
        "project": found.project,
        "kept_html": drawn.html if drawn else "",
        "element_files": files_for(drawn.html) if drawn else None,
    }
    hosts = found.media_hosts
    return task_response(request, "worker/closed.html", context, hosts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def submit(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The answer is stored and the next task on its way; a refused answer stays in the form.

    A script that posts it again and again until it is stored is told where the next page is.
    """
    if request.method != "POST":
        return redirect("worker:assignment", assignment_id)
    found = task_in_hand(actor_of(request), assignment_id)
    report_task(request, found)
    response = _submitted(request, found)
    if _by_script(request) and isinstance(response, HttpResponseRedirect):
        return JsonResponse({"next": response.url})
    return response


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _submitted(request: HttpRequest, found: TaskInHand) -> HttpResponse:
    stop = request.POST.get("then") == "stop"
    if found.state in STOPPED:
        if found.state != AssignmentState.SCREENED_OUT and _by_script(request):
            return _stopped_page(request, found, status=409)
        return redirect("worker:assignment", found.id)
    if found.project.screening and found.state != AssignmentState.SUBMITTED:
        given = draft_from(found.project, found.data, request.POST)
        if screens_out(found.project.screening, given):
            return _screened_out(request, found, given, stop)
    try:
        stored, taken = _send(request, found, stop)
    except Refusal as refusal:
        return _not_sent(request, found, refusal)
    sent = "late" if stored.late else "1"
    if taken is None:
        return redirect(f"{reverse('worker:offers')}?sent={sent}")
    return _led(found.project_id, taken, sent)


def _send(
    request: HttpRequest, found: TaskInHand, stop: bool
) -> tuple[Submission, Assignment | Refusal | None]:
    actor, now = actor_of(request), utc_now()
    answer = read_task_answer(found.project, found.data, request.POST)
    seconds = whole_seconds(request.POST.get("active_seconds", ""))
    if stop:
        stored = actions.submit(
            actor=actor,
            now=now,
            assignment_id=found.id,
            answer=answer,
            active_seconds=seconds,
            measured=seconds_measured,
        )
        return stored, None
    return actions.submit_and_take(
        actor=actor,
        now=now,
        assignment_id=found.id,
        answer=answer,
        active_seconds=seconds,
        task_id=request.POST.get("task", "")[:26] or None,
        measured=seconds_measured,
    )


def _screened_out(request: HttpRequest, found: TaskInHand, given: Data, stop: bool) -> HttpResponse:
    """The task ends with this answer, on paid time; the next one is on its way (PAY-6)."""
    actor, now = actor_of(request), utc_now()
    seconds = whole_seconds(request.POST.get("active_seconds", ""))
    draft = StopDraft(StopKind.SCREEN_OUT, seconds, answer=given)
    pay.stop_task(actor=actor, now=now, assignment_id=found.id, draft=draft)
    if stop:
        return redirect(f"{reverse('worker:offers')}?sent=screened")
    try:
        taken: Assignment | Refusal = actions.take(
            actor=actor, now=now, project_id=found.project_id
        )
    except Refusal as refusal:
        taken = refusal
    return _led(found.project_id, taken, "screened")


def _not_sent(request: HttpRequest, found: TaskInHand, refusal: Refusal) -> HttpResponse:
    if found.state == AssignmentState.SUBMITTED:
        return redirect("worker:assignment", found.id)
    try:
        kept = _kept(request, found)
        if isinstance(refusal, TaskFull | AlreadyReturned | ReworkOver):
            return _closed_page(request, found, refusal, kept, HTTP_STATUS[refusal.kind])
        return _task_page(request, found, kept, refusal)
    except Refusal as fault:
        return _undrawable_page(request, found, fault, HTTP_STATUS[fault.each()[0].kind])


def _kept(request: HttpRequest, found: TaskInHand) -> Data | None:
    """What of the form is worth keeping; of a frame's unreadable answer, the last draft."""
    try:
        return draft_from(found.project, found.data, request.POST)
    except (AnswerTooLong, WidgetUnreadable):
        if not found.project.scripted:
            raise
        return found.draft


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def draft(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """What was typed is kept on the server; the form's own button comes back to the task."""
    if request.method != "POST":
        return redirect("worker:assignment", assignment_id)
    actor = actor_of(request)
    found = task_in_hand(actor, assignment_id)
    actions.save_draft(
        actor=actor,
        now=utc_now(),
        assignment_id=assignment_id,
        draft=draft_from(found.project, found.data, request.POST),
    )
    if _by_script(request):
        return HttpResponse(status=204)
    return redirect(f"{reverse('worker:assignment', args=[assignment_id])}?sent=draft")


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def return_task(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The task is free for others again, without any effect on the worker (ASG-4)."""
    if request.method != "POST":
        return redirect("worker:assignment", assignment_id)
    actions.return_assignment(
        actor=actor_of(request),
        now=utc_now(),
        assignment_id=assignment_id,
        measured=seconds_measured,
    )
    return redirect(f"{reverse('worker:offers')}?sent=returned")

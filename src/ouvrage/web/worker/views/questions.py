"""Asking the requester of a project, and reading what they answered (VOI-8).

Asking is working time: its page counts it as communication.
"""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.actor import Actor
from ouvrage.base.errors import HTTP_STATUS, NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS, QUESTION_CHARACTERS_MAX
from ouvrage.base.moment import utc_now
from ouvrage.voice import actions, queries
from ouvrage.voice.access import question_for_worker
from ouvrage.voice.actions import QuestionDraft
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.worker.views.measuring import report_asking
from ouvrage.work import queries as work
from ouvrage.work.access import Project, project_for_worker, task_in_hand


@require_safe
@worker_page
def questions(request: HttpRequest) -> HttpResponse:
    """The worker's questions, newest first."""
    before = request.GET.get("before", "")
    rows = queries.questions_of_worker(actor_of(request).id, before=before if is_id(before) else "")
    context = {"rows": rows, "before": rows[-1].id if len(rows) == PAGE_ROWS else ""}
    return render(request, "worker/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def project(request: HttpRequest, project_id: str) -> HttpResponse:
    """What others were answered, the worker's own questions, and room for one."""
    actor = actor_of(request)
    found = project_for_worker(actor, project_id)
    if request.method != "POST":
        return _page(request, actor, found)
    try:
        asked = actions.ask_question(
            actor=actor, now=utc_now(), draft=_draft(request, actor, project_id)
        )
    except Refusal as refusal:
        return _page(request, actor, found, refusal)
    report_asking(request, found)
    return redirect("worker:asked_question", asked.thread_id)


def _draft(
    request: HttpRequest, actor: Actor, project_id: str, thread_id: str = ""
) -> QuestionDraft:
    return QuestionDraft(
        project_id,
        request.POST.get("text", ""),
        request.POST.get("blocking") == "yes",
        request.POST.get("client_key", "")[:80] or uuid.uuid4().hex,
        _task(actor, project_id, request.POST.get("task", "")),
        thread_id,
    )


def _task(actor: Actor, project_id: str, asked: str) -> str:
    """The task in hand that the question came from; nothing when it is not one of theirs."""
    if not is_id(asked):
        return ""
    try:
        return asked if task_in_hand(actor, asked).project_id == project_id else ""
    except NotFound:
        return ""


def _page(
    request: HttpRequest, actor: Actor, found: Project, refusal: Refusal | None = None
) -> HttpResponse:
    now = utc_now()
    mine = queries.questions_of_worker(actor.id)
    context = {
        "project": found,
        "public": queries.public_answers(found.id),
        "mine": [row for row in mine if row.project_id == found.id],
        "answer_time": queries.answer_time(now, project_id=found.id),
        "silent": work.silent_since(found.id),
        "task": request.POST.get("task", "") or request.GET.get("task", ""),
        "text": request.POST.get("text", ""),
        "blocking": request.POST.get("blocking") == "yes",
        "most": QUESTION_CHARACTERS_MAX,
        "voice": settings.AGREEMENT.voice,
        "client_key": uuid.uuid4().hex,
        "refused": sentence(refusal) if refusal else "",
    }
    status = HTTP_STATUS[refusal.kind] if refusal else 200
    return render(request, "worker/project_questions.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def question(request: HttpRequest, question_id: str) -> HttpResponse:
    """One question with its answers; sending the form follows on it."""
    actor = actor_of(request)
    first = question_for_worker(actor, question_id)
    found = project_for_worker(actor, first.project_id)
    refused = ""
    if request.method == "POST":
        try:
            draft = _draft(request, actor, first.project_id, first.thread_id)
            actions.ask_question(actor=actor, now=utc_now(), draft=draft)
        except Refusal as refusal:
            refused = sentence(refusal)
        else:
            report_asking(request, found)
            return redirect("worker:asked_question", first.thread_id)
    rows = queries.thread(first.thread_id)
    context = {
        "project": found,
        "question_id": first.thread_id,
        "rows": rows,
        "waiting": any(row.waiting for row in rows),
        "text": request.POST.get("text", ""),
        "most": QUESTION_CHARACTERS_MAX,
        "voice": settings.AGREEMENT.voice,
        "client_key": uuid.uuid4().hex,
        "refused": refused,
    }
    return render(request, "worker/asked_question.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def settled(request: HttpRequest, question_id: str) -> HttpResponse:
    """The worker needs no answer any more."""
    found = question_for_worker(actor_of(request), question_id)
    if request.method == "POST":
        actions.settle_question(actor=actor_of(request), now=utc_now(), question_id=found.id)
    return redirect("worker:asked_question", found.thread_id)

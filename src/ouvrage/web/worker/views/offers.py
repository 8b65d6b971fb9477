"""Finding work: the list, why it stands in that order, one project before accepting it (ASG-4/5).

A project shows who asks, what for, what is paid, and a real task of it. The instructions are read
on paid time, so they come after the first press of a button (PAY-4).
"""

from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment, Span, utc_now
from ouvrage.base.money import Money
from ouvrage.pay import queries as pay
from ouvrage.people.errors import ChainChanged
from ouvrage.people.queries import organisation
from ouvrage.review.queries import has_gold
from ouvrage.skills.rules import Guard
from ouvrage.voice.queries import answer_time, public_answers
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.chains import chain_rows
from ouvrage.web.shell.elements import files_for
from ouvrage.web.shell.forms import KIND_LABELS
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.shell.skills import requirement_words
from ouvrage.web.worker.drawing import Data, draw_task, frame_task, task_response
from ouvrage.web.worker.templatetags.worker import language_name
from ouvrage.web.worker.words import sensitive_words
from ouvrage.work import actions, queries
from ouvrage.work.access import project_for_worker
from ouvrage.work.errors import ScriptsWithdrawn
from ouvrage.work.queries import OfferRow, Project
from ouvrage.work.rules import (
    AI_FUNCTION_LABELS,
    DATA_CATEGORY_LABELS,
    OFFER_ORDER,
    TURN_ORDER,
    AiFunction,
    DataCategory,
    is_piloted,
    per_hour_micros,
)


@require_safe
@worker_page
def offers(request: HttpRequest) -> HttpResponse:
    """What is unfinished, then what is offered, in the published order."""
    actor, now = actor_of(request), utc_now()
    actions.come_online(actor=actor, now=now)
    language = request.GET.get("language", "")
    rows = pay.offers(actor.id, language=language)
    context = {
        "withheld": _withheld(actor.id, now),
        "unfinished": queries.unfinished(actor.id),
        "offers": [row for row in rows if row.left],
        "language": language,
        "languages": _languages(request, rows, language),
        "sent": request.GET.get("sent", ""),
    }
    return render(request, "worker/offers.html", context)


def _withheld(worker_id: str, now: Moment, project_id: str = "") -> dict[str, object]:
    """Draws, what the worker did not choose, and other reasons in their language."""
    found = queries.withheld(worker_id, now, project_id=project_id)
    return {
        "draws": found.draws,
        "unchosen": found.unchosen,
        "reasons": [(reason.code, sentence(reason)) for reason in found.reasons],
    }


def _languages(request: HttpRequest, rows: list[OfferRow], chosen: str) -> list[tuple[str, str]]:
    assert request.user.is_authenticated
    codes = {code for row in rows for code in row.languages} | set(request.user.languages_worked)
    named = [(code, language_name(code)) for code in codes | ({chosen} - {""})]
    return sorted(named, key=lambda pair: pair[1].casefold())


@require_safe
@worker_page
def order(request: HttpRequest) -> HttpResponse:
    """Why the offers stand in that order."""
    actor, now = actor_of(request), utc_now()
    context = {
        "sentences": [gettext(rule) for rule in OFFER_ORDER],
        "turns": [gettext(rule) for rule in TURN_ORDER],
        "withheld": _withheld(actor.id, now),
        "agreed": settings.AGREEMENT.turns,
        "window": Span(minutes=settings.AGREEMENT.turns.window_minutes),
        "offer": Span(minutes=settings.AGREEMENT.turns.offer_minutes),
        "seen": Span(minutes=settings.AGREEMENT.turns.seen_minutes),
    }
    return render(request, "worker/order.html", context)


@require_safe
@worker_page
def project(request: HttpRequest, project_id: str) -> HttpResponse:
    """All there is to know before accepting, with a real task."""
    actor, now = actor_of(request), utc_now()
    found = project_for_worker(actor, project_id)
    _refuse_preview(actor.id, project_id)
    actions.come_online(actor=actor, now=now)
    reading = pay.reading_of(found, actor.id)
    example = queries.example_task(project_id, actor.id)
    unfinished = [row for row in queries.unfinished(actor.id) if row.project_id == project_id]
    reading_done = reading.state == "paid"
    hosts = queries.media_hosts(project_id)
    example_waits = bool(hosts) and reading.state == "new" and "example" not in request.GET
    shown, frame = _drawn(found, None if example_waits or not example else example.data, actor.id)
    context = {
        **frame,
        **_disclosure(found),
        **_pay(found),
        **_required(project_id, actor.id),
        "answer_time": answer_time(now, project_id=project_id),
        "public_answers": len(public_answers(project_id)),
        "silent": queries.silent_since(project_id),
        "chain": chain_rows(found),
        "chain_hash": found.chain_hash,
        "chain_changed": "chain" in request.GET or queries.has_to_accept_chain(found, actor.id),
        "reading_pay": reading.pay_max,
        "reading_done": reading_done,
        "unnamed": queries.is_unnamed_too_long(found, now.date()),
        "withheld": _withheld(actor.id, now, project_id),
        "sensitive": sensitive_words(queries.sensitive_of_project(project_id)),
        "no_money_to_read": reading.state == "new" and not pay.is_reading_funded(found),
        "instructions": queries.instructions(project_id) if reading_done else None,
        "example_id": example.id if example else "",
        "example_html": shown,
        "element_files": files_for(shown),
        "example_waits": example_waits,
        "media_hosts": hosts,
        "unfinished": unfinished[0] if unfinished else None,
    }
    return task_response(request, "worker/project.html", context, hosts)


def _refuse_preview(worker_id: str, project_id: str) -> None:
    """Some requesters show a project to qualified people only, who are told what is asked."""
    lacking = queries.unmet_by_worker(worker_id, [project_id], utc_now(), act=Guard.PREVIEW)
    if lacking:
        raise queries.requirement_refusal(lacking[project_id][0])


def _required(project_id: str, worker_id: str) -> dict[str, object]:
    """What the project requires, in words, with where it is obtained, and whether it is met."""
    rows = queries.required_rows(project_id, worker_id, utc_now())
    return {
        "required": [
            {"words": requirement_words(one.row), "row": one.row, "met": one.met} for one in rows
        ],
        "lacking": not all(one.met for one in rows),
    }


def _drawn(found: Project, data: Data | None, worker_id: str) -> tuple[str, dict[str, object]]:
    """The task as it will be shown, or in its frame; nothing without data, or when it fails."""
    if data is None:
        return "", {}
    try:
        if found.scripted:
            return "", frame_task(found, data, worker_id)
        return draw_task(found, data, worker_id).html, {}
    except Refusal:
        return "", {}


def _disclosure(found: Project) -> dict[str, object]:
    requester = organisation(found.organisation_id)
    stopped = found.scripted and not requester.scripts_allowed
    return {
        "scripts_stopped": sentence(ScriptsWithdrawn()) if stopped else "",
        "project": found,
        "requester": requester,
        "requester_kind": KIND_LABELS[requester.kind],
        "has_gold": has_gold(found.id),
        "ai_function": gettext(AI_FUNCTION_LABELS[AiFunction(found.ai_function)]),
        "data_categories": [
            gettext(DATA_CATEGORY_LABELS[DataCategory(value)]) for value in found.data_categories
        ],
    }


def _pay(found: Project) -> dict[str, object]:
    measured = queries.time_statistics(found.id)
    seconds = measured.median if measured else float(found.time_estimate_seconds)
    return {
        "measured": measured is not None,
        "piloted": is_piloted(found.measured_workers),
        "median_seconds": seconds,
        "per_hour": Money(per_hour_micros(found.reward_micros, seconds), found.currency),
        "floor": pay.floor_of_project(found, utc_now().date()),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def accept_chain(request: HttpRequest, project_id: str) -> HttpResponse:
    """The worker goes on with the organisations that stand behind the project now (TRA-2)."""
    if request.method == "POST":
        actor = actor_of(request)
        project_for_worker(actor, project_id)
        with suppress(ChainChanged):
            actions.accept_chain(
                actor=actor,
                now=utc_now(),
                project_id=project_id,
                chain_hash=request.POST.get("chain", "")[:64],
            )
    return redirect("worker:project", project_id)


@require_safe
@worker_page
def nothing_left(request: HttpRequest, project_id: str) -> HttpResponse:
    """There is no further task in the project; other offers stand below."""
    actor, now = actor_of(request), utc_now()
    context = {
        "project": project_for_worker(actor, project_id),
        "withheld": _withheld(actor.id, now, project_id),
        "offers": [row for row in pay.offers(actor.id) if row.left],
        "sent": request.GET.get("sent", ""),
    }
    return render(request, "worker/nothing_left.html", context)

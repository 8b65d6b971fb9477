"""My time: every interval as it was recorded, what counts, what does not and why, and claims.

Days are those of UTC, as in every total. The whole of it can be taken along as JSON or CSV (NOT-5).
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment, utc_now
from ouvrage.formats import csvs
from ouvrage.pay import actions
from ouvrage.pay import queries as pay
from ouvrage.pay.access import claim_for_worker
from ouvrage.pay.actions import ClaimDraft
from ouvrage.pay.rules import CLAIM_REASON_LABELS, TimeCategory
from ouvrage.pay.rules.time import CATEGORY_LABELS, SOURCE_LABELS
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.worker.time_forms import ClaimForm, OutageForm
from ouvrage.web.worker.words import PAID_TIME_LABELS

DAYS_SHOWN = 31
ONE_DAY = timedelta(days=1)
REFUSED = 422
COLUMNS = (
    *("started_at", "ended_at", "seconds", "category", "source", "project", "project_id"),
    *("batch_id", "subject_kind", "subject_id"),
)


@require_safe
@worker_page
def time(request: HttpRequest) -> HttpResponse:
    """The latest days with their hours, and the worker's claims."""
    worker_id, now = actor_of(request).id, utc_now()
    today = _midnight(now.date())
    start, end = today - DAYS_SHOWN * ONE_DAY, today + ONE_DAY
    days = pay.days_of_worker(worker_id, start, end, now)
    context = {
        "days": [(day, sum(sums.values()), _named(sums)) for day, sums in days.items()],
        "claims": [(row, gettext(CATEGORY_LABELS[row.category])) for row in _claims(worker_id)],
        "top_ups": pay.top_ups_of_worker(worker_id),
        "overlaps": [
            (row, gettext(PAID_TIME_LABELS[row.kind]), gettext(PAID_TIME_LABELS[row.overlap_kind]))
            for row in pay.overlaps_of_worker(worker_id)
        ],
        "days_shown": DAYS_SHOWN,
        "gap_seconds": settings.AGREEMENT.time.gap_seconds,
        "search_seconds": settings.AGREEMENT.time.search_seconds_a_day,
        "messages_seconds": settings.AGREEMENT.time.messages_seconds_a_day,
        "claim_days": settings.AGREEMENT.time.claim_days,
        "telemetry_days": settings.AGREEMENT.time.telemetry_days,
    }
    return render(request, "worker/time.html", context)


def _claims(worker_id: str) -> list[pay.ClaimRow]:
    return pay.claims_of_worker(worker_id)


def _named(sums: dict[TimeCategory, int]) -> list[tuple[str, int]]:
    return [(gettext(CATEGORY_LABELS[category]), seconds) for category, seconds in sums.items()]


def _midnight(day: date) -> Moment:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@require_safe
@worker_page
def day(request: HttpRequest, day: str) -> HttpResponse:
    """One day: its totals, what did not count and why, and every interval."""
    worker_id, now = actor_of(request).id, utc_now()
    start = _midnight(_day(day))
    found = pay.time_of_worker(worker_id, start, start + ONE_DAY, now)
    page = _page(request.GET.get("page", ""))
    rows = found.records[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
    named = pay.titles(row.interval.project_id for row in rows)
    context = {
        "day": start.date(),
        "total": found.total_seconds,
        "sums": _named(found.seconds),
        "left_out": _left_out(found),
        "gap": found.gap_seconds,
        "rows": [
            {
                "record": row,
                "category": gettext(CATEGORY_LABELS[row.interval.category]),
                "source": gettext(SOURCE_LABELS[row.source]),
                "project": named.get(row.interval.project_id, ""),
            }
            for row in rows
        ],
        "folded": bool(found.folded),
        "older": page + 1 if len(found.records) > (page + 1) * PAGE_ROWS else 0,
        "newer": page,
    }
    return render(request, "worker/time_day.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound from error


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _left_out(found: pay.WorkerTime) -> list[tuple[str, int]]:
    """Why recorded seconds do not count, and how many."""
    reasons = (
        (
            gettext("While a task was held, and its page was hidden, paused or not opened"),
            found.hidden_seconds,
        ),
        (gettext("At the same time as other work, which counts once"), found.overlap_seconds),
        (
            gettext("Looking for work, questions and messages beyond what counts in a day"),
            found.over_cap_seconds,
        ),
    )
    return [(words, seconds) for words, seconds in reasons if seconds]


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def claim(request: HttpRequest) -> HttpResponse:
    """A worker says which time is missing or wrong, in their words."""
    actor, now = actor_of(request), utc_now()
    since = now - timedelta(days=settings.AGREEMENT.time.claim_days)
    projects = pay.projects_worked(actor.id, since)
    form = ClaimForm(request.POST or None, projects=projects, initial=_contested(request, now))
    if form.is_valid():
        sent = form.cleaned_data
        draft = ClaimDraft(
            sent["client_key"],
            TimeCategory(sent["category"]),
            sent["started_at"],
            sent["ended_at"],
            sent["words"],
            sent["subject_kind"],
            sent["subject_id"],
            sent["project_id"],
        )
        try:
            made = actions.claim_time(actor=actor, now=now, draft=draft)
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("worker:time_claim", made.id)
    context = {"form": form, "answer_days": settings.AGREEMENT.appeals.answer_days}
    status = REFUSED if form.is_bound else 200
    return render(request, "worker/time_claim_form.html", context, status=status)


def _contested(request: HttpRequest, now: Moment) -> dict[str, object]:
    """What the link beside an interval says of it."""
    asked = request.GET
    initial: dict[str, object] = {
        name: asked.get(name, "")[:26]
        for name in ("category", "project_id", "subject_kind", "subject_id")
    }
    usual = {"started_at": now - timedelta(minutes=10), "ended_at": now}
    for name, otherwise in usual.items():
        try:
            initial[name] = datetime.fromisoformat(asked.get(name, "")[:40]).astimezone(UTC)
        except ValueError:
            initial[name] = otherwise.replace(second=0, microsecond=0)
    return initial


@require_safe
@worker_page
def one_claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """One claim and what was decided, with the reason and until when it can be appealed."""
    row = pay.claim_row(claim_for_worker(actor_of(request), claim_id))
    context = {
        "claim": row,
        "category": gettext(CATEGORY_LABELS[row.category]),
        "reason": gettext(CLAIM_REASON_LABELS[row.reason]) if row.reason else "",
    }
    return render(request, "worker/time_claim.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def outage(request: HttpRequest) -> HttpResponse:
    """A worker tells of a power or connection cut while they held a task."""
    actor, now = actor_of(request), utc_now()
    since = now - timedelta(days=settings.AGREEMENT.time.claim_days)
    held = pay.tasks_held(actor.id, since)
    tasks = {row.assignment_id: f"{row.project_title}, {_plain(row.taken_at)}" for row in held}
    started = now.replace(second=0, microsecond=0)
    initial = {"started_at": started - timedelta(minutes=30), "ended_at": started}
    form = OutageForm(request.POST or None, tasks=tasks, initial=initial)
    if form.is_valid():
        try:
            actions.tell_outage(
                actor=actor,
                now=now,
                assignment_id=form.cleaned_data["assignment_id"],
                started_at=form.cleaned_data["started_at"],
                ended_at=form.cleaned_data["ended_at"],
            )
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("It is recorded. This time is not taken for work."))
            return redirect("worker:time_day", form.cleaned_data["started_at"].date().isoformat())
    context = {"form": form, "tasks": tasks}
    status = REFUSED if form.is_bound else 200
    return render(request, "worker/time_outage.html", context, status=status)


def _plain(at: Moment) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


@require_safe
@worker_page
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """Every interval that is kept of the worker's time, as a file (NOT-5)."""
    writers = {"json": (_as_json, "application/json"), "csv": (_as_csv, "text/csv; charset=utf-8")}
    if form not in writers:
        raise NotFound
    write, content_type = writers[form]
    rows = pay.telemetry_of(actor_of(request).id, utc_now())
    response = StreamingHttpResponse(write(rows), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="my-time.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _as_json(rows: Iterator[dict[str, str | int]]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def _as_csv(rows: Iterator[dict[str, str | int]]) -> Iterator[bytes]:
    return csvs.write(COLUMNS, rows)

"""Taking a test: item by item, each kept as it is left; then the whole is sent, once.

Works as plain forms. Items may stay unanswered, and can be changed until the test is sent.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import HTTP_STATUS, Refusal
from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.skills import actions, queries
from ouvrage.skills.access import Attempt, Item, attempt_for_worker
from ouvrage.skills.papers import paper_fields, paper_hosts
from ouvrage.skills.queries import FeedbackRow
from ouvrage.skills.rules import AttemptState, attempt_refusal
from ouvrage.taskui import JsonValue, read_answer
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.elements import files_for
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.shell.skills import drawn_item, expected_words, shown_item
from ouvrage.web.worker.drawing import Complaint, complaint, task_response
from ouvrage.web.worker.forms import whole_seconds
from ouvrage.web.worker.views.measuring import report_attempt

END = "end"


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """One item of an attempt in its list."""

    number: int
    answered: bool


@require_safe
@worker_page
def attempt(request: HttpRequest, attempt_id: str) -> HttpResponse:
    """An item of the test, the look over it before sending, or its result."""
    found = attempt_for_worker(actor_of(request), attempt_id)
    if found.state != AttemptState.OPEN:
        return _over(request, found)
    asked = request.GET.get("item", "")
    if asked == END:
        return _end(request, found)
    return _item(request, found, _number(found, asked))


def _number(found: Attempt, asked: str) -> int:
    """The item asked for; the first that has no answer when none is."""
    if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= len(found.items):
        return int(asked)
    left = [n for n, item in enumerate(found.items, start=1) if item not in found.kept]
    return left[0] if left else 1


def _places(found: Attempt) -> list[ItemPlace]:
    return [
        ItemPlace(number, item in found.kept) for number, item in enumerate(found.items, start=1)
    ]


def _item(
    request: HttpRequest, found: Attempt, number: int, refusal: Refusal | None = None
) -> HttpResponse:
    item = queries.items_of_attempt(found)[number - 1]
    fields = {field.name: field for field in paper_fields(found.test.template, item.data)}
    complaints: list[Complaint] = []
    if refusal is not None:
        complaints = [complaint(each, fields.get(each.field)) for each in refusal.each()]
    html = drawn_item(found.test.template, item.data, found.kept.get(item.id, {}))
    context = {
        "attempt": found,
        "qualification": found.test.qualification,
        "instructions": found.test.instructions,
        "criteria": found.test.criteria,
        "number": number,
        "places": _places(found),
        "task_html": html,
        "element_files": files_for(html),
        "complaints": complaints,
        "active_seconds": _seconds_so_far(request, found, item),
        "pay_max": costs.own_pay_of_test(found.worker_id, found.test.seconds_max, found.test_id),
    }
    status = HTTP_STATUS[refusal.kind] if refusal else 200
    hosts = paper_hosts(found.test.template, [item.data])
    return task_response(request, "worker/attempt.html", context, hosts, status=status)


def _seconds_so_far(request: HttpRequest, found: Attempt, item: Item) -> str:
    told = request.POST.get("active_seconds", "")[:6]
    return told or str(found.seconds.get(item.id) or "")


def _end(request: HttpRequest, found: Attempt) -> HttpResponse:
    places = _places(found)
    context = {
        "attempt": found,
        "qualification": found.test.qualification,
        "places": places,
        "unanswered": sum(not place.answered for place in places),
        "by_person": found.test.scoring == "person",
    }
    return render(request, "worker/attempt_end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def answer(request: HttpRequest, attempt_id: str, number: int) -> HttpResponse:
    """The item's answer is kept and the next one is on its way; none is needed to go on."""
    found = attempt_for_worker(actor_of(request), attempt_id)
    if request.method != "POST" or found.state != AttemptState.OPEN:
        return redirect("worker:attempt", attempt_id)
    number = _number(found, str(number))
    item = queries.items_of_attempt(found)[number - 1]
    given: dict[str, JsonValue] = {}
    if request.POST.get("then") != "skip":
        sent = {name: [str(one) for one in values] for name, values in request.POST.lists()}
        try:
            given = read_answer(paper_fields(found.test.template, item.data), sent)
        except Refusal as refusal:
            return _item(request, found, number, refusal)
    actions.keep_answer(
        actor=actor_of(request),
        now=utc_now(),
        attempt_id=attempt_id,
        item_id=item.id,
        answer=given,
        seconds=whole_seconds(request.POST.get("active_seconds", "")) or 0,
    )
    report_attempt(request, found)
    following = END if number == len(found.items) else str(number + 1)
    return redirect(f"{reverse('worker:attempt', args=[attempt_id])}?item={following}")


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def send(request: HttpRequest, attempt_id: str) -> HttpResponse:
    """The test is sent and its time is paid; a second press shows the same result."""
    if request.method == "POST":
        pay.send_test(actor=actor_of(request), now=utc_now(), attempt_id=attempt_id)
    return redirect("worker:attempt", attempt_id)


def _over(request: HttpRequest, found: Attempt) -> HttpResponse:
    result = queries.result_of(found)
    now = utc_now()
    test = found.test
    standing = queries.standing_of(test, found.worker_id, now)
    refusal = attempt_refusal(standing)
    sheet = queries.sheet_of(found.id)
    items = [_feedback(found, row) for row in result.items] if result else []
    context = {
        "attempt": found,
        "qualification": test.qualification,
        "test": test,
        "result": result,
        "sheet": sheet,
        "paid": costs.credit_of(found.id),
        "contestable": result is not None
        and result.appeal_until is not None
        and result.appeal_until > now,
        "items": items,
        "element_files": files_for(*(str(item["html"]) for item in items)),
        "retry_at": standing.retry_at if standing.left else None,
        "again": sentence(refusal) if refusal else "",
    }
    hosts = paper_hosts(test.template, [item.data for item in queries.items_of_attempt(found)])
    return task_response(request, "worker/attempt_result.html", context, hosts)


def _feedback(found: Attempt, row: FeedbackRow) -> dict[str, object]:
    fields = {field.name: field for field in paper_fields(found.test.template, row.data)}
    return {
        "row": row,
        "html": shown_item(drawn_item(found.test.template, row.data, row.given), row.number),
        "answered": bool(row.given),
        "expected": [
            (fields[name].label or name if name in fields else name, expected_words(values))
            for name, values in row.expected.items()
        ],
        "verdict": gettext("Right") if row.right else gettext("Not right"),
    }

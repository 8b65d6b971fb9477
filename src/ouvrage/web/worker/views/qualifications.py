"""What a worker holds and why, what they can take on paid time, and what it would open.

A test shows before it is begun what it pays, how long it takes and from where it loads files.
"""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.moment import Moment, utc_now
from ouvrage.pay import queries as pay
from ouvrage.people.queries import organisations_by_id
from ouvrage.skills import actions, queries
from ouvrage.skills.access import is_own, qualification_for_worker
from ouvrage.skills.papers import paper_hosts
from ouvrage.skills.queries import HeldRow
from ouvrage.skills.rules import (
    COMPUTED,
    REVOCATION_LABELS,
    RevocationReason,
    State,
    attempt_refusal,
)
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.shell.skills import AUTHORS, requirement_words
from ouvrage.work import queries as work
from ouvrage.work.queries import HiddenWork


@require_safe
@worker_page
def qualifications(request: HttpRequest) -> HttpResponse:
    """What the worker holds, the tests that are open to them, and work that asks for more."""
    worker_id, now = actor_of(request).id, utc_now()
    hidden = work.hidden_work(worker_id, now)
    context = {
        "held": [(row, _why(row)) for row in queries.holdings_of_worker(worker_id, now)],
        "computed": _computed(worker_id),
        "tests": [
            (row, pay.own_pay_of_test(worker_id, row.seconds_max, row.qualification_id))
            for row in queries.tests_for_worker(worker_id, now)
        ],
        "free": queries.free_for_worker(worker_id),
        "hidden": hidden.count,
        "named": _named(hidden),
    }
    return render(request, "worker/qualifications.html", context)


def _why(row: HeldRow) -> str:
    return gettext(AUTHORS[row.author])


def _computed(worker_id: str) -> list[tuple[str, str, int]]:
    """Name, meaning and value of what follows from the worker's answers."""
    values = work.computed_values(worker_id)
    return [
        (gettext(name), gettext(meaning), values[key]) for key, (name, meaning) in COMPUTED.items()
    ]


def _named(hidden: HiddenWork) -> list[tuple[object, list[str]]]:
    return [(row, [requirement_words(one) for one in row.lacking]) for row in hidden.named]


@require_safe
@worker_page
def qualification(request: HttpRequest, qualification_id: str) -> HttpResponse:
    """One qualification: what it is, how it is obtained, and the worker's history with it."""
    actor, now = actor_of(request), utc_now()
    row = qualification_for_worker(actor, qualification_id)
    issuers = organisations_by_id([row.organisation_id])
    lines = queries.history(row.id, actor.id)
    checks = {one.grant_id: one for one in queries.statuses_of_worker(actor.id)}
    context = {
        "qualification": row,
        "computed": row.id in COMPUTED,
        "name": gettext(row.name) if row.id in COMPUTED else row.name,
        "description": gettext(row.description) if row.id in COMPUTED else row.description,
        "issuer": getattr(issuers.get(row.organisation_id), "name", ""),
        "own": is_own(actor, row),
        "lines": [
            (line, gettext(AUTHORS[line.author]), _reason(line.reason), checks.get(line.id))
            for line in lines
        ],
        "attempts": queries.attempts_of_worker(row.id, actor.id),
        "can_ask": row.auto_granted is not None and row.state == State.OPEN and not lines,
        **_test_context(row.id, actor.id, now),
    }
    return render(request, "worker/qualification.html", context)


def _reason(reason: str) -> str:
    return gettext(REVOCATION_LABELS[RevocationReason(reason)]) if reason else ""


def _test_context(qualification_id: str, worker_id: str, now: Moment) -> dict[str, object]:
    test = queries.test_of(qualification_id)
    if test is None or test.qualification.state != State.OPEN:
        return {"test": None}
    row = queries.row_of_test(test, worker_id, now)
    refusal = attempt_refusal(row.standing)
    return {
        "test": row,
        "pay_max": pay.own_pay_of_test(worker_id, row.seconds_max, qualification_id),
        "refused": sentence(refusal) if refusal else "",
        "hosts": _hosts(test.template, qualification_id),
    }


def _hosts(template: str, qualification_id: str) -> Sequence[str]:
    return paper_hosts(template, [item.data for item in queries.items_of(qualification_id)])


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def qualification_asked(request: HttpRequest, qualification_id: str) -> HttpResponse:
    """The worker holds what everybody gets who asks."""
    if request.method == "POST":
        actions.request_qualification(
            actor=actor_of(request), now=utc_now(), qualification_id=qualification_id
        )
    return redirect("worker:qualification", qualification_id)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def test_begun(request: HttpRequest, qualification_id: str) -> HttpResponse:
    """The test is before the worker and its time counts."""
    if request.method != "POST":
        return redirect("worker:qualification", qualification_id)
    attempt = actions.start_attempt(
        actor=actor_of(request), now=utc_now(), qualification_id=qualification_id
    )
    return redirect("worker:attempt", attempt.id)

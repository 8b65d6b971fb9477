"""Status: which one somebody works under, what it means for pay, how to change it (STA-2)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import Moment, utc_now
from ouvrage.ledger.queries import held
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.queries.statuses import ACTIVITY_WORDS, HOUR_SECONDS, SCHEME_WORDS
from ouvrage.people import actions as people
from ouvrage.people.queries import (
    Standing,
    accepted_contracts,
    contract_coming,
    has_accepted_contract,
    periods_of,
    registration_ending,
    status_at,
    status_offer_of,
)
from ouvrage.people.rules import STATUS_LABELS, StatusKind
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.worker.statuses import DeclineForm, StatusForm, scheme_shown, status_form

REFUSED = 422


@require_safe
@worker_page
def status(request: HttpRequest) -> HttpResponse:
    """The worker's status and contract."""
    return _page(request)


def _page(
    request: HttpRequest,
    *,
    refused: StatusForm | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    worker_id, now = actor_of(request).id, utc_now()
    context = {
        **_standing(worker_id, now),
        **_employment(worker_id, now),
        **_contract(request, worker_id, now),
        "choices": _choices(status_at(worker_id, now), refused),
        "decline_form": decline_form or DeclineForm(),
    }
    wrong = refused is not None or decline_form is not None
    return render(request, "worker/status.html", context, status=REFUSED if wrong else 200)


def _standing(worker_id: str, now: Moment) -> dict[str, object]:
    standing = status_at(worker_id, now)
    activity = standing.activity if standing else ""
    return {
        "standing": standing,
        "standing_words": _words(standing),
        "activity": gettext(ACTIVITY_WORDS[activity]) if activity in ACTIVITY_WORDS else activity,
        "registration": registration_ending(worker_id, StatusKind.MICRO_FR),
        "scheme": scheme_shown(queries.scheme_at(worker_id, now)),
        "held": held(worker_id, settings.CURRENCY),
        "periods": [(row, _words(row)) for row in periods_of(worker_id)],
    }


def _employment(worker_id: str, now: Moment) -> dict[str, object]:
    hours = settings.AGREEMENT.status.employee_after_hours
    return {
        "employment": queries.offers_employment(),
        "offer": status_offer_of(worker_id),
        "paid_seconds": queries.paid_seconds(worker_id, now),
        "seconds_wanted": hours * HOUR_SECONDS,
    }


def _contract(request: HttpRequest, worker_id: str, now: Moment) -> dict[str, object]:
    return {
        "contract_accepted": has_accepted_contract(worker_id, now),
        "contracts": accepted_contracts(worker_id),
        "contract_coming": contract_coming(now, request.LANGUAGE_CODE),
    }


def _words(standing: Standing | None) -> str:
    return gettext(STATUS_LABELS[standing.kind]) if standing else ""


def _choices(standing: Standing | None, refused: StatusForm | None) -> list[dict[str, object]]:
    """The statuses that can be chosen, each with its form and what it would mean."""
    rows: list[dict[str, object]] = []
    for kind in queries.status_choices():
        form = refused if refused and refused.kind is kind else status_form(kind, standing)
        rows.append(
            {
                "kind": kind.value,
                "name": gettext(STATUS_LABELS[kind]),
                "current": standing is not None and standing.kind is kind,
                "open": bool(refused) and refused is form,
                "form": form,
                "words": gettext(SCHEME_WORDS[queries.scheme_key_of(kind)]),
            }
        )
    return rows


@require_POST
@worker_page
def choose(request: HttpRequest, kind: str) -> HttpResponse:
    """The worker chose another status; it counts for tasks taken from now on."""
    if kind not in {each.value for each in queries.status_choices()}:
        raise NotFound
    actor, now = actor_of(request), utc_now()
    chosen = StatusKind(kind)
    form = status_form(chosen, status_at(actor.id, now), request.POST)
    if not form.is_valid():
        return _page(request, refused=form)
    try:
        pay.choose_status(actor=actor, now=now, person_id=actor.id, choice=form.choice())
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, refused=form)
    messages.success(request, gettext("Your status is changed for the tasks you take from now on."))
    return redirect("worker:status")


@require_POST
@worker_page
def decline(request: HttpRequest) -> HttpResponse:
    """The worker declined the employee status in their own words."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, decline_form=form)
    actor = actor_of(request)
    try:
        people.decline_offered(
            actor=actor, now=utc_now(), person_id=actor.id, words=form.cleaned_data["words"]
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, decline_form=form)
    messages.success(request, gettext("Your words are kept, and your status stays as it is."))
    return redirect("worker:status")

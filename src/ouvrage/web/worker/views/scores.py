"""Scores as their worker reads them: formula, inputs, events, the figure without each (DEC-5).

A control item that an answer failed is shown with its explanation and can be disputed (DEC-13).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.base.words import N_
from ouvrage.review import actions, queries
from ouvrage.review.rules import ScoreKind
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.worker.forms import DisputeForm
from ouvrage.work.access import submission_for_worker

DECIMALS = 2
REFUSED = 422
NAMES = {
    ScoreKind.ACCEPTANCE: N_("Accepted answers"),
    ScoreKind.CONTROL: N_("Control questions"),
}
FORMULAS = {
    ScoreKind.ACCEPTANCE: N_(
        "The weights of the accepted answers, divided by the weights of all answers that were"
        " accepted or refused."
    ),
    ScoreKind.CONTROL: N_(
        "The weights of the control questions that were answered as known, divided by the weights"
        " of all control questions that were answered."
    ),
}


@require_safe
@worker_page
def scores(request: HttpRequest) -> HttpResponse:
    """Every score with its formula and inputs, and the events of one of them."""
    worker_id, now = actor_of(request).id, utc_now()
    kind = _kind(request.GET.get("score", ""))
    before = request.GET.get("before", "")
    rows = queries.scores_of(worker_id, now)
    events = queries.score_events(worker_id, kind, now, before=before if is_id(before) else "")
    context = {
        "scores": [_shown(row, kind) for row in rows],
        "kind": kind,
        "name": gettext(NAMES[kind]),
        "events": [(event, figure(event.without)) for event in events],
        "before": events[-1].submission_id if len(events) == PAGE_ROWS else "",
        "least": rows[0].least,
        "fade_days": rows[0].fade_days,
    }
    return render(request, "worker/scores.html", context)


def _kind(name: str) -> ScoreKind:
    if name and name not in set(ScoreKind):
        raise NotFound
    return ScoreKind(name) if name else ScoreKind.ACCEPTANCE


def _shown(row: queries.ScoreRow, here: ScoreKind) -> dict[str, object]:
    return {
        "row": row,
        "name": gettext(NAMES[row.kind]),
        "formula": gettext(FORMULAS[row.kind]),
        "figure": figure(row.share),
        "address": f"{reverse('worker:scores')}?score={row.kind}",
        "here": row.kind is here,
    }


def figure(share: float | None) -> str:
    """A share with two decimals in the reader's way; nothing for None."""
    return "" if share is None else number_format(round(share, DECIMALS), DECIMALS)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def check(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The control item beside the answer; posting disputes it, once."""
    actor = actor_of(request)
    found = submission_for_worker(actor, submission_id)
    checked = queries.answer_check(found.id)
    if checked is None:
        raise NotFound
    form = DisputeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.dispute_gold(
                actor=actor,
                now=utc_now(),
                submission_id=found.id,
                words=form.cleaned_data["words"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("worker:check", found.id)
    context = {"submission": found, "project": found.project, "check": checked, "form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "worker/check.html", context, status=status)

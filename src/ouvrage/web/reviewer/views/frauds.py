"""Suspicions of fraud: the evidence of the requester, and what a named reviewer finds (PAY-9)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import utc_now
from ouvrage.review import actions, queries
from ouvrage.review.rules import REASON_LABELS, RefusalReason
from ouvrage.web.reviewer.answers import answer_view
from ouvrage.web.reviewer.forms import FraudForm
from ouvrage.web.shell.access import actor_of, reviewer_page
from ouvrage.web.shell.forms import add_refusal

REFUSED = 422


@require_safe
@reviewer_page
def frauds(request: HttpRequest) -> HttpResponse:
    """Suspicions that wait, oldest first."""
    context = {"tab": "frauds", "suspicions": queries.suspicions_open()}
    return render(request, "reviewer/frauds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@reviewer_page
def fraud(request: HttpRequest, submission_id: str) -> HttpResponse:
    """One suspicion with the answer and its refusal; posting decides it."""
    suspicion = queries.suspicion_of(submission_id)
    if suspicion is None:
        raise NotFound
    form = FraudForm(request.POST or None)
    if form.is_valid():
        try:
            _decide(request, submission_id, form)
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("It is decided. Both sides can read it."))
            return redirect("reviewer:fraud", submission_id)
    context = {
        "tab": "frauds",
        "suspicion": suspicion,
        "view": answer_view(actor_of(request), submission_id),
        "verdicts": [(row, _reason(row)) for row in queries.verdicts_of(submission_id)],
        "form": form,
    }
    return render(request, "reviewer/fraud.html", context, status=REFUSED if form.is_bound else 200)


def _reason(row: queries.VerdictRow) -> str:
    return gettext(REASON_LABELS[RefusalReason(row.reason)]) if row.reason else ""


def _decide(request: HttpRequest, submission_id: str, form: FraudForm) -> None:
    actor, now = actor_of(request), utc_now()
    explanation = form.cleaned_data["explanation"]
    if form.cleaned_data["outcome"] == "fraud":
        actions.prove_fraud(
            actor=actor,
            now=now,
            submission_id=submission_id,
            evidence=form.cleaned_data["evidence"],
            explanation=explanation,
        )
    else:
        actions.dismiss_suspicion(
            actor=actor, now=now, submission_id=submission_id, explanation=explanation
        )

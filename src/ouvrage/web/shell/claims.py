"""Deciding a worker's claim about time: the same page for a requester's member and an operator."""

from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal
from ouvrage.base.limits import REASON_CHARACTERS_MAX
from ouvrage.base.moment import Moment
from ouvrage.pay import actions
from ouvrage.pay import queries as pay
from ouvrage.pay.access import TimeClaim
from ouvrage.pay.rules import CLAIM_REASON_LABELS, ClaimReason
from ouvrage.pay.rules.time import CATEGORY_LABELS
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.shell.refusals import sentence


class ClaimRefusalForm(forms.Form):
    """Why a claim is refused; the worker reads both parts."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, _(CLAIM_REASON_LABELS[reason])) for reason in ClaimReason],
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label=_("Explanation for the worker"),
        help_text=_("What the records show, in plain words."),
        max_length=REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def claim_list(
    rows: list[pay.ClaimRow], address: Callable[[str], str]
) -> list[tuple[pay.ClaimRow, str, str]]:
    """The claims as a list shows them, each with the address of its page."""
    return [(row, gettext(CATEGORY_LABELS[row.category]), address(row.id)) for row in rows]


def decide_claim(
    request: HttpRequest, actor: Actor, now: Moment, claim: TimeClaim
) -> ClaimRefusalForm | None:
    """None once the claim is decided as was asked; else the form, with what is wrong in it."""
    if request.method != "POST":
        return ClaimRefusalForm()
    if request.POST.get("verdict") == "accept":
        try:
            actions.accept_claim(actor=actor, now=now, claim_id=claim.id)
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, gettext("The time counts and is paid."))
        return None
    form = ClaimRefusalForm(request.POST)
    if not form.is_valid():
        return form
    try:
        actions.refuse_claim(
            actor=actor,
            now=now,
            claim_id=claim.id,
            reason=ClaimReason(form.cleaned_data["reason"]),
            explanation=form.cleaned_data["explanation"],
            appeal_until=now + timedelta(days=settings.AGREEMENT.appeals.window_days),
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return form
    messages.success(request, gettext("The claim is refused. The worker reads why."))
    return None


def claim_context(
    claim: TimeClaim, now: Moment, form: ClaimRefusalForm, *, own_only: bool
) -> dict[str, object]:
    """What the page of one claim shows."""
    row = pay.claim_row(claim)
    records = pay.recorded_around(claim, now, own_only=own_only)
    return {
        "claim": row,
        "category": gettext(CATEGORY_LABELS[row.category]),
        "reason": gettext(CLAIM_REASON_LABELS[row.reason]) if row.reason else "",
        "records": [
            (record, gettext(CATEGORY_LABELS[record.interval.category])) for record in records
        ],
        "form": form,
    }

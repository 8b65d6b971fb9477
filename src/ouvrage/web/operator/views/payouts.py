"""Payouts as the operator handles them: what waits, files, what arrived, what came back."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ouvrage.base import limits
from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.pay import queries as pay
from ouvrage.pay import rails
from ouvrage.pay.actions import payouts as actions
from ouvrage.pay.rules import ReturnReason
from ouvrage.web.operator.paging import page_start
from ouvrage.web.operator.words import PAYOUT_STATES, REFUSED, RETURN_REASONS
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.downloads import download
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.shell.refusals import sentence

KEY_CHARACTERS_MAX = 60


class ReturnForm(forms.Form):
    """Why a payment came back."""

    reason = forms.ChoiceField(
        label=_("What happened"), choices=list(RETURN_REASONS.items()), widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        help_text=_("The worker reads it. For example, what the bank wrote."),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea,
    )


@require_safe
@operator_page
def payouts(request: HttpRequest) -> HttpResponse:
    """What waits, by channel and age, and the files that were made."""
    files = pay.payout_files(before=page_start(request), limit=PAGE_ROWS + 1)
    shown = files[:PAGE_ROWS]
    context = {
        "tab": "payouts",
        "waiting": [
            (
                row,
                _name(row.rail, row.channel),
                _variants(row.rail),
                _checked(row.rail, row.channel),
                uuid4().hex,
            )
            for row in pay.payouts_waiting(utc_now())
        ],
        "within_days": pay.payout_days(),
        "files": [(row, _name(row.rail, row.channel), _state(row)) for row in shown],
        "older": shown[-1].id if len(files) > PAGE_ROWS else "",
    }
    return render(request, "operator/payouts.html", context)


def _name(rail: str, channel: str) -> str:
    found = rails.rails().get(rail)
    label = gettext(found.label) if found else rail
    return f"{label} ({channel})" if channel else label


def _variants(rail: str) -> tuple[str, ...]:
    found = rails.rails().get(rail)
    return found.variants if found else ()


def _checked(rail: str, channel: str) -> bool:
    found = rails.rails().get(rail)
    return found is not None and found.checked(channel)


def _state(row: pay.PayoutFileRow) -> str:
    if row.withdrawn_at:
        return gettext("withdrawn")
    if not row.sent_at:
        return gettext("not sent")
    return gettext("on its way") if row.sent else gettext("ended")


@require_safe
@operator_page
def waiting(request: HttpRequest) -> HttpResponse:
    """The payouts of one channel that are in no file, the oldest first."""
    rail, channel = request.GET.get("rail", ""), request.GET.get("channel", "")
    rows = pay.payouts_in_no_file(rail, channel, limit=limits.PAYMENTS_PER_FILE_MAX)
    context = {"tab": "payouts", "name": _name(rail, channel), "rows": rows}
    return render(request, "operator/payouts_waiting.html", context)


@require_POST
@operator_page
def file_made(request: HttpRequest) -> HttpResponse:
    """What waits in one channel is in a new file."""
    try:
        file = actions.make_payout_file(
            actor=actor_of(request),
            now=utc_now(),
            rail=request.POST.get("rail", ""),
            channel=request.POST.get("channel", ""),
            variant=request.POST.get("variant", ""),
            client_key=request.POST.get("client_key", "")[:KEY_CHARACTERS_MAX] or uuid4().hex,
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("operator:payouts")
    return redirect("operator:payout_file", file.id)


@require_safe
@operator_page
def file(request: HttpRequest, file_id: str) -> HttpResponse:
    """One file: its payouts, and what can be done with it now."""
    row = pay.payout_file(file_id)
    context = {
        "tab": "payouts",
        "file": row,
        "name": _name(row.rail, row.channel),
        "state": _state(row),
        "rows": [
            (line, gettext(PAYOUT_STATES[line.state])) for line in pay.payouts_of_file(file_id)
        ],
    }
    return render(request, "operator/payout_file.html", context)


@require_safe
@operator_page
def file_download(request: HttpRequest, file_id: str) -> HttpResponse:
    """The file for the bank or the service, byte for byte as it was made."""
    found, content = actions.draw_payout_file(
        actor=actor_of(request), now=utc_now(), file_id=file_id
    )
    kind = rails.rails()[found.rail].content_type
    return download(HttpResponse(content, content_type=kind), found.name)


@require_POST
@operator_page
def file_sent(request: HttpRequest, file_id: str) -> HttpResponse:
    """The file was given to the bank."""
    actions.send_payout_file(actor=actor_of(request), now=utc_now(), file_id=file_id)
    messages.success(request, gettext("The file counts as sent."))
    return redirect("operator:payout_file", file_id)


@require_POST
@operator_page
def file_withdrawn(request: HttpRequest, file_id: str) -> HttpResponse:
    """The file will not be sent, and its payouts wait again."""
    actions.withdraw_payout_file(actor=actor_of(request), now=utc_now(), file_id=file_id)
    messages.success(request, gettext("The file is withdrawn. Its payouts wait again."))
    return redirect("operator:payouts")


@require_POST
@operator_page
def confirmed(request: HttpRequest, file_id: str) -> HttpResponse:
    """The ticked payouts have arrived, or all that were sent."""
    everything = request.POST.get("all") == "1"
    ticked = [] if everything else request.POST.getlist("payout")[: limits.PAYMENTS_PER_FILE_MAX]
    if not everything and not ticked:
        messages.error(request, gettext("No payout was ticked. Nothing was changed."))
        return redirect("operator:payout_file", file_id)
    done = actions.confirm_payouts(
        actor=actor_of(request),
        now=utc_now(),
        file_id=file_id,
        payout_ids=ticked,
        reference=request.POST.get("reference", ""),
    )
    words = ngettext("%(count)d payout has arrived.", "%(count)d payouts have arrived.", done)
    messages.success(request, words % {"count": done})
    return redirect("operator:payout_file", file_id)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def returned(request: HttpRequest, payout_id: str) -> HttpResponse:
    """The form to say that a payment came back, and why."""
    row = pay.payout(payout_id)
    if row.state not in {"requested", "sent", "confirmed"}:
        raise NotFound
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_payout(
                actor=actor_of(request),
                now=utc_now(),
                payout_id=payout_id,
                reason=ReturnReason(form.cleaned_data["reason"]),
                explanation=form.cleaned_data["explanation"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("The money is due to the worker again."))
            if row.file_id:
                return redirect("operator:payout_file", row.file_id)
            return redirect("operator:payouts")
    context = {"tab": "payouts", "payout": row, "form": form, "name": _name(row.rail, row.channel)}
    status = REFUSED if form.is_bound else 200
    return render(request, "operator/payout_return.html", context, status=status)

"""What workers report and a person looks at: stopped tasks whose pay waits, disputed labels."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import Span, utc_now
from ouvrage.pay import actions as pay
from ouvrage.web.operator.forms import DenialForm, LabelForm
from ouvrage.web.operator.words import REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.work import actions, queries
from ouvrage.work.access import batch_for_operator
from ouvrage.work.queries import DisputedRow, StopRow
from ouvrage.work.rules import (
    BROKEN_LABELS,
    SENSITIVE_LABELS,
    BrokenReason,
    Sensitive,
)


@require_safe
@operator_page
def reports(request: HttpRequest) -> HttpResponse:
    """Everything that waits for a person, oldest first."""
    return _page(request)


def _page(request: HttpRequest, denied: str = "", denial: DenialForm | None = None) -> HttpResponse:
    context = {
        "tab": "reports",
        "waiting": [
            _stop(row, denial if denial and row.id == denied else DenialForm(prefix=row.id))
            for row in queries.stops_waiting()
        ],
        "disputed": [_disputed(row) for row in queries.disputed_batches()],
    }
    return render(request, "operator/reports.html", context, status=REFUSED if denied else 200)


def _stop(row: StopRow, form: DenialForm) -> dict[str, object]:
    reason = gettext(BROKEN_LABELS[BrokenReason(row.reason)]) if row.reason else ""
    return {"row": row, "reason": reason, "form": form}


def _disputed(row: DisputedRow) -> dict[str, object]:
    said = {category for report in row.reports for category in report.sensitive}
    return {
        "row": row,
        "declared": _words(row.sensitive),
        "said": [_words(report.sensitive) for report in row.reports],
        "form": LabelForm(
            prefix=row.batch_id, initial={"sensitive": sorted({*row.sensitive, *said})}
        ),
    }


def _words(categories: tuple[str, ...]) -> list[str]:
    return [gettext(SENSITIVE_LABELS[Sensitive(category)]) for category in categories]


@require_POST
@operator_page
def stop_approved(request: HttpRequest, stop_id: str) -> HttpResponse:
    """The time of the stopped task is paid."""
    _waiting(stop_id)
    pay.approve_stop(actor=actor_of(request), now=utc_now(), stop_id=stop_id)
    messages.success(request, gettext("The time is paid."))
    return redirect("operator:reports")


@require_POST
@operator_page
def stop_refused(request: HttpRequest, stop_id: str) -> HttpResponse:
    """The time of the stopped task is not paid, for a reason that its worker reads."""
    _waiting(stop_id)
    form = DenialForm(request.POST, prefix=stop_id)
    if form.is_valid():
        now = utc_now()
        try:
            actions.refuse_stop(
                actor=actor_of(request),
                now=now,
                stop_id=stop_id,
                reason=form.cleaned_data["reason"],
                explanation=form.cleaned_data["explanation"],
                appeal_until=now + Span(days=settings.AGREEMENT.appeals.window_days),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("The worker reads why it is not paid."))
            return redirect("operator:reports")
    return _page(request, stop_id, form)


def _waiting(stop_id: str) -> StopRow:
    found = queries.stop_waiting(stop_id)
    if found is None:
        raise NotFound
    return found


@require_POST
@operator_page
def batch_relabelled(request: HttpRequest, batch_id: str) -> HttpResponse:
    """The batch has the label that a person gave it, and is offered again."""
    batch = batch_for_operator(actor_of(request), batch_id)
    form = LabelForm(request.POST, prefix=batch_id)
    if form.is_valid():
        actions.relabel_batch(
            actor=actor_of(request),
            now=utc_now(),
            batch_id=batch.id,
            sensitive=form.cleaned_data["sensitive"],
        )
        messages.success(request, gettext("The batch is offered again, under this label."))
    return redirect("operator:reports")

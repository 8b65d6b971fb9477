"""Contributions: what is due to whom, sending it, own rates, what is held, declarations."""

from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.moment import utc_now
from ouvrage.formats import csvs
from ouvrage.ledger import recipes
from ouvrage.pay import actions
from ouvrage.pay import queries as pay
from ouvrage.pay.schemes.percentage import COLUMNS
from ouvrage.web.operator.forms import DepositForm, QuarterForm, RateFileForm
from ouvrage.web.operator.words import REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.shell.refusals import sentence


@require_safe
@operator_page
def contributions(request: HttpRequest) -> HttpResponse:
    """What is due, held and imported."""
    return _page(request)


def _page(
    request: HttpRequest, form: RateFileForm | None = None, faults: list[str] | None = None
) -> HttpResponse:
    context = {
        "tab": "contributions",
        "due": pay.contributions_owed(),
        "held": pay.held_rows(),
        "files": pay.rate_files(),
        "form": form or RateFileForm(),
        "faults": faults or [],
        "quarter_form": QuarterForm(initial=QuarterForm.last_quarter(utc_now().date())),
    }
    status = 200 if form is None else REFUSED
    return render(request, "operator/contributions.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def remittance(request: HttpRequest, scheme: str, branch: str) -> HttpResponse:
    """The money of one branch went to its collector; recorded with the transfer's reference."""
    rows = [row for row in pay.contributions_owed() if (row.scheme, row.branch) == (scheme, branch)]
    if not rows:
        raise NotFound
    form = DepositForm(request.POST or None, initial={"amount": rows[0].amount.decimal()})
    if form.is_valid():
        try:
            recipes.remit(
                actor=actor_of(request),
                now=utc_now(),
                scheme=scheme,
                branch=branch,
                amount=form.cleaned_data["amount"],
                reference=form.cleaned_data["reference"],
                key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("The remittance is recorded."))
            return redirect("operator:contributions")
    context = {"tab": "contributions", "row": rows[0], "form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "operator/remittance.html", context, status=status)


@require_POST
@operator_page
def rates(request: HttpRequest) -> HttpResponse:
    """A file of workers' own rates is imported whole, or its wrong rows are named."""
    form = RateFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    file = form.cleaned_data["file"]
    try:
        imported = actions.import_rates(
            actor=actor_of(request),
            now=utc_now(),
            name=file.name or "",
            path=Path(file.temporary_file_path()),
        )
    except Refusal as refusal:
        return _page(request, form, [_fault(each) for each in refusal.each()])
    count = gettext("%(rows)d rates are imported; what was held for them is split.")
    messages.success(request, count % {"rows": imported.rows})
    return redirect("operator:contributions")


def _fault(refusal: Refusal) -> str:
    if refusal.row is None:
        return sentence(refusal)
    return gettext("Line %(line)d: %(fault)s") % {"line": refusal.row, "fault": sentence(refusal)}


@require_safe
@operator_page
def quarter(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The declaration of a quarter, one row for each payment that owed a fee (STA-5)."""
    form = QuarterForm(request.GET)
    if not form.is_valid():
        raise NotFound
    year, number = form.cleaned_data["year"], int(form.cleaned_data["quarter"])
    body = csvs.write(COLUMNS, pay.quarter_rows(year, number))
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fees-{year}-q{number}.csv"'
    return response

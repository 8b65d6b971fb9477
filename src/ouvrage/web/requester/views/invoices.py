"""Invoices: what each month's work cost, project by project, and where the money went."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ouvrage.base.errors import NotFound
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.pay import queries as pay
from ouvrage.pay.exports import invoice_json
from ouvrage.pay.papers import invoice_pdf, kind_words, line_words
from ouvrage.web.requester.place import Place, enter
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.downloads import download


@require_safe
@organisation_page
def invoices(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The organisation's invoices, newest first, and what the month that runs has cost."""
    place = enter(request, organisation_id)
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    rows = pay.invoices_of(organisation_id, before=before, limit=PAGE_ROWS + 1)
    context = place.context(
        tab="invoices",
        invoices=rows[:PAGE_ROWS],
        older=rows[PAGE_ROWS - 1].number if len(rows) > PAGE_ROWS else None,
        running=pay.running_month(organisation_id, place.now),
    )
    return render(request, "requester/invoices.html", context)


@require_safe
@organisation_page
def running(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """What the month that runs has cost so far."""
    place = enter(request, organisation_id)
    return _page(request, place, pay.running_month(organisation_id, place.now))


@require_safe
@organisation_page
def invoice(request: HttpRequest, organisation_id: str, number: int) -> HttpResponse:
    """One invoice, as it was issued."""
    place = enter(request, organisation_id)
    return _page(request, place, pay.invoice(organisation_id, number))


def _page(request: HttpRequest, place: Place, found: pay.InvoiceView) -> HttpResponse:
    context = place.context(
        tab="invoices",
        invoice=found,
        projects=[
            (
                cost,
                [(kind_words(part.kind), part) for part in cost.parts],
                [(line_words(line), line) for line in cost.contributions if line.requester],
            )
            for cost in found.projects
        ],
    )
    return render(request, "requester/invoice.html", context)


@require_safe
@organisation_page
def invoice_file(
    request: HttpRequest, organisation_id: str, number: int, form: str
) -> HttpResponse:
    """One invoice as PDF or JSON."""
    place = enter(request, organisation_id)
    found = pay.invoice(organisation_id, number)
    if form == "json":
        response: HttpResponse = JsonResponse(invoice_json(found))
        return download(response, f"invoice-{number}.json")
    if form != "pdf":
        raise NotFound
    content = invoice_pdf(found, found.issued_at or place.now)
    response = HttpResponse(content, content_type="application/pdf")
    return download(response, f"invoice-{number}.pdf")

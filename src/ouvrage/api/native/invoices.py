"""Invoices of the organisation, and what the month that runs has cost so far."""

from datetime import datetime

from ninja import Router, Schema

from ouvrage.api.native.pages import PageParameters, next_cursor
from ouvrage.api.native.schemas import Amount
from ouvrage.api.shell.keys import Request, organisation_of
from ouvrage.base.moment import utc_now
from ouvrage.pay import queries as pay
from ouvrage.pay.exports import Json, invoice_json

router = Router(tags=["invoices"])


class InvoiceLineOut(Schema):
    """An invoice in the list."""

    number: int
    month: str
    total: Amount
    currency: str
    issued_at: datetime


class InvoicePage(Schema):
    """A page of invoices, newest first."""

    items: list[InvoiceLineOut]
    next: str


class PartOut(Schema):
    """What one kind of work paid its people, before anything was withheld."""

    kind: str
    count: int
    amount: Amount


class ContributionOut(Schema):
    """What one branch received on top of the pay (`requester`) and out of it (`worker`)."""

    scheme: str
    branch: str
    requester: Amount
    worker: Amount


class ProjectCostOut(Schema):
    """One project's month; `total` is its parts, the contributions on top and the fee."""

    project_id: str
    title: str
    parts: list[PartOut]
    contributions: list[ContributionOut]
    fee: Amount
    total: Amount


class InvoiceOut(Schema):
    """An organisation's month; `number` is 0 and `issued_at` null while it runs.

    `total` is the sum of `fee`, `contributions` and `to_workers`.
    """

    number: int
    month: str
    issued_at: datetime | None
    currency: str
    issuer: dict[str, str]
    customer: dict[str, str]
    projects: list[ProjectCostOut]
    fee: Amount
    contributions: Amount
    to_workers: Amount
    total: Amount


@router.get("", response=InvoicePage, operation_id="list_invoices")
def list_invoices(request: Request, page: PageParameters) -> InvoicePage:
    """The invoices, newest first."""
    rows = pay.invoices_of(organisation_of(request.auth), before=page.number(), limit=page.limit)
    items = [
        InvoiceLineOut(
            number=row.number,
            month=str(row.month),
            total=row.total.decimal(),
            currency=row.total.currency,
            issued_at=row.issued_at,
        )
        for row in rows
    ]
    return InvoicePage(items=items, next=next_cursor(rows, page.limit, lambda row: row.number))


@router.get("/running", response=InvoiceOut, operation_id="get_running_month")
def get_running_month(request: Request) -> Json:
    """What the month that runs has cost so far."""
    return invoice_json(pay.running_month(organisation_of(request.auth), utc_now()))


@router.get("/{int:number}", response=InvoiceOut, operation_id="get_invoice")
def get_invoice(request: Request, number: int) -> Json:
    """One invoice, as it was issued."""
    return invoice_json(pay.invoice(organisation_of(request.auth), number))

"""What an organisation's work cost in a month, project by project, from the books."""

from dataclasses import dataclass

from django.conf import settings

from ouvrage.base.errors import NotFound
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment, Month
from ouvrage.base.money import Money, total
from ouvrage.ledger.flows import BATCH_PLACES, Flow, flows_of_projects
from ouvrage.pay.models import Invoice
from ouvrage.pay.queries.statements import (
    ContributionLine,
    contribution_lines,
    is_on_top,
    is_withheld,
)
from ouvrage.work.models import Project


@dataclass(frozen=True, slots=True)
class InvoicePart:
    """What one kind of work paid its people, before anything was withheld."""

    kind: str
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ProjectCost:
    """One project's month: pay by kind, contributions on top, fee; `withheld` is inside the pay."""

    project_id: str
    title: str
    parts: tuple[InvoicePart, ...]
    contributions: tuple[ContributionLine, ...]
    fee: Money

    @property
    def pay(self) -> Money:
        """What went to people, before anything was withheld."""
        return total([part.amount for part in self.parts], self.fee.currency)

    @property
    def on_top(self) -> Money:
        """Contributions beside the pay."""
        return total([line.requester for line in self.contributions], self.fee.currency)

    @property
    def withheld(self) -> Money:
        """Contributions out of the pay."""
        return total([line.worker for line in self.contributions], self.fee.currency)

    @property
    def total(self) -> Money:
        """What the project cost."""
        return self.pay + self.on_top + self.fee


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """An organisation's month; `number` is 0 while it runs, and what it costs may still grow."""

    number: int
    month: Month
    currency: str
    issuer: dict[str, str]
    customer: dict[str, str]
    projects: tuple[ProjectCost, ...]
    issued_at: Moment | None

    @property
    def total(self) -> Money:
        """What the month cost."""
        return total([project.total for project in self.projects], self.currency)

    @property
    def fee(self) -> Money:
        """What the platform took."""
        return total([project.fee for project in self.projects], self.currency)

    @property
    def contributions(self) -> Money:
        """What went to social protection, on top of the pay and out of it."""
        parts = [project.on_top + project.withheld for project in self.projects]
        return total(parts, self.currency)

    @property
    def to_workers(self) -> Money:
        """What became due to the people who worked, or is held for them."""
        parts = [project.pay - project.withheld for project in self.projects]
        return total(parts, self.currency)


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice in a list."""

    number: int
    month: Month
    total: Money
    issued_at: Moment


def invoices_of(
    organisation_id: str, *, before: int = 0, limit: int = PAGE_ROWS
) -> list[InvoiceRow]:
    """The organisation's invoices, newest first, before a number."""
    rows = Invoice.objects.filter(organisation_id=organisation_id)
    if before:
        rows = rows.filter(number__lt=before)
    return [
        InvoiceRow(row.number, Month.parse(row.month), row.total, row.issued_at)
        for row in rows.order_by("-number")[:limit]
    ]


def invoice(organisation_id: str, number: int) -> InvoiceView:
    """The organisation's invoice with that number; NotFound when there is none."""
    row = Invoice.objects.filter(organisation_id=organisation_id, number=number).first()
    if row is None:
        raise NotFound
    projects = tuple(_project_of(line, row.currency) for line in row.lines)
    view = InvoiceView(
        row.number,
        Month.parse(row.month),
        row.currency,
        row.issuer,
        row.customer,
        projects,
        row.issued_at,
    )
    assert view.total == row.total
    return view


def running_month(organisation_id: str, now: Moment) -> InvoiceView:
    """What the month that runs has cost so far."""
    month = Month.of(now)
    costs = project_costs(organisation_id, month)
    return InvoiceView(0, month, settings.CURRENCY, issuer(), {}, costs, None)


def issuer() -> dict[str, str]:
    """Who runs the instance, as invoices say it."""
    return {
        "name": settings.LEGAL_NAME or settings.INSTANCE_NAME,
        "address": settings.LEGAL_ADDRESS,
        "country": settings.LEGAL_COUNTRY,
        "registration": settings.LEGAL_REGISTRATION,
        "vat": settings.LEGAL_VAT,
    }


def project_costs(organisation_id: str, month: Month) -> tuple[ProjectCost, ...]:
    """What each of the organisation's projects cost in the month; those that cost nothing are left
    out."""
    titles = dict(
        Project.objects.filter(organisation_id=organisation_id).values_list("id", "title")
    )
    flows = flows_of_projects(list(titles), settings.CURRENCY, month.start, month.end)
    by_project: dict[str, list[Flow]] = {}
    for flow in flows:
        by_project.setdefault(flow.project_id, []).append(flow)
    costs = [
        _cost(project_id, titles[project_id], own, settings.CURRENCY)
        for project_id, own in sorted(by_project.items())
    ]
    return tuple(cost for cost in costs if cost.total)


def _cost(project_id: str, title: str, flows: list[Flow], currency: str) -> ProjectCost:
    paid = [flow for flow in flows if flow.source in BATCH_PLACES]
    rewards = [flow for flow in paid if flow.target == "due"]
    borne = [flow for flow in paid if is_on_top(flow)]
    withheld = [flow for flow in flows if is_withheld(flow)]
    kinds = sorted({flow.entry_kind for flow in rewards})
    return ProjectCost(
        project_id,
        title,
        tuple(_part(kind, [f for f in rewards if f.entry_kind == kind]) for kind in kinds),
        contribution_lines([*borne, *withheld], currency),
        total([flow.amount for flow in paid if flow.target == "fee"], currency),
    )


def _part(kind: str, flows: list[Flow]) -> InvoicePart:
    amount = total([flow.amount for flow in flows], flows[0].amount.currency)
    return InvoicePart(kind, max(flow.entries for flow in flows), amount)


def line_of(cost: ProjectCost) -> dict[str, object]:
    """The project's month as the invoice keeps it, in micro-units."""
    return {
        "project_id": cost.project_id,
        "title": cost.title,
        "parts": [[part.kind, part.count, part.amount.micros] for part in cost.parts],
        "contributions": [
            [line.scheme, line.branch, line.requester.micros, line.worker.micros]
            for line in cost.contributions
        ],
        "fee": cost.fee.micros,
    }


def _project_of(line: dict[str, object], currency: str) -> ProjectCost:
    parts, contributions, fee = line["parts"], line["contributions"], line["fee"]
    assert isinstance(parts, list)
    assert isinstance(contributions, list)
    assert isinstance(fee, int)
    return ProjectCost(
        str(line["project_id"]),
        str(line["title"]),
        tuple(InvoicePart(kind, count, Money(micros, currency)) for kind, count, micros in parts),
        tuple(
            ContributionLine(scheme, branch, Money(on_top, currency), Money(own, currency))
            for scheme, branch, on_top, own in contributions
        ),
        Money(fee, currency),
    )

"""Statements and invoices as plain values: amounts are exact decimals in text, times are seconds.

For the JSON that pages and the API give, and for the copy of their data that a person gets.
"""

from ouvrage.base.moment import Month
from ouvrage.pay.queries.invoices import InvoiceView, ProjectCost
from ouvrage.pay.queries.statements import ContributionLine, MonthStatement

Json = dict[str, object]


def statement_json(found: MonthStatement) -> Json:
    """The month with the names of its parts as the books have them."""
    return {
        **_month(found.month),
        "closed": found.closed,
        "currency": found.currency,
        "seconds": {str(category): seconds for category, seconds in found.seconds.items()},
        "total_seconds": found.total_seconds,
        "earned": [
            {
                "kind": line.kind,
                "count": line.count,
                "gross": line.gross.decimal(),
                "withheld": line.withheld.decimal(),
                "held": line.held.decimal(),
                "net": line.net.decimal(),
            }
            for line in found.lines
        ],
        "contributions": [_contribution(line) for line in found.contributions],
        "gross": found.gross.decimal(),
        "withheld": found.withheld.decimal(),
        "held": found.held.decimal(),
        "net": found.net.decimal(),
        "gross_per_hour": found.gross_per_hour.decimal(),
        "net_per_hour": found.net_per_hour.decimal(),
        "due_before": found.due_before.decimal(),
        "paid_out": found.paid_out.decimal(),
        "returned": found.returned.decimal(),
        "due_after": found.due_after.decimal(),
    }


def invoice_json(found: InvoiceView) -> Json:
    """The organisation's month, project by project."""
    return {
        "number": found.number,
        **_month(found.month),
        "issued_at": found.issued_at,
        "currency": found.currency,
        "issuer": found.issuer,
        "customer": found.customer,
        "projects": [_project(cost) for cost in found.projects],
        "fee": found.fee.decimal(),
        "contributions": found.contributions.decimal(),
        "to_workers": found.to_workers.decimal(),
        "total": found.total.decimal(),
    }


def _month(month: Month) -> Json:
    return {"month": str(month), "from": month.start, "until": month.end}


def _contribution(line: ContributionLine) -> Json:
    return {
        "scheme": line.scheme,
        "branch": line.branch,
        "requester": line.requester.decimal(),
        "worker": line.worker.decimal(),
    }


def _project(cost: ProjectCost) -> Json:
    return {
        "project_id": cost.project_id,
        "title": cost.title,
        "parts": [
            {"kind": part.kind, "count": part.count, "amount": part.amount.decimal()}
            for part in cost.parts
        ],
        "contributions": [_contribution(line) for line in cost.contributions],
        "fee": cost.fee.decimal(),
        "total": cost.total.decimal(),
    }

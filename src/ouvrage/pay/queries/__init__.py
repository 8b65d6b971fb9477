"""The room's readers: quotes, floors, earnings, spending."""

from ouvrage.pay.queries.costs import (
    ReadingRow,
    Spend,
    cost_of,
    current_terms,
    floor_for,
    full_cost,
    needed,
    prices,
    project_refusals,
    publication_refusals,
    quote,
    quote_of_batch,
    reading_of,
    reading_pay,
    spend_of_project,
    terms_of,
)
from ouvrage.pay.queries.earnings import (
    Earnings,
    EarningsRow,
    ReadingPaid,
    earnings,
)
from ouvrage.pay.queries.settlement import settlement_faults

__all__ = [
    "Earnings",
    "EarningsRow",
    "ReadingPaid",
    "ReadingRow",
    "Spend",
    "cost_of",
    "current_terms",
    "earnings",
    "floor_for",
    "full_cost",
    "needed",
    "prices",
    "project_refusals",
    "publication_refusals",
    "quote",
    "quote_of_batch",
    "reading_of",
    "reading_pay",
    "settlement_faults",
    "spend_of_project",
    "terms_of",
]

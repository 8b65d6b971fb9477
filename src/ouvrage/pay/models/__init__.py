"""Tables of the room: the terms a batch was published under, paid readings and credits of time,
payouts and the files they go in, invoices.
"""

from ouvrage.pay.models.invoices import Invoice
from ouvrage.pay.models.payouts import Payout, PayoutFile, PayoutMethod
from ouvrage.pay.models.terms import Credit, PublishedTerms, Reading, ReadingState

__all__ = [
    "Credit",
    "Invoice",
    "Payout",
    "PayoutFile",
    "PayoutMethod",
    "PublishedTerms",
    "Reading",
    "ReadingState",
]

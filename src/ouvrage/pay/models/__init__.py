"""Tables of the room: terms, readings and credits; time that pages measured and claims about it;
audits of what a batch paid, holds under a new floor; payouts, the files they go in, invoices.
"""

from ouvrage.pay.models.audits import Audit, AuditLine, FloorHold, UnpaidShare
from ouvrage.pay.models.invoices import ClosedMonth, Invoice
from ouvrage.pay.models.payouts import Payout, PayoutFile, PayoutMethod
from ouvrage.pay.models.terms import Credit, PublishedTerms, Reading, ReadingState
from ouvrage.pay.models.time import FoldedTime, TimeClaim, TimeRecord

__all__ = [
    "Audit",
    "AuditLine",
    "ClosedMonth",
    "Credit",
    "FloorHold",
    "FoldedTime",
    "Invoice",
    "Payout",
    "PayoutFile",
    "PayoutMethod",
    "PublishedTerms",
    "Reading",
    "ReadingState",
    "TimeClaim",
    "TimeRecord",
    "UnpaidShare",
]

"""Tables of the room: the terms a batch was published under, paid readings and credits of time,
payouts and the files they go in, invoices.
"""

from ouvrage.pay.models.audits import (
    Audit,
    AuditLine,
    FloorHold,
    UnpaidShare,
)
from ouvrage.pay.models.contributions import (
    HeldEarning,
    RateFile,
    WorkerRate,
)
from ouvrage.pay.models.invoices import (
    ClosedMonth,
    Invoice,
)
from ouvrage.pay.models.payouts import (
    Payout,
    PayoutFile,
    PayoutMethod,
)
from ouvrage.pay.models.terms import (
    Credit,
    PaidSpan,
    PublishedTerms,
    Reading,
    ReadingState,
)
from ouvrage.pay.models.time import (
    FoldedTime,
    TimeClaim,
    TimeRecord,
)

__all__ = [
    "Audit",
    "AuditLine",
    "ClosedMonth",
    "Credit",
    "FloorHold",
    "FoldedTime",
    "HeldEarning",
    "Invoice",
    "PaidSpan",
    "Payout",
    "PayoutFile",
    "PayoutMethod",
    "PublishedTerms",
    "RateFile",
    "Reading",
    "ReadingState",
    "TimeClaim",
    "TimeRecord",
    "UnpaidShare",
    "WorkerRate",
]

"""What the room keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.base.words import N_
from ouvrage.ledger.personal import BOOKS

TIME = N_("What work paid is worked out from it. Intervals of pages are erased after 90 days.")

TABLES: Register = {
    "Audit": Impersonal("what a batch paid in the median"),
    "AuditLine": Personal(area="top_ups", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "ClosedMonth": Impersonal("a month and when it was closed"),
    "Credit": Personal(area="credits", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "Invoice": Impersonal("what an organisation's work cost in a month"),
    "PaidSpan": Personal(area="paid_spans", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "Payout": Personal(area="payouts", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "PayoutFile": Personal(
        area="payout_files_made", reached=("made_by",), after=After.KEPT, why=BOOKS
    ),
    "PayoutMethod": Personal(area="payout_method", reached=("worker_id",), after=After.GONE),
    "FloorHold": Impersonal("a project whose price is under a new floor"),
    "FoldedTime": Personal(area="hours", reached=("worker_id",), after=After.KEPT, why=TIME),
    "PublishedTerms": Impersonal("rates of a batch"),
    "RateFile": Personal(
        area="rate_files",
        reached=("imported_by_id",),
        after=After.KEPT,
        why=N_("Which file a contribution was computed from stays with the books."),
    ),
    "WorkerRate": Personal(
        area="contribution_rates", reached=("worker_id",), after=After.KEPT, why=BOOKS
    ),
    "HeldEarning": Personal(area="held", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "Reading": Personal(area="readings", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "TimeClaim": Personal(
        area="time_claims",
        reached=("worker_id", "decided_by"),
        after=After.EMPTIED,
        empties=("words",),
        own=("worker_id",),
        why=TIME,
    ),
    "TimeRecord": Personal(area="time", reached=("worker_id",), after=After.KEPT, why=TIME),
    "UnpaidShare": Impersonal("a share over all workers of a project"),
}

"""What the room keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.ledger.personal import BOOKS

TABLES: Register = {
    "Credit": Personal(area="credits", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "Invoice": Impersonal("what an organisation's work cost in a month"),
    "Payout": Personal(area="payouts", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "PayoutFile": Personal(
        area="payout_files_made", reached=("made_by",), after=After.KEPT, why=BOOKS
    ),
    "PayoutMethod": Personal(area="payout_method", reached=("worker_id",), after=After.GONE),
    "PublishedTerms": Impersonal("rates of a batch"),
    "Reading": Personal(area="readings", reached=("worker_id",), after=After.KEPT, why=BOOKS),
}

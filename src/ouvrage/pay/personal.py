"""What the room keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.ledger.personal import BOOKS

TABLES: Register = {
    "Credit": Personal(area="credits", reached=("worker_id",), after=After.KEPT, why=BOOKS),
    "PublishedTerms": Impersonal("rates of a batch"),
    "Reading": Personal(area="readings", reached=("worker_id",), after=After.KEPT, why=BOOKS),
}

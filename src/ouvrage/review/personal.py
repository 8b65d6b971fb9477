"""What the room keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.base.words import N_

DECISIONS = N_("Decisions are kept as long as the answers and the money that they are about.")

TABLES: Register = {
    "Verdict": Personal(
        area="verdicts",
        reached=("submission__worker_id", "person_id"),
        after=After.KEPT,
        why=DECISIONS,
    ),
    "Contest": Personal(
        area="verdicts", reached=("submission__worker_id",), after=After.KEPT, why=DECISIONS
    ),
    "Hold": Impersonal("figures of a batch; its refusals stand in another table"),
    "HeldRefusal": Personal(
        area="verdicts",
        reached=("submission__worker_id", "person_id", "decided_by"),
        after=After.KEPT,
        why=DECISIONS,
    ),
    "Suspicion": Personal(
        area="verdicts",
        reached=("submission__worker_id", "person_id", "decided_by"),
        after=After.KEPT,
        why=DECISIONS,
    ),
    "GoldItem": Personal(
        area="verdicts",
        reached=("person_id",),
        after=After.KEPT,
        why=DECISIONS,
    ),
    "GoldCheck": Personal(
        area="scores",
        reached=("submission__worker_id", "worker_id"),
        after=After.KEPT,
        why=DECISIONS,
    ),
    "GoldDispute": Personal(
        area="scores",
        reached=("submission__worker_id", "decided_by"),
        after=After.EMPTIED,
        empties=("words",),
        own=("submission__worker_id",),
        marked=("words",),
        why=DECISIONS,
    ),
    "Run": Impersonal("computed from the answers of a batch, without saying whose they are"),
    "Label": Impersonal("computed from the answers of a batch, without saying whose they are"),
}

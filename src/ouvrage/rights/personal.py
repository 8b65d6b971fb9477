"""What the room keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register, Way
from ouvrage.base.words import N_

FILES = N_("The file of a contested decision is kept, so that the decision can be accounted for.")

TABLES: Register = {
    "Appeal": Personal(
        area="appeals",
        reached=("worker_id", "decided_by"),
        after=After.KEPT,
        why=FILES,
        hidden=("decided_by", "client_key"),
    ),
    "AppealStep": Personal(
        area="appeal_steps",
        reached=("appeal__worker_id", "person_id"),
        after=After.EMPTIED,
        empties=("words",),
        own=(Way("person_id", "side", ("worker",)),),
        marked=("words",),
        why=FILES,
        hidden=("person_id", "client_key"),
    ),
    "Proposal": Personal(
        area="restriction_proposals",
        reached=("worker_id", "proposed_by", "decided_by"),
        after=After.KEPT,
        why=FILES,
        hidden=("proposed_by", "decided_by"),
    ),
    "RegisterVersion": Impersonal("what a system depends on"),
    "Restriction": Personal(
        area="restrictions",
        reached=("worker_id", "lifted_by"),
        after=After.KEPT,
        why=FILES,
        hidden=("lifted_by",),
        beside=("block__explanation", "block__begins_at", "block__ends_at"),
    ),
    "Letter": Personal(area="letters", reached=("worker_id",), after=After.KEPT, why=FILES),
    "Explanation": Personal(
        area="questions_about_decisions",
        reached=("worker_id", "answered_by"),
        after=After.EMPTIED,
        empties=("words",),
        own=("worker_id",),
        marked=("words",),
        why=FILES,
        hidden=("answered_by", "client_key"),
    ),
    "Copy": Personal(area="copies", reached=("person_id",), after=After.GONE),
    "Erasure": Personal(
        area="erasures",
        reached=("person_id",),
        after=After.KEPT,
        why=N_("It proves that the erasure was asked for and done. It holds a code, no name."),
        hidden=("claim_digest",),
    ),
}

"""What the journal keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register, Way
from ouvrage.base.words import N_

TABLES: Register = {
    "Event": Personal(
        area="journal",
        reached=(
            Way("actor_id", "actor_kind", ("person",)),
            Way("subject_id", "subject_kind", ("person", "worker")),
        ),
        after=After.KEPT,
        why=N_("The journal proves what was decided and paid. It holds codes, no names."),
    ),
    "Link": Impersonal("hashes of events"),
    "Outbox": Impersonal("which events wait for their handlers"),
    "Schedule": Impersonal("when jobs of the instance run"),
}

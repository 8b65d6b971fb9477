"""What the journal keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.base.words import N_

TABLES: Register = {
    "Event": Personal(
        area="journal",
        reached=("actor_id", "subject_id"),
        after=After.KEPT,
        why=N_("The journal proves what was decided and paid. It holds codes, no names."),
    ),
    "Link": Impersonal("hashes of events"),
    "Outbox": Impersonal("which events wait for their handlers"),
    "Schedule": Impersonal("when jobs of the instance run"),
}

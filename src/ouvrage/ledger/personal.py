"""What the books keep about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.base.words import N_

BOOKS = N_("Books are kept for ten years by law (in France: Code de commerce, art. L123-22).")

TABLES: Register = {
    "Account": Personal(area="money_accounts", reached=("owner_id",), after=After.KEPT, why=BOOKS),
    "Entry": Impersonal("what a movement is for; reached through its transfers"),
    "Transfer": Personal(
        area="money_movements",
        reached=("target__owner_id", "source__owner_id"),
        after=After.KEPT,
        why=BOOKS,
        beside=(
            "entry__at",
            "entry__kind",
            "entry__subject_kind",
            "entry__subject_id",
            "entry__reference",
            "source__kind",
            "target__kind",
            "source__currency",
        ),
    ),
}

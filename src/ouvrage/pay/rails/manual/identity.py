"""Who can be paid by hand: anybody who says how."""

from ouvrage.base.words import N_
from ouvrage.pay.rails.rail import PERSON_FIELDS, IdentityField

FIELDS = (
    *PERSON_FIELDS,
    IdentityField(
        "how",
        N_("How the money reaches you"),
        N_("As you agreed it with the operator. For example: cash at the office in Antsirabe."),
        characters_max=150,
    ),
)

"""The states that claims and audits go through, and why a claim may be refused."""

from enum import StrEnum

from ouvrage.base.words import N_


class ClaimState(StrEnum):
    """A claim about time is open until a named person accepts or refuses it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class ClaimReason(StrEnum):
    """Why a claim about time was refused."""

    COUNTED = "counted"
    CONTRADICTED = "contradicted"
    NOT_WORK = "not_work"


class AuditLineState(StrEnum):
    """A top-up is new, then part of it may be owed, then all of it is paid."""

    NEW = "new"
    OWED = "owed"
    PAID = "paid"


CLAIM_REASON_LABELS = {
    ClaimReason.COUNTED: N_("This time is counted already"),
    ClaimReason.CONTRADICTED: N_("The records show something else for this time"),
    ClaimReason.NOT_WORK: N_("What was done in this time is not part of the work"),
}

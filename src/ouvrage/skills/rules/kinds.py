"""The kinds and states of the room, and the qualifications that are computed and not granted.

Computed ones belong to the instance. Nobody grants or revokes them: the number follows from what
the person did, so their ids are fixed and their words are translated.
"""

from enum import StrEnum

from ouvrage.base.words import N_

PLATFORM = ""
ACCEPTED_ANSWERS = "00000000000000000ACCEPTED0"
ACCEPTED_SHARE = "000000000000000ACCEPTSHARE"


class Kind(StrEnum):
    """How a qualification comes to a person."""

    TEST = "test"
    GRANTED = "granted"
    COMPUTED = "computed"


class State(StrEnum):
    """A qualification is drafted, open to people, then closed; what was granted stays."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Scoring(StrEnum):
    """Who says whether an item was answered rightly."""

    KEY = "key"
    PERSON = "person"


class AttemptState(StrEnum):
    """open > waiting (for a person) > passed | failed; left when not sent, lapsed when nobody
    scored it in time."""

    OPEN = "open"
    WAITING = "waiting"
    PASSED = "passed"
    FAILED = "failed"
    LEFT = "left"
    LAPSED = "lapsed"


class GrantState(StrEnum):
    """What one line of a person's history says."""

    GRANTED = "granted"
    REVOKED = "revoked"


class Author(StrEnum):
    """Who granted or revoked."""

    PERSON = "person"
    TEST = "test"
    RULE = "rule"


class RevocationReason(StrEnum):
    """Why a qualification is taken back."""

    MISTAKE = "mistake"
    FAULTY_TEST = "faulty_test"
    NOT_OWN_WORK = "not_own_work"


REVOCATION_LABELS = {
    RevocationReason.MISTAKE: N_("It was granted by mistake"),
    RevocationReason.FAULTY_TEST: N_("The test itself was faulty"),
    RevocationReason.NOT_OWN_WORK: N_("Somebody else answered the test"),
}
COMPUTED = {
    ACCEPTED_ANSWERS: (
        N_("Accepted answers"),
        N_("How many answers of a person were accepted on this instance."),
    ),
    ACCEPTED_SHARE: (
        N_("Share of answers accepted"),
        N_(
            "Accepted answers in a hundred decided ones. Refusals that may still be appealed do "
            "not count, and it is 100 while too few are decided."
        ),
    ),
}

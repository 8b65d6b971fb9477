"""The lives of batches, assignments and submissions."""

from enum import StrEnum


class BatchState(StrEnum):
    """The life of a batch: importing > draft > open > finished | ended."""

    IMPORTING = "importing"
    DRAFT = "draft"
    OPEN = "open"
    FINISHED = "finished"
    ENDED = "ended"


PUBLISHED_STATES = frozenset({BatchState.OPEN, BatchState.FINISHED, BatchState.ENDED})


class AssignmentState(StrEnum):
    """The life of an assignment; an expired one may still be submitted."""

    TAKEN = "taken"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    EXPIRED = "expired"


class SubmissionState(StrEnum):
    """What became of an answer.

    `refused` keeps its money while an appeal is possible, `closed` gives it back. `held` waits
    until a person has looked at many refusals at once. `rework` is with its worker again, who is
    paid for it, and `reworked` was replaced by what they sent then.
    """

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    HELD = "held"
    REWORK = "rework"
    REWORKED = "reworked"
    CLOSED = "closed"


UNUSED_STATES = frozenset(
    {
        SubmissionState.REFUSED,
        SubmissionState.CLOSED,
        SubmissionState.REWORK,
        SubmissionState.REWORKED,
    }
)

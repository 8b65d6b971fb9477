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
    """What was decided about an answer."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"

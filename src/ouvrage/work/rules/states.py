"""The lives of batches, assignments, submissions, and of tasks that end without an answer."""

from enum import StrEnum


class BatchState(StrEnum):
    """The life of a batch: importing > draft > open > finished | ended."""

    IMPORTING = "importing"
    DRAFT = "draft"
    OPEN = "open"
    FINISHED = "finished"
    ENDED = "ended"


PUBLISHED_STATES = frozenset({BatchState.OPEN, BatchState.FINISHED, BatchState.ENDED})


class TurnsState(StrEnum):
    """How an open batch is shared out: to all; or a window to register, turns dealt, then to all.

    >>> [state.value for state in TurnsState]
    ['open', 'window', 'dealt']
    """

    OPEN = "open"
    WINDOW = "window"
    DEALT = "dealt"


class AssignmentState(StrEnum):
    """The life of an assignment; an expired one may still be submitted.

    The last three end it without an answer that counts, on paid time.
    """

    TAKEN = "taken"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    EXPIRED = "expired"
    SCREENED_OUT = "screened_out"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class StopKind(StrEnum):
    """Why a task ended without an answer."""

    SCREEN_OUT = "screen_out"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    MISLABELLED = "mislabelled"


class StopState(StrEnum):
    """What becomes of the time of a stopped task: paid, or a person looks at it first."""

    PAID = "paid"
    WAITING = "waiting"
    DENIED = "denied"


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

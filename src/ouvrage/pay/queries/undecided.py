"""Work whose pay is still to come, so that its time is not held against the floor yet (PAY-3)."""

from ouvrage.work.models import Stop, Submission
from ouvrage.work.rules import StopState, SubmissionState

UNDECIDED = (
    SubmissionState.PENDING,
    SubmissionState.REFUSED,
    SubmissionState.HELD,
    SubmissionState.REWORK,
)


def undecided_of_batch(batch_id: str) -> list[Submission]:
    """The batch's answers that may still be paid, and those that one of them replaced."""
    waiting = Submission.objects.filter(batch_id=batch_id, state__in=UNDECIDED)
    pairs = waiting.values_list("assignment_id", "assignment__redoes_id")
    held = [assignment_id for pair in pairs for assignment_id in pair if assignment_id]
    return list(Submission.objects.filter(assignment_id__in=held))


def stops_waiting(batch_id: str) -> set[str]:
    """The batch's tasks that ended without an answer, and whose pay a person looks at first."""
    rows = Stop.objects.filter(batch_id=batch_id, state=StopState.WAITING)
    return set(rows.values_list("assignment_id", flat=True))

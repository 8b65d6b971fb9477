"""What rooms above need to tell a worker about a test or a qualification."""

from ouvrage.skills.models import Attempt, Grant


def test_of_attempt(attempt_id: str) -> tuple[str, str] | None:
    """Whose an attempt is, and the name of what was tested; None when there is none."""
    found = Attempt.objects.filter(id=attempt_id)
    return found.values_list("worker_id", "test__qualification__name").first()


def granted_by_hand(grant_id: str) -> tuple[str, str, str] | None:
    """Who was granted which qualification, by id and name; None when a test they took did it, whose
    result says so, or when there is no such grant."""
    found = Grant.objects.filter(id=grant_id, attempt_id="")
    return found.values_list("worker_id", "qualification_id", "qualification__name").first()


def holder_of_grant(grant_id: str) -> tuple[str, str] | None:
    """Whose a grant is, and the name of the qualification; None when there is none."""
    found = Grant.objects.filter(id=grant_id)
    return found.values_list("worker_id", "qualification__name").first()

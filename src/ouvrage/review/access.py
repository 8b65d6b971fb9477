"""The only way a reviewer's page obtains what waits for a person; others find nothing there."""

from collections.abc import Sequence

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.people.access import reviewer_only
from ouvrage.review.models import Hold
from ouvrage.work.models import Submission

__all__ = ["Hold", "Submission", "hold_for_reviewer", "submissions_for_reviewer"]


def hold_for_reviewer(actor: Actor, hold_id: str) -> Hold:
    """The hold with its batch and project, for who reviews or runs the instance."""
    reviewer_only(actor)
    found = Hold.objects.select_related("batch__project").filter(id=hold_id).first()
    if found is None:
        raise NotFound
    return found


def submissions_for_reviewer(actor: Actor, submission_ids: Sequence[str]) -> list[Submission]:
    """The answers with their tasks and projects, in the order of their ids, for the same."""
    reviewer_only(actor)
    rows = Submission.objects.filter(id__in=submission_ids).order_by("id")
    return list(rows.select_related("project", "task", "batch", "assignment"))

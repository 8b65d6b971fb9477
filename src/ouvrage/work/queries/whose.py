"""Whose an answer is, for rooms that tell its worker something."""

from collections.abc import Iterable
from dataclasses import dataclass

from ouvrage.base.moment import Moment
from ouvrage.work.models import Assignment, Batch, Submission, Task


@dataclass(frozen=True, slots=True)
class Whose:
    """The worker of an answer and the project it belongs to."""

    submission_id: str
    worker_id: str
    project_title: str


def whose(submission_ids: Iterable[str]) -> list[Whose]:
    """Of each answer, in the order of their ids."""
    rows = Submission.objects.filter(id__in=set(submission_ids)).order_by("id")
    return [Whose(*row) for row in rows.values_list("id", "worker_id", "project__title")]


def project_behind(kind: str, subject_id: str) -> str:
    """The id of the project that the subject of a journal line is, or belongs to."""
    if kind == "project":
        return subject_id
    model = {"batch": Batch, "task": Task}[kind]
    return str(model._default_manager.values_list("project_id", flat=True).get(id=subject_id))


def rework_until(submission_id: str) -> Moment | None:
    """Until when the worker has the task again whose answer is to be reworked."""
    again = Assignment.objects.filter(redoes__submission__id=submission_id).order_by("-id")
    return again.values_list("lease_until", flat=True).first()

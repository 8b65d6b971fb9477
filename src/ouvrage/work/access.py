"""The only way a door obtains an object of this room; unknown and forbidden look the same."""

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound
from ouvrage.people.access import operator_only, organisation_for_member, worker_only
from ouvrage.people.queries import organisations_of
from ouvrage.work import queries
from ouvrage.work.errors import OwnProject
from ouvrage.work.models import Assignment, Batch, Project, Submission, Task, Upload
from ouvrage.work.queries import TaskInHand
from ouvrage.work.rules import PUBLISHED_STATES

__all__ = [
    "Assignment",
    "Batch",
    "Project",
    "Submission",
    "Task",
    "Upload",
    "batch_for_member",
    "batch_for_operator",
    "project_for_member",
    "project_for_worker",
    "rework_for_worker",
    "submission_for_member",
    "submission_for_worker",
    "task_for_member",
    "task_in_hand",
    "upload_for_member",
]


def project_for_member(actor: Actor, project_id: str) -> Project:
    """The project, for members and keys of its organisation and for jobs of the instance."""
    project = Project.objects.filter(id=project_id).first()
    if project is None:
        raise NotFound
    _members_only(actor, project.organisation_id)
    return project


def batch_for_member(actor: Actor, batch_id: str) -> Batch:
    """The batch with its project, for the same."""
    batch = Batch.objects.select_related("project").filter(id=batch_id).first()
    if batch is None:
        raise NotFound
    _members_only(actor, batch.project.organisation_id)
    return batch


def batch_for_operator(actor: Actor, batch_id: str) -> Batch:
    """The batch with its project, for those who run the instance."""
    operator_only(actor)
    batch = Batch.objects.select_related("project").filter(id=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def task_for_member(actor: Actor, task_id: str) -> Task:
    """The task with its project and batch, for the same."""
    task = Task.objects.select_related("project", "batch").filter(id=task_id).first()
    if task is None:
        raise NotFound
    _members_only(actor, task.project.organisation_id)
    return task


def submission_for_member(actor: Actor, submission_id: str) -> Submission:
    """The submission with its project, task and assignment, for the same."""
    submission = (
        Submission.objects.select_related("project", "task", "assignment")
        .filter(id=submission_id)
        .first()
    )
    if submission is None:
        raise NotFound
    _members_only(actor, submission.project.organisation_id)
    return submission


def upload_for_member(actor: Actor, upload_id: str) -> Upload:
    """The uploaded file with its project, for the same."""
    upload = Upload.objects.select_related("project").filter(id=upload_id).first()
    if upload is None:
        raise NotFound
    _members_only(actor, upload.project.organisation_id)
    return upload


def _members_only(actor: Actor, organisation_id: str) -> None:
    if actor.kind is not ActorKind.JOB:
        organisation_for_member(actor, organisation_id)


def project_for_worker(actor: Actor, project_id: str) -> Project:
    """A project that was ever published, for people who work outside its organisation."""
    worker_only(actor)
    project = Project.objects.filter(id=project_id).first()
    if project is None or not project.batches.filter(state__in=PUBLISHED_STATES).exists():
        raise NotFound
    if project.organisation_id in {row.id for row in organisations_of(actor.id)}:
        raise OwnProject
    return project


def task_in_hand(actor: Actor, assignment_id: str) -> TaskInHand:
    """The assignment with its task and project, for the worker who took it and nobody else."""
    found = queries.task_in_hand(actor.id, assignment_id)
    if found is None:
        raise NotFound
    return found


def rework_for_worker(actor: Actor, assignment_id: str) -> Assignment:
    """The rework with the answer it redoes, for the worker who sent that and nobody else."""
    found = (
        Assignment.objects.select_related("project", "batch", "task", "redoes__submission")
        .filter(id=assignment_id, worker_id=actor.id, redoes__isnull=False)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def submission_for_worker(actor: Actor, submission_id: str) -> Submission:
    """The submission with its task and project, for the worker who sent it and nobody else."""
    submission = (
        Submission.objects.select_related("task", "project", "assignment")
        .filter(id=submission_id, worker_id=actor.id)
        .first()
    )
    if submission is None:
        raise NotFound
    return submission

"""Who does what: how far a worker is, what they hold, what they sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.work.models.batches import Batch, Task
from ouvrage.work.models.projects import Project
from ouvrage.work.rules import AssignmentState, SubmissionState


class WorkerProject(models.Model):
    """How far a worker is in a project, which version of its instructions they read, and which
    chain of organisations behind it they accepted.

    Its row is what a worker's own requests wait on.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    cursor = models.PositiveIntegerField(default=0)
    instructions_read = models.PositiveIntegerField(default=0)
    chain_seen = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "project"], name="worker_in_project")
        ]


class Assignment(models.Model):
    """A task in one worker's hands, until the lease ends; the draft is what they typed so far.

    One that `redoes` another is a paid rework of its answer, and takes no place of the task.
    `metered_seconds` is what of a sensitive task stood on the worker's meter when the lease ended.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(
        max_length=12, choices=[(value.value, value.value) for value in AssignmentState]
    )
    taken_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reward_micros = models.BigIntegerField()
    instructions_version = models.PositiveIntegerField()
    draft = models.JSONField(null=True)
    draft_at = models.DateTimeField(null=True)
    metered_seconds = models.PositiveIntegerField(null=True)
    redoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="rework"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "worker"],
                name="a_task_once_per_worker",
                condition=Q(redoes__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["worker", "project"], name="assignment_in_hand", condition=Q(state="taken")
            ),
            models.Index(
                fields=["lease_until"], name="assignment_lease", condition=Q(state="taken")
            ),
            models.Index(fields=["batch", "state"], name="assignment_of_batch"),
            models.Index(fields=["worker", "taken_at"], name="assignment_of_worker"),
        ]


class Submission(models.Model):
    """An answer, as it was sent. `reward_micros` is the price shown when the task was taken."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answer = models.JSONField()
    submitted_at = models.DateTimeField()
    work_seconds = models.PositiveIntegerField()
    late = models.BooleanField()
    state = models.CharField(
        max_length=8, choices=[(value.value, value.value) for value in SubmissionState]
    )
    accept_at = models.DateTimeField()
    reward_micros = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "worker"],
                name="an_answer_once_per_worker",
                condition=~Q(state="reworked"),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "state", "id"], name="submission_in_state"),
            models.Index(fields=["batch", "state"], name="submission_of_batch"),
            models.Index(fields=["worker", "id"], name="submission_of_worker"),
            models.Index(
                fields=["accept_at"], name="submission_waiting", condition=Q(state="pending")
            ),
            models.Index(fields=["id"], name="submission_refused", condition=Q(state="refused")),
        ]

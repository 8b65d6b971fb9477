"""Tables of the room: what is asked (projects, instructions), what there is to do (batches, tasks),
and who did what (assignments, submissions).

`project_id` stands in every hot table, as their distribution key. A task counts the places that are
still open to workers; an assignment takes one, and gives it back when it is returned or its lease
ends. A submission's answer is never changed (triggers on both databases).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.base.money import Money
from ouvrage.work.rules import (
    AiFunction,
    AssignmentState,
    BatchState,
    Disclosure,
    InstructionsText,
    SubmissionState,
)


class Project(models.Model):
    """What a requester asks for, for whom and why, and at which price."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    organisation_id = models.CharField(max_length=26)
    client_key = models.CharField(max_length=80)
    title = models.CharField(max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    end_client = models.CharField(max_length=120, blank=True)
    confidentiality_reason = models.TextField(blank=True)
    confidentiality_until = models.DateField(null=True)
    ai_function = models.CharField(
        max_length=12, blank=True, choices=[(value.value, value.value) for value in AiFunction]
    )
    data_categories = models.JSONField(default=list)
    contact = models.CharField(max_length=254, blank=True)
    languages = models.JSONField(default=list)
    preset = models.CharField(max_length=40, blank=True)
    template = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    reward_micros = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    time_estimate_seconds = models.PositiveIntegerField(default=0)
    answers_per_task = models.PositiveSmallIntegerField(default=3)
    lease_seconds = models.PositiveIntegerField(default=3600)
    review_days = models.PositiveSmallIntegerField(default=3)
    instructions_version = models.PositiveIntegerField(default=0)
    paused = models.BooleanField(default=False)
    tasks_imported = models.PositiveIntegerField(default=0)
    median_seconds = models.FloatField(null=True)
    measured_workers = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "client_key"], name="project_made_once"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "id"], name="project_of_organisation")]

    @property
    def reward(self) -> Money:
        """What one accepted answer pays."""
        return Money(self.reward_micros, self.currency)

    @property
    def disclosure(self) -> Disclosure:
        """What the project says of itself (TRA-1)."""
        return Disclosure(
            self.title,
            self.purpose,
            self.end_client,
            self.confidentiality_reason,
            self.confidentiality_until,
            self.ai_function,
            self.data_categories,
            self.contact,
            self.languages,
        )


class Instructions(models.Model):
    """One version of a project's instructions; a change is a new version."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    goal = models.TextField(blank=True)
    steps = models.JSONField(default=list)
    good_examples = models.JSONField(default=list)
    bad_examples = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    edge_cases = models.JSONField(default=list)
    words = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="instructions_version")
        ]

    @property
    def text(self) -> InstructionsText:
        """What this version says (ACC-9)."""
        return InstructionsText(
            self.goal,
            self.steps,
            self.good_examples,
            self.bad_examples,
            self.criteria,
            self.edge_cases,
        )


class Batch(models.Model):
    """Tasks imported together, published, paid for and ended together."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="batches")
    client_key = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    state = models.CharField(
        max_length=9, choices=[(value.value, value.value) for value in BatchState]
    )
    tasks_count = models.PositiveIntegerField(default=0)
    answers_per_task = models.PositiveSmallIntegerField()
    readers_max = models.PositiveIntegerField(default=0)
    readers_left = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    media_columns = models.JSONField(default=list)
    media_hosts = models.JSONField(default=list)
    external_id_column = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "client_key"], name="batch_made_once")
        ]
        indexes = [
            models.Index(fields=["state", "project"], name="batch_in_state"),
        ]


class Task(models.Model):
    """One row of the requester's data; `places` is how many workers may still take it."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    external_id = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    places = models.PositiveSmallIntegerField()
    wanted = models.PositiveSmallIntegerField()
    answers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="task_position"),
        ]
        indexes = [
            models.Index(
                fields=["project", "position"], name="task_open", condition=Q(places__gt=0)
            ),
            models.Index(fields=["batch", "position"], name="task_of_batch"),
        ]


class WorkerProject(models.Model):
    """How far a worker is in a project, and which version of its instructions they read.

    Its row is what a worker's own requests wait on.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    cursor = models.PositiveIntegerField(default=0)
    instructions_read = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "project"], name="worker_in_project")
        ]


class Assignment(models.Model):
    """A task in one worker's hands, until the lease ends; the draft is what they typed so far."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(
        max_length=9, choices=[(value.value, value.value) for value in AssignmentState]
    )
    taken_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reward_micros = models.BigIntegerField()
    instructions_version = models.PositiveIntegerField()
    draft = models.JSONField(null=True)
    draft_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "worker"], name="a_task_once_per_worker"),
        ]
        indexes = [
            models.Index(
                fields=["worker", "project"], name="assignment_in_hand", condition=Q(state="taken")
            ),
            models.Index(
                fields=["lease_until"], name="assignment_lease", condition=Q(state="taken")
            ),
            models.Index(fields=["batch", "state"], name="assignment_of_batch"),
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
            models.UniqueConstraint(fields=["task", "worker"], name="an_answer_once_per_worker"),
        ]
        indexes = [
            models.Index(fields=["project", "state", "id"], name="submission_in_state"),
            models.Index(fields=["batch", "state"], name="submission_of_batch"),
            models.Index(fields=["worker", "id"], name="submission_of_worker"),
            models.Index(
                fields=["accept_at"], name="submission_waiting", condition=Q(state="pending")
            ),
        ]


class Upload(models.Model):
    """A data file that waits for its columns to be mapped."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=80)
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=255)
    bytes = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "client_key"], name="upload_made_once")
        ]


class Media(models.Model):
    """A file beside the data, under the name the data calls it; stored once by content hash."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=400)
    hash = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=60)
    bytes = models.BigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="media_name")]

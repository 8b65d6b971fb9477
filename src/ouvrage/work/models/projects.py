"""What is asked: projects, their instructions, and the files they show."""

from django.db import models

from ouvrage.base.money import Money
from ouvrage.work.rules import AiFunction, Disclosure, InstructionsText


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
    screening = models.JSONField(default=dict)
    volunteer = models.BooleanField(default=False)
    scripted = models.BooleanField(default=False)
    chain_hash = models.CharField(max_length=64, blank=True)
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

"""What there is to do: batches and their tasks."""

from django.db import models
from django.db.models import Q

from ouvrage.work.models.projects import Project
from ouvrage.work.rules.states import BatchState, TurnsState


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
    sensitive = models.JSONField(default=list)
    label_disputed = models.BooleanField(default=False)
    silent_since = models.DateTimeField(null=True)
    turns = models.CharField(
        max_length=6,
        choices=[(value.value, value.value) for value in TurnsState],
        default=TurnsState.OPEN,
    )
    turns_at = models.DateTimeField(null=True)
    turns_round = models.PositiveSmallIntegerField(default=0)
    turns_crowd = models.PositiveIntegerField(default=0)
    turns_seed = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "client_key"], name="batch_made_once")
        ]
        indexes = [
            models.Index(fields=["state", "project"], name="batch_in_state"),
            models.Index(
                fields=["turns_at"],
                name="batch_shared_out",
                condition=Q(state="open", turns__in=["window", "dealt"]),
            ),
        ]


class Task(models.Model):
    """One row of the requester's data; `places` is how many workers may still take it.

    The places of a task that was pulled because it does not work wait in `pulled_places`.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    external_id = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    places = models.PositiveSmallIntegerField()
    wanted = models.PositiveSmallIntegerField()
    answers = models.PositiveSmallIntegerField(default=0)
    pulled_at = models.DateTimeField(null=True)
    pulled_places = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="task_position"),
        ]
        indexes = [
            models.Index(
                fields=["project", "position"], name="task_open", condition=Q(places__gt=0)
            ),
            models.Index(fields=["batch", "position"], name="task_of_batch"),
            models.Index(
                fields=["batch"], name="task_pulled", condition=Q(pulled_at__isnull=False)
            ),
        ]

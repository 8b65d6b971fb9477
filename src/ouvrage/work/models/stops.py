"""Tasks that ended without an answer: screened out, broken, withdrawn from. Their time is paid."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.work.models.answers import Assignment
from ouvrage.work.models.batches import Batch, Task
from ouvrage.work.models.projects import Project
from ouvrage.work.rules.states import StopKind, StopState


class Stop(models.Model):
    """Why an assignment ended without an answer, and the seconds that are paid for it."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in StopKind])
    reason = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    answer = models.JSONField(null=True)
    sensitive = models.JSONField(default=list)
    seconds = models.PositiveIntegerField()
    cap_seconds = models.PositiveIntegerField()
    at = models.DateTimeField()
    state = models.CharField(
        max_length=7, choices=[(state.value, state.value) for state in StopState]
    )
    settled_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decision_reason = models.CharField(max_length=40, blank=True)
    explanation = models.TextField(blank=True)
    appeal_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["worker", "id"], name="stop_of_worker"),
            models.Index(fields=["batch", "kind"], name="stop_of_batch"),
            models.Index(fields=["task", "kind"], name="stop_of_task"),
            models.Index(fields=["id"], name="stop_waiting", condition=Q(state="waiting")),
        ]

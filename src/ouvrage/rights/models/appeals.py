"""Appeals and the steps of their files."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.rights.rules import AppealState, Side, StepKind


class Appeal(models.Model):
    """A worker contests a decision; people who are not parties decide within a period.

    A decision can be contested once.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    subject_kind = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=60)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.CharField(max_length=26, blank=True)
    client_key = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in AppealState]
    )
    filed_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    gives_way_at = models.DateTimeField()
    overdue_noted_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    explanation = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "client_key"], name="appeal_once"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], name="one_appeal_of_a_decision"
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="appeal_of_worker"),
            models.Index(fields=["organisation_id", "id"], name="appeal_of_organisation"),
            models.Index(
                fields=["answer_due_at", "id"],
                name="appeal_open",
                condition=Q(state=AppealState.OPEN.value),
            ),
        ]


class AppealStep(models.Model):
    """One thing said or done in an appeal; every side reads all of them.

    Only an erasure changes it: it takes the words of the worker along.
    """

    id = models.BigAutoField(primary_key=True)
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in StepKind]
    )
    side = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Side])
    person_id = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    client_key = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "person_id", "client_key"], name="appeal_step_once"
            )
        ]

"""A worker asked why, and who answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.rights.rules import ExplanationState


class Explanation(models.Model):
    """A question about a decision, which a person answers within a period (DEC-8).

    An answer that finds the decision wrong starts its correction.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    subject_kind = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=60)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.CharField(max_length=26, blank=True)
    client_key = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in ExplanationState]
    )
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    answered_by = models.CharField(max_length=26, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    rectify_due_at = models.DateTimeField(null=True)
    rectified_at = models.DateTimeField(null=True)
    rectification = models.TextField(blank=True)
    compensated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "client_key"], name="explanation_once"),
            models.UniqueConstraint(
                fields=["worker", "subject_kind", "subject_id"],
                name="one_open_question",
                condition=Q(state=ExplanationState.OPEN.value),
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="explanation_of_worker"),
            models.Index(fields=["state", "answer_due_at"], name="explanation_in_state"),
        ]

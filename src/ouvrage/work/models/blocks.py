"""Who is handed no new task, by whom, why, and until when (DEC-7, DEC-12)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.work.rules import BlockKind


class Block(models.Model):
    """From `begins_at` on, until it ends, a worker is handed no new task of one organisation.

    It rests on the worker's `answers`, by their ids, or on what happened on a day.

    A block with an empty `organisation_id` is the operator's, and holds for every organisation.
    Tasks in hand may be finished and are paid. A block ends by itself at `ends_at`, or is lifted;
    `ended_at` says when it did. A row is never deleted.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organisation_id = models.CharField(max_length=26, blank=True)
    kind = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in BlockKind]
    )
    reason = models.CharField(max_length=40)
    explanation = models.TextField()
    answers = models.JSONField(default=list)
    happened_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=26)
    client_key = models.CharField(max_length=80)
    at = models.DateTimeField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "worker", "decided_by", "client_key"], name="block_once"
            ),
            models.UniqueConstraint(
                fields=["worker", "organisation_id", "kind"],
                name="one_standing_block",
                condition=Q(ended_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="block_of_worker"),
            models.Index(fields=["organisation_id", "id"], name="block_by_organisation"),
            models.Index(
                fields=["ends_at"], name="block_to_end", condition=Q(ended_at__isnull=True)
            ),
        ]

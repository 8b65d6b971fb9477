"""How scarce work is shared out: who was seen, who takes part in a draw, and the turns it dealt."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.work.models.batches import Batch


class Visit(models.Model):
    """When a worker last opened the offers, to ten minutes: what a draw and a crowd count from."""

    worker = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    at = models.DateTimeField(db_index=True)


class Turn(models.Model):
    """A worker's part in the draw of one batch: registered (round 0), then dealt tasks in a round.

    `again_at` is when they came back after their turn and so take part once more.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=0)
    tasks_dealt = models.PositiveIntegerField(default=0)
    tasks_left = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)
    again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "worker"], name="one_turn_in_a_batch"),
            models.CheckConstraint(
                condition=Q(tasks_left__lte=models.F("tasks_dealt")), name="turn_not_exceeded"
            ),
        ]
        indexes = [models.Index(fields=["batch", "round"], name="turn_of_round")]

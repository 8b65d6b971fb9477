"""What protects a worker's health: what they chose, the hours they worked, the breaks they took."""

from django.conf import settings
from django.db import models

from ouvrage.work.models.batches import Batch


class Wellbeing(models.Model):
    """What a worker chose: sensitive categories, caps and hours; and the stretch since a break.

    `stretch_seconds` is how long they have worked on sensitive tasks since their last break.
    """

    worker = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    sensitive = models.JSONField(default=list)
    exposure_minutes = models.PositiveIntegerField(null=True)
    hours_a_day = models.PositiveSmallIntegerField(null=True)
    day_from = models.PositiveSmallIntegerField(null=True)
    day_until = models.PositiveSmallIntegerField(null=True)
    time_zone = models.CharField(max_length=60, blank=True)
    lifted_until = models.DateTimeField(null=True)
    stretch_seconds = models.PositiveIntegerField(default=0)
    stretch_at = models.DateTimeField(null=True)


class WorkedHour(models.Model):
    """The seconds a worker worked in one hour of the clock: all of them, and those on sensitive
    tasks by category (`*` is any of them)."""

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    hour = models.DateTimeField()
    category = models.CharField(max_length=10, blank=True)
    seconds = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "category", "hour"], name="an_hour_counted_once"
            )
        ]


class Pause(models.Model):
    """A paid break from sensitive tasks, taken on the time of the batch that was worked on last."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    until = models.DateTimeField()
    seconds = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["worker", "until"], name="pause_of_worker")]

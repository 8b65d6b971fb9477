"""Workers' own contribution rates by month, and what was held while they were not known (STA-4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.base.money import Money


class RateFile(models.Model):
    """A file of workers' own rates for a month, as an operator imported it (STA-4)."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    scheme = models.CharField(max_length=20)
    month = models.DateField()
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "month", "digest"], name="a_rate_file_imported_once"
            )
        ]


class WorkerRate(models.Model):
    """What one branch takes of one worker's pay in a month; of several files the latest counts."""

    file = models.ForeignKey(RateFile, on_delete=models.PROTECT, related_name="rates")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    branch = models.CharField(max_length=20)
    ppm = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "worker", "branch"], name="a_rate_a_branch")
        ]
        indexes = [models.Index(fields=["worker", "month"], name="rate_of_worker")]


class HeldEarning(models.Model):
    """What one payment held for want of the month's rate; `file` is the one that freed it."""

    subject_kind = models.CharField(max_length=12)
    subject_id = models.CharField(max_length=40)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=20)
    month = models.DateField()
    reward_micros = models.BigIntegerField()
    held_micros = models.BigIntegerField()
    short_micros = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    file = models.ForeignKey(RateFile, on_delete=models.PROTECT, related_name="+", null=True)
    freed_at = models.DateTimeField(null=True)

    @property
    def reward(self) -> Money:
        """The gross pay that something was held out of."""
        return Money(self.reward_micros, self.currency)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], name="held_once_for_a_payment"
            )
        ]
        indexes = [
            models.Index(
                fields=["scheme", "month", "worker"],
                name="held_waiting",
                condition=Q(freed_at__isnull=True),
            )
        ]

"""Time as pages measured it, as workers told it, and as claims were decided (PAY-1, NOT-4).

What the server's own clock knows (a task taken and sent, instructions read) stands in the rows of
that work and is read from there; a `TimeRecord` holds what only the page or the worker can know. It
is never changed; `pay.telemetry` says what of it is kept for how long.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ouvrage.pay.rules import ClaimReason, ClaimState, TimeCategory, TimeSource

_CATEGORIES = [(value.value, value.value) for value in TimeCategory]


class TimeRecord(models.Model):
    """One interval. The same part of one page's report is stored once (`page_key`, `position`)."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    category = models.CharField(max_length=13, choices=_CATEGORIES)
    source = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in TimeSource]
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    project_id = models.CharField(max_length=26, blank=True)
    batch_id = models.CharField(max_length=26, blank=True)
    subject_kind = models.CharField(max_length=12, blank=True)
    subject_id = models.CharField(max_length=26, blank=True)
    page_key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "page_key", "position"], name="a_report_stored_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="time_record_has_length"
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "started_at"], name="time_of_worker"),
            models.Index(fields=["subject_id"], name="time_of_subject"),
            models.Index(fields=["ended_at"], name="time_to_fold", condition=Q(source="browser")),
        ]


class FoldedTime(models.Model):
    """What counted on one day, by category and batch, after the intervals of the page were erased.

    A day that had time to fold has at least one row, with no seconds when none counted.
    """

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    category = models.CharField(max_length=13, choices=_CATEGORIES)
    project_id = models.CharField(max_length=26, blank=True)
    batch_id = models.CharField(max_length=26, blank=True)
    seconds = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "day", "category", "project_id", "batch_id"],
                name="a_day_folded_once",
            )
        ]
        indexes = [models.Index(fields=["batch_id"], name="folded_of_batch")]


class TimeClaim(models.Model):
    """A worker says that time is missing or counted wrongly; a named person decides."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    client_key = models.CharField(max_length=80)
    category = models.CharField(max_length=13, choices=_CATEGORIES)
    organisation_id = models.CharField(max_length=26, blank=True)
    project_id = models.CharField(max_length=26, blank=True)
    batch_id = models.CharField(max_length=26, blank=True)
    subject_kind = models.CharField(max_length=12, blank=True)
    subject_id = models.CharField(max_length=26, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    words = models.TextField(blank=True)
    state = models.CharField(
        max_length=8, choices=[(value.value, value.value) for value in ClaimState]
    )
    made_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    decided_by = models.CharField(max_length=26, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(
        max_length=16, blank=True, choices=[(value.value, value.value) for value in ClaimReason]
    )
    explanation = models.TextField(blank=True)
    appeal_until = models.DateTimeField(null=True)
    seconds_added = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "client_key"], name="a_claim_made_once"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="time_claim_has_length"
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="claim_of_worker"),
            models.Index(fields=["organisation_id", "state", "id"], name="claim_to_decide"),
        ]

"""Tables of the journal.

`Event` rows are inserted in the transaction of the act and never change (triggers on both
databases). `Link` rows chain them by hash afterwards, so that writing an act never waits for the
act before it. `Outbox` rows say which events still have to climb to a higher room. `Schedule` rows
say when each periodic job runs next, so that several runners share the work and none does it twice.
"""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One act: who did what to which subject, when, and why."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=60)
    organisation_id = models.CharField(max_length=26, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_of_subject"),
            models.Index(fields=["organisation_id", "id"], name="event_of_organisation"),
            models.Index(
                fields=["actor_id", "id"], name="event_of_person", condition=Q(actor_kind="person")
            ),
        ]


class Link(models.Model):
    """An event's place in the hash chain: `hash` covers the event and the link before it."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True)
    position = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)


class Outbox(models.Model):
    """An event that waits for its handlers; `done_at` once all of them ran."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="outbox_waiting", condition=models.Q(done_at__isnull=True)
            )
        ]


class Schedule(models.Model):
    """When a periodic job runs next, and until when one runner has it to itself."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

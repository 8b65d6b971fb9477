"""What a person asked for about their own data: copies, and erasure."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CopyState(models.TextChoices):
    """A copy is asked for, made by a job, ready for some days, then gone."""

    ASKED = "asked"
    READY = "ready"
    GONE = "gone"
    FAILED = "failed"


class Copy(models.Model):
    """A copy of everything about one person; its file is sealed under their own key."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=CopyState.choices)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="one_copy_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="copy_to_make", condition=Q(state="asked")),
            models.Index(fields=["ends_at"], name="copy_to_end", condition=Q(state="ready")),
            models.Index(fields=["person", "id"], name="copy_of_person"),
        ]


class ErasureState(models.TextChoices):
    """An erasure is asked for; then it is done, or the person keeps the account."""

    ASKED = "asked"
    CANCELLED = "cancelled"
    DONE = "done"


class Erasure(models.Model):
    """A person asked to be erased. The row stays, under a code that leads nowhere.

    `claim_digest` lets who holds the claim code have what was still due; the code is not kept.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=ErasureState.choices)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    shredded_at = models.DateTimeField(null=True)
    claim_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="one_erasure_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="erasure_due", condition=Q(state="asked")),
            models.Index(
                fields=["done_at"],
                name="erasure_to_shred",
                condition=Q(state="done", shredded_at__isnull=True),
            ),
            models.Index(
                fields=["claim_digest"], name="erasure_claim", condition=~Q(claim_digest="")
            ),
        ]

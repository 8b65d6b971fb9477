"""Versions of the contract between platform and worker, and who accepted which text (STA-7).

Both are append-only. A version keeps its text in every language with its figures filled in, and an
acceptance keeps the very text that was read: the durable copy of both parties.
"""

from django.db import models

from ouvrage.people.models.accounts import Person


class ContractVersion(models.Model):
    """A version as the instance first saw it; in force from a day that leaves the notice due."""

    version = models.PositiveIntegerField(primary_key=True)
    texts = models.JSONField()
    recorded_at = models.DateTimeField()
    in_force_from = models.DateTimeField()


class ContractAcceptance(models.Model):
    """A person accepted this text of a version; `hash` is the SHA-256 of `text`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    text = models.TextField()
    hash = models.CharField(max_length=64)
    adult = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="a_version_accepted_once")
        ]

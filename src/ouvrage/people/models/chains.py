"""The chains of organisations behind projects (TRA-2): append-only, and linked by hashes.

Each link's hash covers the hash of the link before it, over all the versions of one subject, so
that no link can be changed, dropped or put in later without every later hash telling.
"""

from django.db import models

from ouvrage.people.rules import ChainRole


class ChainSubject(models.TextChoices):
    """Whose chain it is: the one an organisation's projects inherit, or one project's own."""

    ORGANISATION = "organisation"
    PROJECT = "project"


class ChainLink(models.Model):
    """One organisation in one version of a chain; position 1 is the client."""

    subject_kind = models.CharField(max_length=12, choices=ChainSubject.choices)
    subject_id = models.CharField(max_length=26)
    version = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=9, choices=[(role.value, role.value) for role in ChainRole])
    legal_name = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    share_permille = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "version", "position"],
                name="a_place_in_a_chain_once",
            )
        ]

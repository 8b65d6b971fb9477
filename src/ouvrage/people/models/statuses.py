"""Under which status people work, since when, and the offer of an employee-like one (STA-2).

A period lasts until the next one begins. Periods are never changed or removed; registration numbers
stand apart, so that they can be removed with a person's other particulars.
"""

from django.db import models
from django.db.models import Q

from ouvrage.people.models.accounts import Person
from ouvrage.people.rules import StatusKind

KINDS = [(kind.value, kind.value) for kind in StatusKind]


class StatusPeriod(models.Model):
    """From `starts_at` on, tasks the person takes are worked under this status."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=KINDS)
    activity = models.CharField(max_length=24, blank=True)
    country = models.CharField(max_length=2, blank=True)
    words = models.TextField(blank=True)
    by_default = models.BooleanField(default=False)
    starts_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "starts_at"], name="status_of_person")]


class StatusRegistration(models.Model):
    """The number under which a scheme knows a person, such as a SIREN: a keyed code and its ending.

    The number itself is not here: the code finds the person when a file names the number.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=KINDS)
    code = models.CharField(max_length=26)
    ending = models.CharField(max_length=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_registration_a_kind"),
            models.UniqueConstraint(fields=["kind", "code"], name="a_registration_once"),
        ]


class OfferState(models.TextChoices):
    """An offer waits for its day, then has begun; or was declined in writing before."""

    WAITING = "waiting"
    BEGUN = "begun"
    DECLINED = "declined"


class StatusOffer(models.Model):
    """The employee-like status that the cumulated hours opened: it begins unless declined."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=OfferState.choices)
    paid_seconds = models.PositiveBigIntegerField()
    offered_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["starts_at"], name="offer_waiting", condition=Q(state="waiting"))
        ]

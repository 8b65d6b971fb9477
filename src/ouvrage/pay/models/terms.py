"""Tables of the room: the terms a batch was published under, paid readings of instructions, and
credits: time that is paid though no accepted answer pays it.

Terms are kept so that a later change of the instance's fee, scheme or floor never changes what a
published batch costs. A worker reads each version of a project's instructions once as paid time
(PAY-4).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ouvrage.base.money import Money
from ouvrage.pay.rules import CreditKind, CreditState


class PublishedTerms(models.Model):
    """The rates in force when a batch was published; they stay its rates."""

    batch_id = models.CharField(max_length=26, primary_key=True, editable=False)
    fee_permille = models.PositiveSmallIntegerField()
    scheme = models.CharField(max_length=20)
    scheme_permille = models.PositiveSmallIntegerField()
    reserve_permille = models.PositiveSmallIntegerField()
    quality_permille = models.PositiveSmallIntegerField(default=0)
    floor_micros_per_hour = models.BigIntegerField()
    rates = models.JSONField(default=dict)


class ReadingState(models.TextChoices):
    """A reading is open while the page is before the worker, then paid."""

    OPEN = "open"
    PAID = "paid"


class Reading(models.Model):
    """The time one worker spent reading one version, and what it paid."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project_id = models.CharField(max_length=26)
    batch_id = models.CharField(max_length=26)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=4, choices=ReadingState.choices)
    cap_seconds = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField(default=0)
    overlap_seconds = models.PositiveIntegerField(default=0)
    overlap_kind = models.CharField(max_length=13, blank=True)
    pay_micros = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "project_id", "version"], name="a_version_read_once"
            )
        ]
        indexes = [
            models.Index(fields=["started_at"], name="reading_open", condition=Q(state="open")),
            models.Index(fields=["batch_id", "state"], name="reading_of_batch"),
        ]

    @property
    def pay(self) -> Money:
        """What the reading paid."""
        return Money(self.pay_micros, self.currency)


class Credit(models.Model):
    """Time paid at the floor that no accepted answer pays: one for each kind and subject.

    It is `owed` until the batch's money or the guarantee fund has paid it whole: `paid_micros` were
    so far, in so many `parts`; `source` is the first place that gave. What of its time was paid
    before with something else is in `overlap_seconds`, and not in `seconds`.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    kind = models.CharField(
        max_length=13, choices=[(value.value, value.value) for value in CreditKind]
    )
    subject_id = models.CharField(max_length=60)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    batch_id = models.CharField(max_length=26, blank=True)
    project_id = models.CharField(max_length=26, blank=True)
    seconds = models.PositiveIntegerField()
    overlap_seconds = models.PositiveIntegerField(default=0)
    overlap_kind = models.CharField(max_length=13, blank=True)
    cap_seconds = models.PositiveIntegerField()
    pay_micros = models.BigIntegerField()
    paid_micros = models.BigIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    state = models.CharField(
        max_length=4, choices=[(value.value, value.value) for value in CreditState]
    )
    source = models.CharField(max_length=9, blank=True)
    at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="a_credit_once"),
            models.CheckConstraint(
                condition=Q(paid_micros__gte=0) & Q(paid_micros__lte=F("pay_micros")),
                name="no_more_paid_than_owed",
            ),
            models.CheckConstraint(
                condition=Q(state="owed") | Q(paid_micros=F("pay_micros")),
                name="paid_once_it_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="credit_of_worker"),
            models.Index(fields=["batch_id", "state"], name="credit_of_batch"),
            models.Index(fields=["id"], name="credit_owed", condition=Q(state="owed")),
        ]

    @property
    def pay(self) -> Money:
        """What the time pays."""
        return Money(self.pay_micros, self.currency)

    @property
    def rest(self) -> Money:
        """What of it nothing has paid yet."""
        return Money(self.pay_micros - self.paid_micros, self.currency)

    @property
    def part_ids(self) -> list[str]:
        """What its entries in the books are about, one for each part that was paid."""
        return [self.part_id(number) for number in range(self.parts)]

    def part_id(self, number: int) -> str:
        """The subject of that part's entry, counted from 0: it can be posted once."""
        return f"{self.id}:{number}" if number else self.id


class PaidSpan(models.Model):
    """From when to when a credit or a reading paid the worker's time: no second of it pays again.

    `kind` is "reading" or that of the credit; `paid_id` is the id of either.
    """

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=13)
    paid_id = models.CharField(max_length=26)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="paid_span_has_length"
            )
        ]
        indexes = [models.Index(fields=["worker", "ended_at"], name="span_of_worker")]

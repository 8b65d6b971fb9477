"""What batches paid per hour, measured against the floor, and what followed from it.

Audits of a batch, the last of them once it is over, and one line for each worker that an audit
lifts to their floor (PAY-3, PAY-19); a hold while an open batch pays less than a floor that came
into force after it was published (PAY-18); and the share of its workers' time that nothing pays,
measured for each project (PAY-2).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.base.money import Money
from ouvrage.pay.rules import AuditLineState


class Audit(models.Model):
    """The pay per hour of a batch, over the work that was decided by then.

    `decided` when nothing was in hand or waited, so that only newer work asks for another audit;
    `final` when the batch was over too, so that none follows.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    batch_id = models.CharField(max_length=26)
    project_id = models.CharField(max_length=26, db_index=True)
    currency = models.CharField(max_length=3)
    floor_micros_per_hour = models.BigIntegerField()
    workers = models.PositiveIntegerField()
    median_micros_per_hour = models.BigIntegerField()
    lifted = models.PositiveIntegerField()
    lifted_micros = models.BigIntegerField()
    decided = models.BooleanField()
    final = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch_id"], condition=Q(final=True), name="one_final_audit"
            )
        ]
        indexes = [models.Index(fields=["batch_id", "at"], name="audit_of_batch")]

    @property
    def floor(self) -> Money:
        """The batch's floor; that of a worker's country may be higher."""
        return Money(self.floor_micros_per_hour, self.currency)

    @property
    def median(self) -> Money:
        """What an hour of the median worker paid."""
        return Money(self.median_micros_per_hour, self.currency)

    @property
    def top_up(self) -> Money:
        """What all workers together were short of the floor."""
        return Money(self.lifted_micros, self.currency)


class AuditLine(models.Model):
    """One worker who was under their floor: time, pay, and the two parts that lift them to it.

    `paid_micros` counts what was granted before: earlier lines, and credits that are still owed.
    `reserve_micros` comes from the batch's own reserve; `rest_micros`, where that was short, from
    the guarantee fund, and stays owed until that can pay.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="lines")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    seconds = models.PositiveIntegerField()
    paid_micros = models.BigIntegerField()
    floor_micros_per_hour = models.BigIntegerField()
    reserve_micros = models.BigIntegerField()
    rest_micros = models.BigIntegerField()
    state = models.CharField(
        max_length=4, choices=[(value.value, value.value) for value in AuditLineState]
    )
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audit", "worker"], name="a_worker_lifted_once")
        ]
        indexes = [
            models.Index(fields=["id"], name="audit_line_owed", condition=~Q(state="paid")),
            models.Index(fields=["worker", "id"], name="audit_line_of_worker"),
        ]

    @property
    def floor(self) -> Money:
        """The floor that the worker is lifted to."""
        return Money(self.floor_micros_per_hour, self.audit.currency)


class FloorHold(models.Model):
    """A project that hands out nothing, because a new floor is above its price."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    project_id = models.CharField(max_length=26)
    currency = models.CharField(max_length=3)
    reward_micros = models.BigIntegerField()
    least_micros = models.BigIntegerField()
    seconds = models.PositiveIntegerField()
    floor_micros_per_hour = models.BigIntegerField()
    country = models.CharField(max_length=2, blank=True)
    source = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project_id"], condition=Q(lifted_at__isnull=True), name="one_floor_hold"
            )
        ]

    @property
    def least(self) -> Money:
        """The price from which the project can go on."""
        return Money(self.least_micros, self.currency)

    @property
    def reward(self) -> Money:
        """The price when the hold began."""
        return Money(self.reward_micros, self.currency)

    @property
    def floor(self) -> Money:
        """The new floor."""
        return Money(self.floor_micros_per_hour, self.currency)


class UnpaidShare(models.Model):
    """How much of the time of a project's workers nothing pays, as it was measured last."""

    project_id = models.CharField(max_length=26, primary_key=True, editable=False)
    workers = models.PositiveIntegerField()
    seconds = models.BigIntegerField()
    unpaid_seconds = models.BigIntegerField()
    at = models.DateTimeField()

"""Tables of money on its way out: how each worker is paid, payouts, and the files they go in.

Who is paid and where their account is lies in the vault and not here (PRI-7). A file's bytes are
not stored either: it is drawn again from the vault, and its hash says whether it is the same.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.base.money import Money
from ouvrage.pay.rules import PayoutState, ReturnReason


class PayoutMethod(models.Model):
    """The rail a worker chose; `returned_at` is set when a payment to their account came back,
    until they changed it."""

    worker = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    rail = models.CharField(max_length=20)
    channel = models.CharField(max_length=40, blank=True)
    chosen_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)


class PayoutFile(models.Model):
    """A file that asks a bank or a service for payments; its id is the message's id."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    rail = models.CharField(max_length=20)
    channel = models.CharField(max_length=40, blank=True)
    variant = models.CharField(max_length=20)
    payer_name = models.CharField(max_length=70, blank=True)
    payer_iban = models.CharField(max_length=34, blank=True)
    payer_bic = models.CharField(max_length=11, blank=True)
    text = models.CharField(max_length=60)
    payouts_count = models.PositiveIntegerField()
    total_micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    client_key = models.CharField(max_length=60, unique=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    @property
    def total(self) -> Money:
        """What its payments move together."""
        return Money(self.total_micros, self.currency)


class Payout(models.Model):
    """Money that left what was due to a worker: requested, sent, then confirmed or returned."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rail = models.CharField(max_length=20)
    channel = models.CharField(max_length=40, blank=True)
    amount_micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(
        max_length=9, choices=[(value.value, value.value) for value in PayoutState]
    )
    client_key = models.CharField(max_length=60)
    monthly = models.BooleanField()
    requested_at = models.DateTimeField()
    file = models.ForeignKey(
        PayoutFile, on_delete=models.PROTECT, null=True, related_name="payouts"
    )
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=140, blank=True)
    reason = models.CharField(
        max_length=14, blank=True, choices=[(value.value, value.value) for value in ReturnReason]
    )
    explanation = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_micros__gt=0), name="payout_is_positive"),
            models.UniqueConstraint(
                fields=["worker"], condition=Q(state="requested"), name="one_requested_payout"
            ),
            models.UniqueConstraint(fields=["worker", "client_key"], name="a_payout_asked_once"),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="payout_of_worker"),
            models.Index(
                fields=["rail", "channel"], name="payout_waiting", condition=Q(state="requested")
            ),
        ]

    @property
    def amount(self) -> Money:
        """What is paid."""
        return Money(self.amount_micros, self.currency)

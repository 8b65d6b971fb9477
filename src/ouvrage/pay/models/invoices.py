"""Months that were closed, and invoices: what an organisation's work cost, never changed."""

from django.db import models

from ouvrage.base.money import Money


class ClosedMonth(models.Model):
    """A month whose invoices are all made; what comes later belongs to its own month."""

    month = models.CharField(max_length=7, primary_key=True)
    closed_at = models.DateTimeField()
    invoices = models.PositiveIntegerField()


class Invoice(models.Model):
    """One organisation's month, as it stood when the month was closed; numbers have no gaps."""

    number = models.PositiveIntegerField(primary_key=True, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    month = models.CharField(max_length=7)
    currency = models.CharField(max_length=3)
    total_micros = models.BigIntegerField()
    issuer = models.JSONField()
    customer = models.JSONField()
    lines = models.JSONField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="one_invoice_a_month")
        ]

    @property
    def total(self) -> Money:
        """What the month cost."""
        return Money(self.total_micros, self.currency)

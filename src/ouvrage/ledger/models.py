"""Tables of the ledger: accounts, entries, transfers.

An `Entry` is one movement the platform makes (a deposit, a settlement, …); its `Transfer` rows each
move one integer amount from one account to another in one currency. Entries and transfers are
never changed or removed (triggers on both databases); a correction is another entry. Accounts with
a floor carry their balance, so that a CHECK can keep it from going below; the others are summed
when they are read, so that no row of theirs is written by every payment.
"""

from django.db import models
from django.db.models import F, Q


class AccountKind(models.TextChoices):
    """What the money in an account is for."""

    BANK = "bank"
    PLAY = "play"
    AVAILABLE = "available"
    RESERVED = "reserved"
    QUALITY = "quality"
    TOPUP = "topup"
    GUARANTEE = "guarantee"
    DUE = "due"
    HELD = "held"
    TRANSIT = "transit"
    CONTRIBUTIONS = "contributions"
    FEE = "fee"


FLOORED = frozenset(
    {
        AccountKind.AVAILABLE,
        AccountKind.RESERVED,
        AccountKind.QUALITY,
        AccountKind.TOPUP,
        AccountKind.GUARANTEE,
        AccountKind.DUE,
        AccountKind.HELD,
        AccountKind.TRANSIT,
    }
)


class Account(models.Model):
    """A place where money of one currency can be; `key` is its natural name."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=14, choices=AccountKind.choices)
    owner_id = models.CharField(max_length=60, blank=True)
    project_id = models.CharField(max_length=26, blank=True)
    currency = models.CharField(max_length=3)
    floored = models.BooleanField()
    balance_micros = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(floored=False) | Q(balance_micros__gte=0),
                name="account_not_below_floor",
            )
        ]
        indexes = [
            models.Index(fields=["kind", "owner_id"], name="account_of_owner"),
            models.Index(fields=["project_id"], name="account_of_project"),
        ]


class EntryKind(models.TextChoices):
    """Which recipe wrote the entry."""

    DEPOSIT = "deposit"
    PLAY_MONEY = "play_money"
    RESERVE = "reserve"
    RELEASE = "release"
    SETTLE = "settle"
    READING = "reading"
    TIME = "time"
    TOP_UP = "top_up"
    OVERTURN = "overturn"
    PAYOUT = "payout"
    CONFIRM = "confirm"
    RETURN = "return"
    REMIT = "remit"
    FREE_HELD = "free_held"
    GUARANTEE = "guarantee"


class Entry(models.Model):
    """One movement, under a key that can be used once."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=60)
    project_id = models.CharField(max_length=26, blank=True)
    reference = models.CharField(max_length=140, blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="entry_of_subject"),
            models.Index(fields=["project_id", "kind"], name="entry_of_project"),
        ]


class Transfer(models.Model):
    """One amount from `source` to `target`."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="transfers")
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="outgoing")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="incoming")
    micros = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(micros__gt=0), name="transfer_is_positive"),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="transfer_has_two_accounts"
            ),
        ]

"""When money leaves, how much of it, and the states it goes through on the way."""

from enum import StrEnum

from ouvrage.base.money import MICROS_PER_UNIT, Money


class PayoutState(StrEnum):
    """Where a payout is; money is in transit until the last two."""

    REQUESTED = "requested"
    SENT = "sent"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class ReturnReason(StrEnum):
    """Why a payment came back, or was taken back before it was sent."""

    ACCOUNT_WRONG = "account_wrong"
    ACCOUNT_CLOSED = "account_closed"
    NOT_ACCEPTED = "not_accepted"
    NOT_COLLECTED = "not_collected"
    NOT_SENT = "not_sent"


# After these the worker's account must change before money is sent there again.
ACCOUNT_REASONS = frozenset({ReturnReason.ACCOUNT_WRONG, ReturnReason.ACCOUNT_CLOSED})
# ISO 4217, minor unit 0; the ariary and the ouguiya divide by five, which no service pays out.
WHOLE_CURRENCIES = frozenset(
    (
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "MGA", "MRU"),
        *("PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
    )
)


def payable(due: Money, decimals: int) -> Money:
    """What of it can be sent: whole cents, or whole units where there are none; the rest stays due.

    >>> payable(Money(12_345_678, "EUR"), 2), payable(Money(12_345_678, "XOF"), 2)
    (Money(micros=12340000, currency='EUR'), Money(micros=12000000, currency='XOF'))
    """
    cents, _rest = due.whole_cents()
    if due.currency in WHOLE_CURRENCIES:
        decimals = 0
    step = MICROS_PER_UNIT // 10**decimals
    return Money(cents.micros - cents.micros % step, due.currency)

"""The list to pay by hand, as a CSV that a spreadsheet opens."""

from collections.abc import Iterator

from ouvrage.formats import csvs
from ouvrage.pay.rails.rail import Order

COLUMNS = (
    *("payout", "legal_name", "street", "postcode", "town", "country", "how"),
    *("amount", "currency"),
)


def write(order: Order) -> Iterator[bytes]:
    """One line a payout."""
    return csvs.write(
        COLUMNS,
        (
            {
                **payment.identity,
                "payout": payment.payout_id,
                "amount": payment.amount.decimal(),
                "currency": payment.amount.currency,
            }
            for payment in order.payments
        ),
    )

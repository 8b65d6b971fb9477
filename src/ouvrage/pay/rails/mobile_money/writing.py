"""The bulk file of one service, as its map says."""

import re
from collections.abc import Iterator

from ouvrage.base.money import Money
from ouvrage.formats import csvs
from ouvrage.pay.rails.mobile_money.maps import Column, Map
from ouvrage.pay.rails.rail import Order, Payment

# Programs read this file, so nothing is put before a cell; no text may begin as a formula does.
_RISKY = re.compile(r"^[=+\-@\t\r'\s]+")
_PLAIN = re.compile(r"[^\w ]")


def write(form: Map, order: Order) -> Iterator[bytes]:
    """The header and one line a payout."""
    titles = [column.title for column in form.columns]
    rows = (
        {column.title: _value(form, column, order, payment) for column in form.columns}
        for payment in order.payments
    )
    return csvs.write(titles, rows, defuse=False, delimiter=form.delimiter)


def _value(form: Map, column: Column, order: Order, payment: Payment) -> str:
    identity = payment.identity
    number = identity["phone"]
    values = {
        "payout": payment.payout_id,
        "name": _RISKY.sub("", identity["legal_name"]),
        "phone": number if form.phone == "plus" else number.removeprefix("+"),
        "amount": written(payment.amount, form.decimals),
        "currency": payment.amount.currency,
        "country": identity["country"],
        "text": _PLAIN.sub("", f"{order.text} {payment.payout_id[-8:]}"),
        "fixed": column.text,
    }
    value = values[column.value]
    return value[: column.characters_max] if column.characters_max else value


def written(amount: Money, decimals: int) -> str:
    """The amount with exactly that many decimals; it must have no more."""
    text = amount.decimal(decimals)
    assert len(text.partition(".")[2]) == decimals, f"{amount} has more than {decimals} decimals"
    return text

"""Rails: the ways money leaves, one folder each with the same file names.

A rail is a `Rail` (see `rail.py`). Adding one is adding a folder and a line in `rails()`; the
conformance test in `tests/rooms/pay/test_rails.py` runs over all of them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from ouvrage.pay.rails.manual import ManualRail
from ouvrage.pay.rails.mobile_money import MobileMoneyRail, shipped
from ouvrage.pay.rails.mobile_money.maps import read_folder
from ouvrage.pay.rails.rail import (
    Identity,
    IdentityField,
    Order,
    Payer,
    Payment,
    Rail,
)
from ouvrage.pay.rails.sepa import SepaRail

__all__ = [
    "Identity",
    "IdentityField",
    "Order",
    "Payer",
    "Payment",
    "Rail",
    "offered",
    "payer",
    "rails",
]


def rails() -> Mapping[str, Rail]:
    """Every rail there is, by key, as this instance is set."""
    return _rails(tuple(settings.MOBILE_MONEY), settings.MOBILE_MONEY_MAPS)


@cache
def _rails(channels: tuple[str, ...], folder: str) -> Mapping[str, Rail]:
    maps = {**shipped(), **(read_folder(Path(folder)) if folder else {})}
    every: tuple[Rail, ...] = (
        SepaRail(),
        MobileMoneyRail({key: maps[key] for key in channels}),
        ManualRail(),
    )
    return {rail.key: rail for rail in every}


def offered(currency: str) -> dict[str, Rail]:
    """The rails the operator chose that carry the currency."""
    return {
        key: rail
        for key, rail in rails().items()
        if key in settings.PAYOUT_RAILS and rail.channels(currency)
    }


def payer() -> Payer:
    """Whose account is debited."""
    return Payer(settings.LEGAL_NAME, settings.PAYER_IBAN, settings.PAYER_BIC)

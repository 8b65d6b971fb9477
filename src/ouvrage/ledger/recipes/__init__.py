"""Every movement of money the platform can make, one function each.

Nothing else writes the ledger. Each recipe posts entries under keys that can be used once; posting
the same key again changes nothing, so a retry or a double click is harmless.
"""

from ouvrage.ledger.recipes.batches import Shares, release, reserve
from ouvrage.ledger.recipes.collectors import free_held, remit
from ouvrage.ledger.recipes.deposits import deposit, fund_guarantee, grant_play_money
from ouvrage.ledger.recipes.earnings import (
    Contribution,
    Earning,
    LateEarning,
    Share,
    Source,
    overturn,
    pay_reading,
    pay_time,
    settle,
    top_up,
)
from ouvrage.ledger.recipes.payouts import confirm_payout, pay_out, return_payout

__all__ = [
    "Contribution",
    "Earning",
    "LateEarning",
    "Share",
    "Shares",
    "Source",
    "confirm_payout",
    "deposit",
    "free_held",
    "fund_guarantee",
    "grant_play_money",
    "overturn",
    "pay_out",
    "pay_reading",
    "pay_time",
    "release",
    "remit",
    "reserve",
    "return_payout",
    "settle",
    "top_up",
]

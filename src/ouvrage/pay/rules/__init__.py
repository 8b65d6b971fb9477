"""What the room decides, on plain values, one file per question: prices, time, wages, floors."""

from ouvrage.pay.rules.floors import Floor, MinimumWage
from ouvrage.pay.rules.interest import interest_micros
from ouvrage.pay.rules.payouts import (
    ACCOUNT_REASONS,
    WHOLE_CURRENCIES,
    PayoutState,
    ReturnReason,
    payable,
)
from ouvrage.pay.rules.prices import (
    ANSWERS_PER_READER,
    MEASURED_WORKERS_LEAST,
    READERS_LEAST,
    CreditKind,
    CreditState,
    Prices,
    Quote,
    Terms,
    default_readers,
    floor_reward_micros,
    quote,
    unpaid_permille,
)
from ouvrage.pay.rules.states import (
    CLAIM_REASON_LABELS,
    AuditLineState,
    ClaimReason,
    ClaimState,
)
from ouvrage.pay.rules.time import TimeCategory, TimeSource

__all__ = [
    "ACCOUNT_REASONS",
    "ANSWERS_PER_READER",
    "CLAIM_REASON_LABELS",
    "MEASURED_WORKERS_LEAST",
    "READERS_LEAST",
    "WHOLE_CURRENCIES",
    "AuditLineState",
    "ClaimReason",
    "ClaimState",
    "CreditKind",
    "CreditState",
    "Floor",
    "MinimumWage",
    "PayoutState",
    "Prices",
    "Quote",
    "ReturnReason",
    "Terms",
    "TimeCategory",
    "TimeSource",
    "default_readers",
    "floor_reward_micros",
    "interest_micros",
    "payable",
    "quote",
    "unpaid_permille",
]

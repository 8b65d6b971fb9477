"""What the room decides, on plain values, one file per question: prices, time, wages, floors."""

from ouvrage.pay.rules.prices import (
    ANSWERS_PER_READER,
    MEASURED_WORKERS_LEAST,
    READERS_LEAST,
    Prices,
    Quote,
    Terms,
    default_readers,
    floor_reward_micros,
    quote,
)

__all__ = [
    "ANSWERS_PER_READER",
    "MEASURED_WORKERS_LEAST",
    "READERS_LEAST",
    "Prices",
    "Quote",
    "Terms",
    "default_readers",
    "floor_reward_micros",
    "quote",
]

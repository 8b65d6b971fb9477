"""Whether a batch paid its workers the floor, and what lifts those it did not (PAY-3).

The median worker decides whether the price was too low; then everybody under the floor is lifted to
it. There is no way out for the requester: a dispute comes after the payment.

>>> short({"ann": Worked(3600, 9_000_000), "ben": Worked(3600, 5_000_000)}, 10_000_000)
{'ann': 1000000, 'ben': 5000000}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from ouvrage.pay.rules.wages import per_hour


@dataclass(frozen=True, slots=True)
class Worked:
    """How long one worker worked on a batch, and what that paid so far."""

    seconds: int
    paid_micros: int


def median_per_hour(worked: Mapping[str, Worked]) -> int:
    """What an hour of the median worker paid; zero while nobody's time is known."""
    rates = [per_hour(one.paid_micros, one.seconds) for one in worked.values() if one.seconds]
    return round(median(rates)) if rates else 0


def short(worked: Mapping[str, Worked], floor_micros: int) -> dict[str, int]:
    """What each worker under the floor lacks; nobody when the median worker has the floor."""
    timed = {worker: one for worker, one in worked.items() if one.seconds}
    if not timed or median_per_hour(timed) >= floor_micros:
        return {}
    lacking = {
        worker: -(-floor_micros * one.seconds // 3600) - one.paid_micros
        for worker, one in timed.items()
    }
    return {worker: micros for worker, micros in lacking.items() if micros > 0}


def shared(costs: Mapping[str, int], available: int) -> dict[str, int]:
    """Of what each would cost, the part there is money for: all of it, or the same share for each,
    rounded down, so that the parts never sum to more than is available."""
    total = sum(costs.values())
    if total <= available:
        return dict(costs)
    return {worker: cost * available // total for worker, cost in costs.items()}

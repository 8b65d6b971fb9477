"""Whether a batch paid its workers the floor, and what lifts those it did not (PAY-3).

The median worker decides whether the price was too low for a floor; then everybody under that floor
is lifted to it. There is no way out for the requester: a dispute comes after the payment.

>>> worked = {"ann": Worked(3600, 9_000_000), "ben": Worked(3600, 5_000_000)}
>>> short(worked, {"ann": 10_000_000, "ben": 12_000_000})
{'ann': 1000000, 'ben': 7000000}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from ouvrage.pay.rules.wages import per_hour


@dataclass(frozen=True, slots=True)
class Worked:
    """How long one worker worked on a batch, what that paid so far, and what was granted on top:
    by earlier audits, or as credits that are still owed. That says nothing of the price.
    """

    seconds: int
    paid_micros: int
    granted_micros: int = 0


def median_per_hour(worked: Mapping[str, Worked]) -> int:
    """What an hour of the median worker paid; zero while nobody's time is known."""
    rates = [per_hour(one.paid_micros, one.seconds) for one in worked.values() if one.seconds]
    return round(median(rates)) if rates else 0


def short(worked: Mapping[str, Worked], floors: Mapping[str, int]) -> dict[str, int]:
    """What each worker under their floor lacks; none of it where the median worker has that floor.

    `floors`: the floor of each worker, per hour.
    """
    median_micros = median_per_hour(worked)
    lacking = {
        worker: -(-floors[worker] * one.seconds // 3600) - one.paid_micros - one.granted_micros
        for worker, one in worked.items()
        if one.seconds and median_micros < floors[worker]
    }
    return {worker: micros for worker, micros in lacking.items() if micros > 0}


def shared(costs: Mapping[str, int], available: int) -> dict[str, int]:
    """Of what each would cost, the part there is money for: all of it, or the same share for each,
    rounded down, so that the parts never sum to more than is available."""
    total = sum(costs.values())
    if total <= available:
        return dict(costs)
    return {worker: cost * available // total for worker, cost in costs.items()}

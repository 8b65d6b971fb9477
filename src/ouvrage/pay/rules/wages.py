"""What an hour of work earned, in the variants that studies of microwork use (OBS-2).

One wage depends on how time is counted, so every figure says which way: the sum of the task times
(`SUM`), their union (gap 0), or their union with gaps up to D merged; with or without the time of
looking for work; with or without the time of refused answers. Wages are computed per worker first;
medians are never multiplied. After Hara et al., "A Data-Driven Analysis of Workers' Earnings on
Amazon Mechanical Turk" (CHI 2018, https://doi.org/10.1145/3173574.3174023).

>>> stints = [Stint("ann", 0, 60, 500_000), Stint("ann", 0, 120, 500_000)]
>>> wages(stints, Variant(gap_seconds=None)).pooled_micros, wages(stints, Variant()).pooled_micros
(20000000, 30000000)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import mean, median, quantiles

from ouvrage.pay.rules.time import Interval, TimeCategory, fill_gaps, timeline

GAPS = (0, 60, 180, 300, 720)
SUM = None


@dataclass(frozen=True, slots=True)
class Stint:
    """One recorded piece of a worker's time, in whole seconds, and what it paid."""

    worker: str
    start: int
    end: int
    pay_micros: int = 0
    category: TimeCategory = TimeCategory.TASK
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """How time is counted: `gap_seconds` None is the sum, 0 the union, more merges such gaps."""

    gap_seconds: int | None = 0
    with_search: bool = True
    with_refused: bool = True

    @property
    def name(self) -> str:
        """The variant in words that a table can hold."""
        counted = "sum" if self.gap_seconds is None else f"union, gap {self.gap_seconds} s"
        search = "with search" if self.with_search else "without search"
        refused = "with refused" if self.with_refused else "without refused"
        return f"{counted}, {search}, {refused}"


VARIANTS = tuple(
    Variant(gap, search, refused)
    for gap, search, refused in product((SUM, *GAPS), (True, False), (True, False))
)


@dataclass(frozen=True, slots=True)
class Wages:
    """Pay per hour in micro-units: pooled over all, and over the workers with any time.

    `p10` and `p90` are None with fewer than two workers; `under_floor` of the `workers` earned
    less than the floor that was asked about.
    """

    workers: int
    seconds: int
    pay_micros: int
    pooled_micros: int
    median_micros: int
    mean_micros: int
    p10_micros: int | None
    p90_micros: int | None
    under_floor: int


def wages(stints: Iterable[Stint], variant: Variant, *, floor_micros: int = 0) -> Wages:
    """What an hour earned by that variant; zero where there is no time."""
    by_worker: dict[str, list[Stint]] = {}
    for stint in stints:
        by_worker.setdefault(stint.worker, []).append(stint)
    rows = [
        (worked_seconds(own, variant), sum(stint.pay_micros for stint in own))
        for own in by_worker.values()
    ]
    rates = sorted(per_hour(pay, seconds) for seconds, pay in rows if seconds)
    seconds = sum(row[0] for row in rows)
    pay = sum(row[1] for row in rows)
    tenths = quantiles(rates, n=10, method="inclusive") if len(rates) > 1 else None
    return Wages(
        workers=len(rates),
        seconds=seconds,
        pay_micros=pay,
        pooled_micros=per_hour(pay, seconds),
        median_micros=round(median(rates)) if rates else 0,
        mean_micros=round(mean(rates)) if rates else 0,
        p10_micros=round(tenths[0]) if tenths else None,
        p90_micros=round(tenths[-1]) if tenths else None,
        under_floor=sum(rate < floor_micros for rate in rates),
    )


def worked_seconds(stints: Sequence[Stint], variant: Variant) -> int:
    """How long one worker worked by that variant."""
    counted = [
        stint
        for stint in stints
        if (variant.with_search or stint.category is not TimeCategory.SEARCH)
        and (variant.with_refused or not stint.refused)
    ]
    if variant.gap_seconds is None:
        return sum(max(0, stint.end - stint.start) for stint in counted)
    # One session for all: the studies merge across tasks and searches alike.
    records = [Interval(stint.start, stint.end, TimeCategory.TASK) for stint in counted]
    pieces = fill_gaps(timeline(records), variant.gap_seconds)
    return sum(piece.seconds for piece in pieces)


def per_hour(pay_micros: int, seconds: int) -> int:
    """Micro-units an hour, rounded to the nearest; zero while there is no time."""
    return (pay_micros * 3600 * 2 + seconds) // (seconds * 2) if seconds else 0

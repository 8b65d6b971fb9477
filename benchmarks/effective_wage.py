"""What an hour of microwork earns, by each way of counting its time (OBS-2, PAY-1).

Ours: `pay.rules.wages` over synthetic crowds, beside the values worked out by hand from how each
crowd was made. Then, where the recorded batches are on this machine, a real one: 180 tasks of one
cent that 31 people did on Amazon Mechanical Turk in 2020. Run it with `make bench`; a value that
differs from the one by hand ends it with a fault.
"""

import csv
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ouvrage.pay.rules.time import TimeCategory  # noqa: E402 - the path comes first
from ouvrage.pay.rules.wages import VARIANTS, Stint, Variant, per_hour, wages  # noqa: E402

DATASETS = Path(os.environ.get("OUVRAGE_DATASETS", ROOT.parent / "shared" / "datasets"))
TWEETS = DATASETS / "mturk_batches" / "tweets_2020.csv"
ZONES = {"PST": -8, "PDT": -7, "UTC": 0}
CENT = 10_000
# Pooled pay per hour of that batch in cents: by the sum of the intervals, and by their union.
RECORDED = ((Variant(gap_seconds=None), 65), (Variant(), 216))


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who all worked in one pattern, and how many seconds each variant counts for one."""

    name: str
    stints: Sequence[Stint]
    seconds_each: Callable[[Variant], int]
    pay_each: int
    workers: int


def steady() -> Crowd:
    """Ten people, one task after another: 60 tasks of 60 seconds, all accepted."""
    stints = [
        Stint(f"w{worker}", 60 * task, 60 * task + 60, 20 * CENT)
        for worker in range(10)
        for task in range(60)
    ]
    return Crowd("one after another", stints, lambda variant: 3_600, 60 * 20 * CENT, 10)


def parallel() -> Crowd:
    """Ten people who take three tasks at once and send each after ten minutes."""
    stints = [
        Stint(f"w{worker}", 1_200 * turn, 1_200 * turn + 600, 50 * CENT)
        for worker in range(10)
        for turn in range(6)
        for _ in range(3)
    ]

    def seconds(variant: Variant) -> int:
        if variant.gap_seconds is None:
            return 18 * 600
        return 6 * 600 + (5 * 600 if variant.gap_seconds >= 600 else 0)

    return Crowd("three at once", stints, seconds, 18 * 50 * CENT, 10)


def searching() -> Crowd:
    """Ten people: five minutes of search, 120 seconds of pause, ten of work; one in four refused.

    Eight rounds that follow each other, each 1,020 seconds long.
    """
    stints = []
    for worker in range(10):
        for turn in range(8):
            start = 1_020 * turn
            refused = turn % 4 == 3
            stints += [
                Stint(f"w{worker}", start, start + 300, category=TimeCategory.SEARCH),
                Stint(f"w{worker}", start + 420, start + 1_020, 0 if refused else 200 * CENT,
                      refused=refused),
            ]  # fmt: skip

    def seconds(variant: Variant) -> int:
        worked = 8 if variant.with_refused else 6
        total = worked * 600 + (8 * 300 if variant.with_search else 0)
        gap = variant.gap_seconds or 0
        if variant.with_search:
            # A pause lies between every search and the work that follows it; without the refused
            # work, the last round ends with its search and the fourth has 720 seconds to the fifth.
            total += worked * 120 if gap >= 120 else 0
            total += 720 if gap >= 720 and not variant.with_refused else 0
        else:
            # 420 seconds lie between two pieces of work, 1,440 across a refused one.
            total += (7 if variant.with_refused else 4) * 420 if gap >= 420 else 0
        return total

    return Crowd("searching, one in four refused", stints, seconds, 6 * 200 * CENT, 10)


CROWDS = (steady, parallel, searching)


def faults(crowd: Crowd) -> list[str]:
    """One sentence for each variant whose wage is not the one worked out by hand."""
    found = []
    for variant in VARIANTS:
        expected = per_hour(crowd.pay_each, crowd.seconds_each(variant))
        measured = wages(crowd.stints, variant)
        figures = (measured.pooled_micros, measured.median_micros, measured.workers)
        if figures != (expected, expected, crowd.workers):
            found.append(f"{crowd.name}, {variant.name}: {figures[0]} and not {expected}")
    return found


def mturk_stints(path: Path) -> list[Stint]:
    """The assignments of a results file of Mechanical Turk: accepted at, submitted at, reward."""
    with path.open(newline="", encoding="utf-8") as stream:
        return [
            Stint(
                row["WorkerId"],
                _seconds(row["AcceptTime"]),
                _seconds(row["SubmitTime"]),
                0 if row["AssignmentStatus"] == "Rejected" else _micros(row["Reward"]),
                refused=row["AssignmentStatus"] == "Rejected",
            )
            for row in csv.DictReader(stream)
        ]


def _seconds(text: str) -> int:
    """Such as `Sat Feb 22 05:52:38 PST 2020`, in seconds of Unix time."""
    _, month, day, clock, zone, year = text.split()
    local = datetime.strptime(f"{year} {month} {day} {clock}", "%Y %b %d %H:%M:%S")  # noqa: DTZ007
    return int(local.replace(tzinfo=timezone(timedelta(hours=ZONES[zone]))).timestamp())


def _micros(reward: str) -> int:
    """Such as `$0.01`, in micro-units."""
    whole, _, part = reward.removeprefix("$").partition(".")
    return int(whole) * 1_000_000 + int(part.ljust(6, "0"))


def main() -> None:
    """Prints each crowd's wage by variant; ends with a fault when one differs from that by hand."""
    wrong = [fault for make in CROWDS for fault in faults(make())]
    for make in CROWDS:
        crowd = make()
        print(f"{crowd.name}: pay per hour, ours equal to those by hand")
        for variant in VARIANTS:
            print(f"  {wages(crowd.stints, variant).pooled_micros / 1e6:8.2f}  {variant.name}")
    wrong += _recorded_faults() if TWEETS.is_file() else []
    if not TWEETS.is_file():
        print(f"the recorded batch {TWEETS.name} is not on this machine")
    if wrong:
        sys.exit("\n".join(wrong))


def _recorded_faults() -> list[str]:
    """Prints the recorded batch's pay; what of it is not as published, if anything."""
    stints = mturk_stints(TWEETS)
    print(f"tweets_2020: {len(stints)} tasks, {wages(stints, Variant()).workers} workers, USD")
    print("  pooled  median  how time is counted")
    for variant in VARIANTS:
        if variant.with_search and variant.with_refused:
            found = wages(stints, variant)
            figures = f"{found.pooled_micros / 1e6:8.2f}{found.median_micros / 1e6:8.2f}"
            print(f"{figures}  {variant.name}")
    return [
        f"tweets_2020, {variant.name}: not {cents} cents an hour"
        for variant, cents in RECORDED
        if round(wages(stints, variant).pooled_micros / CENT) != cents
    ]


if __name__ == "__main__":
    main()

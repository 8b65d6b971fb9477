"""Pay per hour in the variants of the studies, against values worked out by hand (OBS-2, PAY-1)."""

import pytest

from ouvrage.pay.rules.time import TimeCategory
from ouvrage.pay.rules.wages import VARIANTS, Stint, Variant, wages

CROWD = [
    # Ann has two tasks in hand at once, then one refused, then looks for work.
    Stint("ann", 0, 600, 1_000_000),
    Stint("ann", 300, 900, 1_000_000),
    Stint("ann", 1_000, 1_300, 0, refused=True),
    Stint("ann", 1_300, 1_900, category=TimeCategory.SEARCH),
    # Ben works one task after another with a break of five minutes.
    Stint("ben", 0, 300, 500_000),
    Stint("ben", 600, 900, 500_000),
]


def hand(pay: int, seconds: int) -> int:
    return round(pay * 3600 / seconds)


@pytest.mark.parametrize(
    ("variant", "ann_seconds", "ben_seconds"),
    [
        (Variant(None, True, True), 2_100, 600),
        (Variant(None, False, True), 1_500, 600),
        (Variant(None, False, False), 1_200, 600),
        (Variant(0, True, True), 1_800, 600),
        (Variant(0, False, True), 1_200, 600),
        (Variant(0, False, False), 900, 600),
        (Variant(60, True, True), 1_800, 600),
        (Variant(180, True, True), 1_900, 600),
        (Variant(180, False, True), 1_300, 600),
        (Variant(300, True, True), 1_900, 900),
        (Variant(720, False, False), 900, 900),
    ],
)
def test_wages_equal_those_worked_out_by_hand(
    variant: Variant, ann_seconds: int, ben_seconds: int
) -> None:
    found = wages(CROWD, variant, floor_micros=5_000_000)
    ann, ben = hand(2_000_000, ann_seconds), hand(1_000_000, ben_seconds)
    assert found.seconds == ann_seconds + ben_seconds
    assert found.pooled_micros == hand(3_000_000, ann_seconds + ben_seconds)
    assert found.median_micros == found.mean_micros == round((ann + ben) / 2)
    assert found.under_floor == (ann < 5_000_000) + (ben < 5_000_000)
    assert found.workers == 2


def test_the_union_is_a_higher_wage_than_the_sum_and_search_lowers_it() -> None:
    by_name = {variant: wages(CROWD, variant).pooled_micros for variant in VARIANTS}
    assert len(by_name) == 24
    assert by_name[Variant(None)] < by_name[Variant(0)]
    assert by_name[Variant(0)] < by_name[Variant(0, with_search=False)]


def test_nobody_and_no_time_have_no_wage() -> None:
    assert wages([], Variant()).pooled_micros == 0
    idle = wages([Stint("ann", 5, 5, 100)], Variant())
    assert (idle.workers, idle.pooled_micros, idle.p10_micros) == (0, 0, None)

"""How time is counted from what was recorded: a union by category, never a sum (PAY-1)."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.pay.rules.time import (
    SECONDS_A_DAY,
    Frame,
    Interval,
    TimeCategory,
    cap_per_day,
    counted,
    evidence,
    fill_gaps,
    seconds_by_category,
    timeline,
    union_seconds,
    without,
)

TASK, SEARCH, OUTAGE = TimeCategory.TASK, TimeCategory.SEARCH, TimeCategory.OUTAGE


def interval(start: int, end: int, category: TimeCategory = TASK, project: str = "P") -> Interval:
    return Interval(start, end, category, project, "B", "S")


def spans(pieces: tuple[Interval, ...]) -> list[tuple[int, int, str]]:
    return [(piece.start, piece.end, piece.category.value) for piece in pieces]


records = st.lists(
    st.builds(
        lambda start, length, category, project, subject: Interval(
            start, start + length, category, project, "B", subject
        ),
        st.integers(0, 3 * SECONDS_A_DAY),
        st.integers(0, 4_000),
        st.sampled_from(list(TimeCategory)),
        st.sampled_from(["P", "Q"]),
        st.sampled_from(["S", "T"]),
    ),
    max_size=30,
)


def test_two_tasks_at_once_are_paid_one_time_not_two() -> None:
    pieces = timeline([interval(0, 60), interval(30, 90)])
    assert spans(pieces) == [(0, 90, "task")]


def test_each_second_belongs_to_the_first_category_recorded_for_it() -> None:
    pieces = timeline(
        [interval(0, 300, OUTAGE), interval(0, 100, SEARCH), interval(40, 60)],
    )
    assert spans(pieces) == [
        (0, 40, "search"),
        (40, 60, "task"),
        (60, 100, "search"),
        (100, 300, "outage"),
    ]


def test_the_order_of_the_categories_is_fixed_and_documented() -> None:
    assert [category.value for category in TimeCategory] == [
        "task", "rework", "qualification", "instruction", "standby", "communication", "search",
        "outage",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(0, [(0, 10), (20, 30), (331, 340)]), (10, [(0, 30), (331, 340)]), (301, [(0, 340)])],
)
def test_a_gap_counts_when_it_is_at_most_so_long(gap: int, expected: list[tuple[int, int]]) -> None:
    pieces = timeline([interval(0, 10), interval(20, 30), interval(331, 340)])
    filled = fill_gaps(pieces, gap)
    assert [(piece.start, piece.end) for piece in filled] == expected


def test_a_gap_between_two_projects_or_with_a_record_of_its_own_is_not_filled() -> None:
    other = fill_gaps(timeline([interval(0, 10), interval(20, 30, project="Q")]), 300)
    assert sum(piece.seconds for piece in other) == 20
    searched = timeline([interval(0, 10), interval(12, 18, SEARCH), interval(20, 30)])
    assert sum(piece.seconds for piece in fill_gaps(searched, 300)) == 26


def test_search_counts_up_to_a_cap_each_day() -> None:
    evening = SECONDS_A_DAY - 500
    result = cap_per_day([interval(evening, evening + 1_500, SEARCH)], SEARCH, 400)
    assert spans(result.intervals) == [
        (evening, evening + 400, "search"),
        (SECONDS_A_DAY, SECONDS_A_DAY + 400, "search"),
    ]
    assert sum(piece.seconds for piece in result.over_cap) == 700


@given(records)
def test_the_categories_sum_to_the_union_exactly(rows: list[Interval]) -> None:
    union = union_seconds((row.start, row.end) for row in rows)
    assert sum(seconds_by_category(timeline(rows)).values()) == union


def test_messages_and_search_have_a_cap_of_their_own_each_day() -> None:
    """PAY-1: what is over a cap is said, and takes nothing from other work."""
    message = TimeCategory.COMMUNICATION
    rows = [interval(0, 500, SEARCH), interval(600, 1_000, message), interval(1_000, 1_050)]
    result = counted(rows, gap_seconds=0, most_a_day={SEARCH: 400, message: 300})
    assert spans(result.intervals) == [
        (0, 400, "search"),
        (600, 900, "communication"),
        (1_000, 1_050, "task"),
    ]
    assert spans(result.over_cap) == [(400, 500, "search"), (900, 1_000, "communication")]


@given(records)
def test_the_union_is_never_more_than_the_sum(rows: list[Interval]) -> None:
    pieces = timeline(rows)
    assert sum(piece.seconds for piece in pieces) <= sum(row.seconds for row in rows)
    assert all(a.end <= b.start for a, b in pairwise(pieces))


@given(records, st.integers(0, 800), st.integers(0, 2_000), st.randoms())
def test_neither_the_order_nor_a_second_delivery_changes_what_counts(
    rows: list[Interval], gap: int, cap: int, rng: random.Random
) -> None:
    once = counted(rows, gap_seconds=gap, most_a_day={TimeCategory.SEARCH: cap})
    shuffled = [*rows, *rows[: len(rows) // 2]]
    rng.shuffle(shuffled)
    assert counted(shuffled, gap_seconds=gap, most_a_day={TimeCategory.SEARCH: cap}) == once
    assert timeline(timeline(rows)) == timeline(rows)
    filled = fill_gaps(timeline(rows), gap)
    assert fill_gaps(filled, gap) == filled


@given(records, st.integers(0, 800))
def test_a_longer_gap_never_counts_less(rows: list[Interval], gap: int) -> None:
    def seconds(most: int) -> int:
        return sum(piece.seconds for piece in fill_gaps(timeline(rows), most))

    assert seconds(gap) <= seconds(gap + 60)


FRAME = Frame(interval(100, 1_000), most_seconds=300)


def test_what_the_page_measured_counts_inside_the_frame_only() -> None:
    found = evidence(FRAME, [(0, 150), (400, 420), (990, 2_000), (3_000, 4_000)])
    assert [(row.start, row.end) for row in found] == [(100, 150), (400, 420), (990, 1_000)]


def test_without_a_measurement_the_frame_counts_up_to_its_bound() -> None:
    assert [(row.start, row.end) for row in evidence(FRAME, [])] == [(100, 400)]


def test_a_power_cut_is_taken_out_of_a_frame_without_measurement() -> None:
    found = evidence(FRAME, [], outages=[(150, 900)])
    assert [(row.start, row.end) for row in found] == [(100, 150), (900, 1_000)]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8))
def test_what_is_left_and_the_holes_make_the_whole(holes: list[tuple[int, int]]) -> None:
    inside = [(max(50, a), min(150, b)) for a, b in holes if min(150, b) > max(50, a)]
    left = without(50, 150, holes)
    assert union_seconds(left) + union_seconds(inside) == 100

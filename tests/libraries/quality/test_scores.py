"""Shares that fade: integers, so that a share without an event is exact (DEC-5, DEC-6)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.quality.gold import is_right
from ouvrage.quality.scores import Tally, weight

groups = st.lists(st.tuples(st.integers(-2, 400), st.booleans(), st.integers(0, 5)), max_size=20)


@pytest.mark.parametrize(
    ("age", "expected"), [(-1, 365), (0, 365), (1, 364), (182, 183), (364, 1), (365, 0), (900, 0)]
)
def test_weight_falls_in_a_straight_line_to_nothing(age: int, expected: int) -> None:
    assert weight(age, 365) == expected


def test_nothing_has_no_share() -> None:
    assert Tally.of([(365, False, 3)], fade_days=365) == Tally(0, 0, 0)
    assert Tally(0, 0, 0).share is None


@given(groups)
def test_share_is_that_of_single_events(found: list[tuple[int, bool, int]]) -> None:
    tally = Tally.of(found, fade_days=365)
    events = [(weight(age, 365), passed) for age, passed, count in found for _ in range(count)]
    whole = sum(each for each, _ in events)
    passed = sum(each for each, went_well in events if went_well)
    assert (tally.whole, tally.passed) == (whole, passed)
    assert tally.events == sum(1 for each, _ in events if each)
    assert tally.share == (float(Fraction(passed, whole)) if whole else None)


@given(groups)
def test_without_an_event_is_as_if_it_had_not_been(found: list[tuple[int, bool, int]]) -> None:
    tally = Tally.of(found, fade_days=365)
    for place, (age, passed, count) in enumerate(found):
        if count:
            others = [*found[:place], (age, passed, count - 1), *found[place + 1 :]]
            without = tally.without(weight(age, 365), passed=passed)
            assert without == Tally.of(others, fade_days=365)


@given(groups)
def test_order_of_events_changes_nothing(found: list[tuple[int, bool, int]]) -> None:
    assert Tally.of(found, fade_days=365) == Tally.of(reversed(found), fade_days=365)


@pytest.mark.parametrize(
    ("kind", "expected", "given_", "right"),
    [
        ("choice", "yes", "yes", True),
        ("choice", "yes", "Yes", False),
        ("choice", "yes", None, False),
        ("text", "Paul Éluard", "  paul   éluard ", True),
        ("text", "Paul", "Pol", False),
        ("text", "Paul", None, False),
        ("number", "7", 7.0, True),
        ("number", 7, "7.5", False),
        ("number", "seven", "seven", False),
        ("choices", ["a", "b"], ["b", "a"], True),
        ("choices", ["a"], ["a", "b"], False),
        ("choices", ["a"], None, False),
        ("ranking", ["a", "b"], ["a", "b"], True),
        ("ranking", ["a", "b"], ["b", "a"], False),
    ],
)
def test_an_answer_is_compared_by_the_kind_of_its_field(
    kind: str, expected: object, given_: object, right: bool
) -> None:
    assert is_right(kind, expected, given_) is right

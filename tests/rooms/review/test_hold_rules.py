"""When refusals wait for a person: exact on both sides of each threshold (DEC-4)."""

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.base.agreement import read
from ouvrage.review.rules import HoldRule, RefusalFigures, hold_rules

AGREED = read(b"").refusals
SHARE, COUNT, HISTORY = HoldRule.SHARE, HoldRule.COUNT, HoldRule.HISTORY
RECENT = HoldRule.RECENT


@pytest.mark.parametrize(
    ("refusals", "answers", "before", "expected"),
    [
        (1, 1, (0, 0), ()),
        # Of a small batch three may be refused, and not four.
        (3, 3, (0, 0), ()),
        (3, 19, (0, 0), ()),
        (4, 19, (0, 0), (SHARE,)),
        (19, 19, (0, 0), (SHARE,)),
        (1, 20, (0, 0), ()),
        (2, 20, (0, 0), (SHARE,)),
        (5, 100, (0, 0), ()),
        (6, 100, (0, 0), (SHARE,)),
        (20, 1_000, (0, 0), ()),
        (21, 1_000, (0, 0), (COUNT,)),
        (21, 19, (0, 0), (SHARE, COUNT)),
        # Below 100 decided answers there is no history.
        (5, 1_000, (0, 99), ()),
        # 0 of 998 before: p = 1/1000, so that 1,000 answers have 1 refusal and a deviation of 1.
        (3, 1_000, (0, 998), ()),
        (4, 1_000, (0, 998), (HISTORY,)),
        # 9 of 998 before: p = 1/100, and 1,000 answers have 10, with a deviation of 3.15.
        (19, 1_000, (9, 998), ()),
        (20, 1_000, (9, 998), (HISTORY,)),
        # 99 of 398 before: p = 1/4, so that 30 of 30 are many even for them.
        (30, 30, (99, 398), (SHARE, COUNT, HISTORY)),
        (14, 30, (99, 398), (SHARE,)),
        (15, 30, (99, 398), (SHARE, HISTORY)),
    ],
)
def test_thresholds(
    refusals: int, answers: int, before: tuple[int, int], expected: tuple[HoldRule, ...]
) -> None:
    assert hold_rules(RefusalFigures(refusals, answers, *before), AGREED) == expected


@pytest.mark.parametrize(
    ("refusals", "answers", "expected"),
    [
        (3, 3, ()),
        (3, 19, ()),
        # Six batches of three answers, all refused, are seen at the fourth refusal.
        (4, 4, (RECENT,)),
        (4, 19, (RECENT,)),
        (1, 20, ()),
        (2, 20, (RECENT,)),
        (2, 40, ()),
        (5, 100, ()),
        (6, 100, (RECENT,)),
        (20, 1_000, ()),
        (21, 1_000, (RECENT,)),
    ],
)
def test_all_batches_of_some_days_count_together(
    refusals: int, answers: int, expected: tuple[HoldRule, ...]
) -> None:
    """DEC-4: the batch itself has one refusal, which alone crosses nothing."""
    assert hold_rules(RefusalFigures(1, 1, 0, 0, refusals, answers), AGREED) == expected


def test_agreed_figures_are_those_that_count() -> None:
    agreed = replace(AGREED, hold_share_permille=100, hold_count=3, hold_answers_least=10)
    assert hold_rules(RefusalFigures(1, 10, 0, 0), agreed) == ()
    assert hold_rules(RefusalFigures(2, 10, 0, 0), agreed) == (SHARE,)
    assert hold_rules(RefusalFigures(4, 100, 0, 0), agreed) == (COUNT,)


@given(
    refusals=st.integers(1, 500),
    answers=st.integers(20, 500),
    decided=st.integers(100, 500),
    share=st.floats(0, 1),
)
def test_deviation_is_that_of_a_binomial(
    refusals: int, answers: int, decided: int, share: float
) -> None:
    refused = round(decided * share)
    found = hold_rules(RefusalFigures(refusals, answers, refused, decided), AGREED)
    p = (refused + 1) / (decided + 2)
    limit = p * answers + 3 * sqrt(answers * p * (1 - p))
    if abs(refusals - limit) > 1e-6:
        assert (HISTORY in found) == (refusals > limit)

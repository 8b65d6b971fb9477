"""The published wage figures: synthetic crowds against values by hand, and a recorded batch."""

import pytest

from benchmarks.effective_wage import CROWDS, TWEETS, faults, mturk_stints
from ouvrage.pay.rules.wages import Variant, wages


@pytest.mark.parametrize("make", CROWDS)
def test_every_variant_equals_the_value_worked_out_by_hand(make: object) -> None:
    assert callable(make)
    assert faults(make()) == []


@pytest.mark.skipif(
    not TWEETS.is_file(), reason="the recorded batch (datasets/mturk_batches) is not here"
)
@pytest.mark.parametrize(
    ("variant", "dollars"),
    [(Variant(gap_seconds=None), 0.65), (Variant(), 2.16), (Variant(gap_seconds=300), 1.93)],
)
def test_the_pooled_wage_of_the_recorded_batch_is_the_published_one(
    variant: Variant, dollars: float
) -> None:
    found = wages(mturk_stints(TWEETS), variant)
    assert (found.workers, found.pay_micros) == (31, 1_800_000)
    assert round(found.pooled_micros / 1e6, 2) == dollars

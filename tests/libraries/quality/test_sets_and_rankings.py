"""Answers of several options, and rankings."""

import pytest

from ouvrage.quality import borda, majority_of_sets
from ouvrage.quality.errors import DifferentItems, DuplicateAnswer, EmptyAnswer


def test_option_of_more_than_half_is_kept() -> None:
    vote = majority_of_sets(
        [("t", "ada", ["red", "big"]), ("t", "bo", ["red"]), ("t", "cy", ["old", "red", "big"])]
    )["t"]
    assert (vote.kept, vote.tied, vote.answers) == (("big", "red"), (), 3)
    assert vote.shares == {"big": 2 / 3, "old": 1 / 3, "red": 1.0}


def test_option_of_exactly_half_is_a_tie() -> None:
    vote = majority_of_sets([("t", "ada", ["red"]), ("t", "bo", [])])["t"]
    assert (vote.kept, vote.tied) == ((), ("red",))


def test_set_twice_from_one_worker_is_refused() -> None:
    with pytest.raises(DuplicateAnswer):
        majority_of_sets([("t", "ada", ["red"]), ("t", "ada", ["red"])])


def test_option_without_a_name_is_refused() -> None:
    with pytest.raises(EmptyAnswer) as caught:
        majority_of_sets([("t", "ada", ["red", ""])])
    assert caught.value.row == 1


def test_items_are_ordered_by_mean_rank() -> None:
    vote = borda([("t", "ada", "xyz"), ("t", "bo", "xzy"), ("t", "cy", "yxz")])["t"]
    assert vote.order == (("x",), ("y",), ("z",))
    assert vote.mean_rank == {"x": 4 / 3, "y": 2.0, "z": 8 / 3}


def test_items_of_one_mean_rank_stay_together() -> None:
    vote = borda([("t", "ada", "xyz"), ("t", "bo", "yxz")])["t"]
    assert vote.order == (("x", "y"), ("z",))
    assert vote.tied == (("x", "y"),)


@pytest.mark.parametrize("ranking", ["xy", "xyw", "xyy", "xyzw", ""])
def test_ranking_of_other_items_is_refused_with_its_row(ranking: str) -> None:
    with pytest.raises(DifferentItems) as caught:
        borda([("t", "ada", "xyz"), ("t", "bo", ranking)])
    assert caught.value.row == 2

"""A bot that polls every second gains nothing by it (ASG-1)."""

from benchmarks.fair_turns import advantage, drawn, served_first, shares
from ouvrage.base.agreement import read


def test_a_bot_gets_at_most_a_tenth_more_than_who_is_there_half_the_day() -> None:
    """ASG-1: with the figures that ship. First come, first served gives it several times more."""
    turns = read(b"").turns
    ours = shares(drawn, turns, batches=600)
    assert 0.9 <= advantage(ours) <= 1.1
    assert advantage(shares(served_first, turns, batches=100)) > 3


def test_the_same_seed_gives_the_same_shares() -> None:
    turns = read(b"").turns
    assert shares(drawn, turns, batches=20) == shares(drawn, turns, batches=20)

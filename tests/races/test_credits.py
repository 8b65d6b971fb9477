"""Time that is owed is paid in parts by processes at once, and by one that is killed halfway."""

import random

from tests.races.processes import Hands
from tests.races.test_kill import kill_after

MINUTE = 205_167


def test_four_payers_at_once_pay_each_part_once(hands: Hands) -> None:
    people = hands.alone("owe", 3)
    hands.together(*[("fill_and_pay", f"fund{number}", 4) for number in range(4)])
    hands.alone("pay_owed")
    came = hands.alone("paid_parts", *people)
    assert came["due"] == came["paid"] == 16 * 30_000 - came["fund"]
    assert came["owed"] == 3 * MINUTE - came["due"]
    # A crumb of what was left when a credit was whole may wait in the fund.
    assert (came["fund"] < 1_000, came["most"] <= MINUTE, came["faults"]) == (True, True, [])


def test_a_payer_killed_halfway_pays_nothing_twice_and_loses_nothing(hands: Hands) -> None:
    people = hands.alone("owe", 3)
    chance = random.Random(7)
    for number in range(3):
        part = ("fill_and_pay", f"killed{number}", 9)
        kill_after(hands.start(*part), chance.randint(1, 4))
        came = hands.alone("paid_parts", *people)
        assert (came["due"], came["faults"]) == (came["paid"], [])
        assert came["due"] + came["owed"] == 3 * MINUTE
        assert (came["due"] + came["fund"]) % 30_000 == 0
    hands.alone("fill_and_pay", "rest", 30)
    came = hands.alone("paid_parts", *people)
    assert (came["due"], came["owed"], came["faults"]) == (3 * MINUTE, 0, [])

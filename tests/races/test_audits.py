"""Audits and raised prices beside themselves, and killed halfway: each worker is lifted once."""

import random

from tests.races.audits import SLOW_SECONDS
from tests.races.processes import Hands
from tests.races.test_kill import kill_after

FLOOR_PAY = -(-12_310_000 * SLOW_SECONDS // 3600)


def test_four_auditors_at_once_lift_everybody_once(hands: Hands) -> None:
    """PAY-3"""
    scene = hands.alone("prepare_slow", 12)
    assert sum(hands.together(*[("audit_and_lift",)] * 4)) == 12
    assert set(hands.alone("owed_to", *scene["workers"])) == {FLOOR_PAY}
    assert hands.alone("report", scene["batch"])["faults"] == []


def test_an_auditor_killed_halfway_leaves_the_rest_to_the_next(hands: Hands) -> None:
    """PAY-3"""
    scene = hands.alone("prepare_slow", 12)
    chance = random.Random(3)
    for _ in range(3):
        kill_after(hands.start("audit_and_lift"), chance.randint(1, 3))
        came = hands.alone("report", scene["batch"])
        assert came["faults"] == []
    hands.alone("audit_and_lift")
    assert set(hands.alone("owed_to", *scene["workers"])) == {FLOOR_PAY}
    assert hands.alone("report", scene["batch"])["faults"] == []


def test_whoever_takes_beside_a_raise_is_paid_the_new_price(hands: Hands) -> None:
    """PAY-18"""
    scene = hands.alone("prepare", 80, 12)
    project, workers = scene["project"], scene["workers"]
    came = hands.together(
        ("take_each", project, *workers[:6]),
        ("raise_to", project, 12),
        ("take_each", project, *workers[6:]),
    )
    sent = hands.together(*[("send_each", *held) for held in (came[0], came[2])])
    assert sent == [[120_000] * 6] * 2
    assert hands.alone("accept_all", project) == 12
    found = hands.alone("report", scene["batch"])
    assert (found["faults"], found["short"]) == ([], 0)


def test_a_price_raised_amid_work_keeps_every_answer_paid_for(hands: Hands) -> None:
    """PAY-18"""
    scene = hands.alone("prepare", 60, 4)
    project, batch, workers = scene["project"], scene["batch"], scene["workers"]
    came = hands.together(
        ("raise_to", project, 12),
        ("raise_to", project, 12),
        ("labour", project, *workers[:2]),
        ("labour", project, *workers[2:]),
    )
    assert came[:2] == [120_000, 120_000]
    assert hands.alone("price_of", project)["reward"] == 120_000
    hands.alone("accept_all", project)
    found = hands.alone("report", batch)
    assert (found["faults"], found["short"]) == ([], 0)
    assert found["states"] == {"accepted": 180}


def test_time_credited_by_four_processes_at_once_pays_each_second_once(hands: Hands) -> None:
    """PAY-1"""
    scene = hands.alone("prepare_held", 4)
    came = hands.together(*[("break_off", held) for held in scene["held"]])
    assert sorted(came) == [0, 0, 0, 600]

"""A process killed in the middle of its work leaves the books right and the work going on."""

import random
import signal

from tests.races.line import Said
from tests.races.processes import Hand, Hands

KILLS = 4
STEPS_MOST = 12


def kill_after(hand: Hand, steps: int) -> None:
    """The hand was killed after it told of that many steps, wherever it then was."""
    hand.wait_ready()
    hand.go()
    for _ in range(steps):
        assert hand.hear() is Said.STEP
    hand.kill()
    assert hand.process.exitcode == -signal.SIGKILL


def test_killed_workers_lose_nothing_and_others_go_on(hands: Hands) -> None:
    scene = hands.alone("prepare", 60, 4)
    batch, part = scene["batch"], ("labour_and_accept", scene["project"], *scene["workers"])
    chance = random.Random(5)
    for _ in range(KILLS):
        kill_after(hands.start(*part), chance.randint(1, STEPS_MOST))
        came = hands.alone("report", batch)
        assert (came["faults"], came["short"], came["exceeded"]) == ([], 0, 0)
        assert came["counted"] == came["submissions"]
        assert 0 <= came["assignments"] - came["submissions"] <= 1
    hands.alone(*part)
    came = hands.alone("report", batch)
    assert (came["submissions"], came["per_task"]) == (180, [3])
    assert came["states"] == {"accepted": 180}
    assert (came["entries"]["settle"], came["faults"], came["short"]) == (180, [], 0)

"""A process killed in the middle of its work leaves the books right and the work going on."""

import random
import signal
import subprocess

from tests.races.processes import Hands, go, wait_ready

KILLS = 4
STEPS_MOST = 12


def kill_after(process: subprocess.Popen[str], steps: int) -> None:
    """The process was killed after it told of that many steps, wherever it then was."""
    wait_ready(process)
    go(process)
    assert process.stdout is not None
    for _ in range(steps):
        assert process.stdout.readline() == "step\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


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

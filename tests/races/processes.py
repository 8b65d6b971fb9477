"""Processes that run beside each other on one database, started together through their pipes."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS_MAX = 120


class Hands:
    """Starts the parts of `tests.races.hand` with the environment of one database."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)

    def start(self, *words: object) -> subprocess.Popen[str]:
        """A process that is ready for its part and waits for `go`."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.races.hand", *map(str, words)],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        return process

    def together(self, *parts: Sequence[object]) -> list[Any]:
        """What each of the parts came to, after all of them ran at once."""
        processes = [self.start(*part) for part in parts]
        for process in processes:
            wait_ready(process)
        for process in processes:
            go(process)
        return [outcome(process) for process in processes]

    def alone(self, *words: object) -> Any:
        """What one part came to."""
        (came,) = self.together(words)
        return came


def wait_ready(process: subprocess.Popen[str]) -> None:
    """The process has said that it is ready; fails with what it wrote when it has ended."""
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        raise AssertionError(process.communicate(timeout=SECONDS_MAX)[1])


def go(process: subprocess.Popen[str]) -> None:
    """The process does its part."""
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def outcome(process: subprocess.Popen[str]) -> Any:
    """What the process's part came to; fails with its last words when it failed."""
    said, complained = process.communicate(timeout=SECONDS_MAX)
    assert process.returncode == 0, complained
    return json.loads(said.splitlines()[-1])

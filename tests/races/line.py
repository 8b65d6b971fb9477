"""The line between a hand and its test: what is said on it, and how a part says how far it is."""

from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection

_lines: list[Connection] = []


class Said(Enum):
    """What a hand tells before it is done."""

    READY = "ready"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Came:
    """What a hand's part came to."""

    outcome: object


def hold(line: Connection) -> None:
    """This process is a hand, and tells its steps on that line."""
    _lines.append(line)


def step() -> None:
    """The test knows that one step more is done."""
    for line in _lines:
        line.send(Said.STEP)

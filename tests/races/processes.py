"""Processes that run beside each other on one database, started together through their lines.

They are forked from one process that has set Django up and has never opened a database, so that
each opens a connection of its own and none spends seconds on imports.
"""

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from tests.races.hand import play
from tests.races.line import Came, Said

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(["tests.races.warm", "tests.races.hand"])
SECONDS_MAX = 30


class Hand:
    """One process with its part, the line to it, and what it complained about."""

    def __init__(self, database: str, log: Path, *words: object) -> None:
        self.line, theirs = _FORKED.Pipe()
        self.log = log
        self.process: ForkServerProcess = _FORKED.Process(
            target=play, args=(theirs, database, log, *words), daemon=True
        )
        self.process.start()
        theirs.close()

    def hear(self) -> object:
        """What the hand says next; fails with its last words when it has ended."""
        try:
            return self.line.recv()
        except EOFError:
            self.process.join(SECONDS_MAX)
            ended = f"a hand ended with {self.process.exitcode}"
            raise AssertionError(f"{ended}\n{self.log.read_text()}") from None

    def wait_ready(self) -> None:
        """The hand waits for `go`."""
        assert self.hear() is Said.READY

    def go(self) -> None:
        """The hand does its part."""
        self.line.send(None)

    def kill(self) -> None:
        """The hand was ended wherever it was, and is gone."""
        self.process.kill()
        self.process.join(SECONDS_MAX)
        self.line.close()


class Hands:
    """Starts the parts of `tests.races.hand` on one database; what they complain about is kept."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self._started: list[Hand] = []

    def start(self, *words: object) -> Hand:
        """A process that gets ready for its part and waits for `go`."""
        log = self.folder / f"hand-{len(self._started)}.log"
        hand = Hand(self.database, log, *words)
        self._started.append(hand)
        return hand

    def together(self, *parts: Sequence[object]) -> list[Any]:
        """What each of the parts came to, after all of them ran at once."""
        hands = [self.start(*part) for part in parts]
        for hand in hands:
            hand.wait_ready()
        for hand in hands:
            hand.go()
        return _outcomes(hands)

    def alone(self, *words: object) -> Any:
        """What one part came to."""
        (came,) = self.together(words)
        return came

    def end(self) -> None:
        """No hand is left, whatever became of the race."""
        for hand in self._started:
            hand.kill()


def _outcomes(hands: Sequence[Hand]) -> list[Any]:
    """What the hands' parts came to; every line is emptied, so that no hand waits to be heard."""
    at_work: dict[Any, Hand] = {hand.line: hand for hand in hands}
    came: dict[Hand, Any] = {}
    while at_work:
        for line in wait(list(at_work)):
            said = at_work[line].hear()
            if isinstance(said, Came):
                came[at_work.pop(line)] = said.outcome
    return [came[hand] for hand in hands]

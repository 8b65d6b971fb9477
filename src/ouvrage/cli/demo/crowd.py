"""The people of the demonstration, each with a browser, who answer until there is nothing left.

Simulated people read the scans and err at a declared rate; recorded people give again what they
gave. Each says how long a task took, since neither has a body that takes time.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from ouvrage.cli.demo.browser import Browser, Page
from ouvrage.cli.demo.material import pixels

THREADS = 4
READING_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Manner:
    """How a simulated person works: the share of answers that are wrong, and the pace."""

    name: str
    people: int
    error_permille: int
    seconds: int


MANNERS = (
    Manner("careful", 16, 20, 5),
    Manner("average", 14, 60, 4),
    Manner("hurried", 7, 150, 3),
    Manner("random", 3, 900, 2),
)


class Hand(Protocol):
    """Who answers: which tasks they ask for, and what they say to one on screen."""

    @property
    def email(self) -> str:
        """The address they log in with."""

    def wishes(self) -> Iterator[str]:
        """The ids of the tasks they take, one by one; empty text for whichever is next."""

    def answer(self, browser: Browser, page: Page, task_id: str) -> tuple[str, int]:
        """The label they give and the seconds it took them."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A simulated person who reads a scan and errs at the rate of their manner."""

    email: str
    manner: Manner
    scans: Mapping[str, str]
    truth: Mapping[str, str]

    def wishes(self) -> Iterator[str]:
        """Whatever comes next."""
        while True:
            yield ""

    def answer(self, browser: Browser, page: Page, task_id: str) -> tuple[str, int]:
        """The digit, or another one by the declared rate of error; the same for the same scan."""
        scan = self.scans[pixels(browser.download(page.picture()))]
        chance = random.Random(f"{self.email} {scan}")  # noqa: S311 - a simulation
        label = self.truth[scan]
        if chance.randrange(1000) < self.manner.error_permille:
            label = chance.choice([digit for digit in "0123456789" if digit != label])
        return label, max(1, round(chance.gauss(self.manner.seconds, 1)))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A person whose answers were recorded: task id -> label, in the order they were given."""

    email: str
    labels: Mapping[str, str]
    begun: Sequence[str]
    done: frozenset[str]
    seconds: int

    def wishes(self) -> Iterator[str]:
        """What was begun before the portal was cut off, then each task not answered yet."""
        waiting = (task for task in self.labels if task not in self.done)
        yield from dict.fromkeys(chain(self.begun, waiting))

    def answer(self, browser: Browser, page: Page, task_id: str) -> tuple[str, int]:
        """What this person said of the task; no time was recorded, so the estimate stands."""
        return self.labels[task_id], self.seconds


def let_work(
    hands: Sequence[Hand],
    *,
    address: str,
    password: str,
    project_id: str,
    progress: Callable[[int], None],
) -> int:
    """Everybody has answered what they could; returns how many answers were sent."""
    groups = [hands[start::THREADS] for start in range(THREADS)]
    sent = [0] * THREADS

    def work(number: int) -> None:
        shifts = [_shift(hand, address, password, project_id) for hand in groups[number]]
        while shifts:
            for shift in list(shifts):
                if next(shift, None) is None:
                    shifts.remove(shift)
                else:
                    sent[number] += 1
                    progress(sum(sent))

    with ThreadPoolExecutor(THREADS) as pool:
        for future in [pool.submit(work, number) for number in range(THREADS)]:
            future.result()
    return sum(sent)


def _shift(hand: Hand, address: str, password: str, project_id: str) -> Iterator[str]:
    """One person's work, an answer at a time: read the instructions, take, answer, go on."""
    wishes = hand.wishes()
    wish = next(wishes, None)
    if wish is None:
        return
    browser = Browser(address)
    try:
        browser.log_in(hand.email, password)
        page = _first_task(browser, project_id, wish)
        while page.asks:
            label, seconds = hand.answer(browser, page, wish)
            following = next(wishes, None)
            values = {
                "label": label,
                "active_seconds": str(seconds),
                "then": "stop" if following is None else "next",
                "task": following or "",
            }
            page = browser.send(page, "/submit/", values)
            yield label
            wish = following or ""
    finally:
        browser.close()


def _first_task(browser: Browser, project_id: str, wish: str) -> Page:
    page = browser.get(f"/worker/projects/{project_id}/")
    if f"/worker/projects/{project_id}/read/" in page.text:
        page = browser.send(page, "/read/", {"task": wish})
    elif f"/worker/projects/{project_id}/take/" not in page.text:
        return _held_task(browser, page)
    values = {"task": wish, "active_seconds": str(READING_SECONDS)}
    return browser.send(page, "/take/", values)


def _held_task(browser: Browser, page: Page) -> Page:
    """The task in hand, when the page links to one; else the page as it is."""
    link = re.search(r'href="(/worker/assignments/[^"]+)"', page.text)
    return browser.get(link.group(1)) if link else page

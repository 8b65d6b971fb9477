"""How much of scarce work goes to a bot that polls every second, and how much to people.

Ours: the draw of `work/rules/turns.py` with the figures of the agreement that ships. Reference: the
same batches handed out first come, first served, in the same run. A batch opens at a random minute
of thirty days, with fewer places than people; people come online by their habit, register when they
open the offers, and use a turn while they are there. Run it with `make bench`; it prints the share
of each group beside its fair one, and the bot's advantage over a person who is there half the day,
which is the figure to quote (ASG-1: at most 1.1).
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from ouvrage.base.agreement import Turns, read
from ouvrage.work.rules.turns import candidates, deal, ranking, round_key

DAY = 24 * 60
BATCHES = 4_000
PLACES = 20
MOST = 10
ADVANTAGE_MOST = 1.1


@dataclass(frozen=True)
class Course:
    """How a simulation goes: the agreed figures, and how many turns in 1,000 people leave unused
    though they are there."""

    turns: Turns
    rng: random.Random
    left_permille: int = 0


@dataclass(frozen=True)
class Person:
    """Who works: the minutes of the day at which they are online, and whether they use a turn."""

    name: str
    group: str
    online: frozenset[int]

    def comes(self, begin: int, end: int) -> int | None:
        """The first minute between the two at which they are online."""
        for minute in range(begin, end + 1):
            if minute % DAY in self.online:
                return minute
        return None


def crowd(rng: random.Random) -> list[Person]:
    """Sixty people by six habits, and one bot."""
    habits: dict[str, Callable[[], frozenset[int]]] = {
        "half the day": lambda: _stretch(rng, 12 * 60),
        "every other hour": lambda: frozenset(
            minute for minute in range(DAY) if minute // 60 % 2 == 0
        ),
        "mornings, 4 hours": lambda: _stretch(rng, 4 * 60),
        "evenings, 1 hour": lambda: _stretch(rng, 60),
        "five minutes a day": lambda: _stretch(rng, 5),
        "all day": lambda: _stretch(rng, 16 * 60),
    }
    people = [
        Person(f"{habit} {number}", habit, made())
        for habit, made in habits.items()
        for number in range(10)
    ]
    return [*people, Person("bot", "bot", frozenset(range(DAY)))]


def _stretch(rng: random.Random, minutes: int) -> frozenset[int]:
    begin = rng.randrange(DAY)
    return frozenset((begin + minute) % DAY for minute in range(minutes))


def drawn(people: list[Person], opened: int, course: Course, seed: str) -> Counter[str]:
    """Who received how many tasks of one batch: window, rounds of the draw, then open to all."""
    got: Counter[str] = Counter()
    left, end = PLACES, opened + course.turns.window_minutes
    turns = course.turns
    by_name = {person.name: person for person in people}
    never = [
        person.name
        for person in people
        if person.comes(opened - turns.seen_minutes, end) is not None
    ]
    again: list[str] = []
    for number in range(1, turns.rounds + 1):
        taking_part = candidates(never, again)
        if not taking_part or not left:
            break
        order = ranking(round_key(seed, f"batch {opened}", number), taking_part)
        until = end + turns.offer_minutes
        dealt = deal(order, places=left, most=MOST)
        for one in dealt:
            if _uses(by_name[one.worker], end, until, course):
                got[one.worker] += one.tasks
                left -= one.tasks
        had = {one.worker for one in dealt}
        never = [name for name in never if name not in had]
        gone = {name for name in by_name if name not in never}
        again = [name for name in gone if by_name[name].comes(end, until) is not None]
        end = until
    return got + _first_come(people, end, left)


def _uses(person: Person, begin: int, end: int, course: Course) -> bool:
    """Whether they come while the turn is kept, and do not leave it all the same."""
    if person.comes(begin, end) is None:
        return False
    return person.group == "bot" or course.rng.randrange(1000) >= course.left_permille


def served_first(people: list[Person], opened: int, course: Course, seed: str) -> Counter[str]:
    """The same batch without a draw."""
    return _first_come(people, opened, PLACES)


def _first_come(people: list[Person], opened: int, places: int) -> Counter[str]:
    """The bot looks first; each task takes it a minute, as it does people who are online then."""
    got: Counter[str] = Counter()
    minute = opened
    while places and minute < opened + 30 * DAY:
        online = [person for person in people if minute % DAY in person.online]
        for person in sorted(online, key=lambda one: (one.group != "bot", one.name)):
            if places and got[person.name] < MOST:
                got[person.name] += 1
                places -= 1
        minute += 1
    return +got


def shares(
    rule: Callable[..., Counter[str]],
    turns: Turns,
    *,
    batches: int = BATCHES,
    left_permille: int = 0,
) -> Mapping[str, float]:
    """Group -> tasks that one person of it received, as a multiple of everybody's mean."""
    course = Course(turns, random.Random(20260105), left_permille)
    people = crowd(course.rng)
    got: Counter[str] = Counter()
    for _ in range(batches):
        opened = DAY + course.rng.randrange(30 * DAY)
        got += rule(people, opened, course, f"{course.rng.getrandbits(256):064x}")
    mean = sum(got.values()) / len(people)
    groups: dict[str, list[int]] = {}
    for person in people:
        groups.setdefault(person.group, []).append(got[person.name])
    return {group: sum(counts) / len(counts) / mean for group, counts in groups.items()}


def advantage(found: Mapping[str, float]) -> float:
    """The bot's tasks for one task of somebody who is there half the day."""
    return found["bot"] / found["half the day"]


def main() -> None:
    """Prints the shares by rule, side by side; ends with a fault when ours gives a bot too much."""
    agreed = read(b"").turns
    short = read(b"[turns]\nseen_minutes = 0\noffer_minutes = 240").turns
    columns = {
        "ours": shares(drawn, agreed),
        "first come": shares(served_first, agreed),
        "1 in 10 left": shares(drawn, agreed, left_permille=100),
        "4 h and 4 h": shares(drawn, short),
    }
    print(f"{BATCHES} batches of {PLACES} places, 61 who may work; tasks of one, mean of all = 1")
    print("  " + " " * 20 + "".join(f"{name:>14}" for name in columns))
    for group in columns["ours"]:
        print(f"  {group:<20}" + "".join(f"{found[group]:14.2f}" for found in columns.values()))
    print("  bot to half the day " + "".join(f"{advantage(row):14.2f}" for row in columns.values()))
    print("  1 in 10 left: people leave one turn in ten unused though they are there.")
    print("  4 h and 4 h: nobody is registered by the day before, and a turn is kept for 4 hours.")
    if advantage(columns["ours"]) > ADVANTAGE_MOST:
        sys.exit(f"a bot has more than {ADVANTAGE_MOST} of what half a day online has (ASG-1)")


if __name__ == "__main__":
    main()

"""What a project requires of who works on it, and whether a person's values meet it.

Ten comparators, values are whole numbers; a person who does not hold the qualification meets
`not_exists` alone. A requirement that asks for earlier work is a gate; it has a paid test as its
alternative, and does not hold while nobody can take that test (QUA-10).

>>> holds(Comparator.AT_LEAST, (80,), 85), holds(Comparator.AT_LEAST, (80,), None)
(True, False)
>>> gate_hours(1_000, 200)
56
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ouvrage.skills.rules.kinds import COMPUTED


class Comparator(StrEnum):
    """How a person's value is compared with what is asked."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUAL = "equal"
    NOT_EQUAL = "not_equal"
    EXISTS = "exists"
    NOT_EXISTS = "not_exists"
    IN = "in"
    NOT_IN = "not_in"


class Guard(StrEnum):
    """What a requirement keeps people from: taking tasks, also looking, also seeing the offer."""

    ACCEPT = "accept"
    PREVIEW = "preview"
    DISCOVER = "discover"


_ORDER = (Guard.ACCEPT, Guard.PREVIEW, Guard.DISCOVER)


@dataclass(frozen=True, slots=True)
class Condition:
    """One requirement; `alternative_open` says whether people can take the alternative's test."""

    qualification_id: str
    comparator: Comparator
    values: tuple[int, ...]
    guard: Guard = Guard.ACCEPT
    alternative_id: str = ""
    alternative_open: bool = False


def holds(comparator: Comparator, values: Sequence[int], held: int | None) -> bool:
    """Whether a value, None when there is none, is as asked."""
    if comparator in (Comparator.EXISTS, Comparator.NOT_EXISTS):
        return (held is not None) is (comparator is Comparator.EXISTS)
    if held is None:
        return False
    if comparator in (Comparator.IN, Comparator.NOT_IN):
        return (held in values) is (comparator is Comparator.IN)
    asked = values[0]
    return {
        Comparator.AT_LEAST: held >= asked,
        Comparator.MORE_THAN: held > asked,
        Comparator.AT_MOST: held <= asked,
        Comparator.LESS_THAN: held < asked,
        Comparator.EQUAL: held == asked,
        Comparator.NOT_EQUAL: held != asked,
    }[comparator]


def meets(condition: Condition, held: Mapping[str, int]) -> bool:
    """Whether a person with these values passes: by the value asked or by the alternative.

    A gate holds only while the alternative is real.
    """
    if holds(condition.comparator, condition.values, held.get(condition.qualification_id)):
        return True
    if not condition.alternative_id:
        return False
    return condition.alternative_id in held or not condition.alternative_open


def guards(condition: Condition, act: Guard) -> bool:
    """Whether the requirement stands before this act; what hides an offer also keeps it."""
    return _ORDER.index(condition.guard) >= _ORDER.index(act)


def unmet(conditions: Iterable[Condition], held: Mapping[str, int], act: Guard) -> list[Condition]:
    """Those conditions before the act that a person with these values does not meet."""
    return [one for one in conditions if guards(one, act) and not meets(one, held)]


def asks_prior_work(qualification_id: str, comparator: Comparator, values: Sequence[int]) -> bool:
    """Whether only people who worked before can meet it: a gate, which needs an alternative."""
    if qualification_id not in COMPUTED:
        return False
    newcomer = COMPUTED_FOR_NEWCOMERS[qualification_id]
    return not holds(comparator, values, newcomer)


COMPUTED_FOR_NEWCOMERS = dict(zip(COMPUTED, (0, 100), strict=True))


def gate_hours(answers: int, seconds: float) -> int:
    """The whole hours that so many answers take at so many seconds each, rounded up."""
    return -(-answers * round(seconds) // 3600)

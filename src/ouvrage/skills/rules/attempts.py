"""Tests: when one may be taken, which items it shows, what is right, what it takes to pass.

>>> is_right(FieldKind.TEXT, " Colour ", ["color", "colour"])
True
>>> is_right(FieldKind.CHOICES, ["b", "a"], ["a", "b"])
True
>>> percent_right(7, 9)
77
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment, Span
from ouvrage.skills.errors import (
    AlreadyQualified,
    AttemptUnderWay,
    KeyNotAnOption,
    KeyOfNoQuestion,
    NoAttemptLeft,
    RetryLater,
)
from ouvrage.skills.rules.kinds import AttemptState
from ouvrage.taskui import AnswerField, FieldKind

COUNTED = frozenset({AttemptState.WAITING, AttemptState.PASSED, AttemptState.FAILED})
COUNTED_FOR = Span(days=365)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An attempt that a person made before."""

    state: AttemptState
    started_at: Moment
    sent_at: Moment | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a person can begin a test: not held already, and from when; `left` attempts."""

    held: bool
    under_way: bool
    left: int
    retry_at: Moment | None


def standing(
    earlier: Iterable[Earlier], *, held: bool, now: Moment, retry_after: Span, attempts_max: int
) -> Standing:
    """Where a person is with a test; attempts count for a year, those not sent never do."""
    rows = list(earlier)
    counted = [
        row
        for row in rows
        if row.state in COUNTED and row.sent_at and row.sent_at > now - COUNTED_FOR
    ]
    last = max((row.sent_at for row in counted if row.sent_at), default=None)
    left = max(0, attempts_max - len(counted))
    under_way = any(row.state in (AttemptState.OPEN, AttemptState.WAITING) for row in rows)
    retry_at = last + retry_after if last is not None and last + retry_after > now else None
    return Standing(held, under_way, left, retry_at)


def attempt_refusal(found: Standing) -> Refusal | None:
    """Why a test cannot be begun now; None when it can."""
    if found.held:
        return AlreadyQualified()
    if found.under_way:
        return AttemptUnderWay()
    if not found.left:
        return NoAttemptLeft()
    if found.retry_at is not None:
        return RetryLater(at=f"{found.retry_at:%Y-%m-%d %H:%M} UTC")
    return None


def drawn_items(pool: Sequence[str], seen: Iterable[str], count: int, seed: str) -> list[str]:
    """`count` items of the pool in an order of their own: first those not seen, then the others.

    The same seed gives the same items.
    """
    known = set(seen)
    shuffled = sorted(pool, key=lambda item: (item in known, _place(seed, item)))
    return sorted(shuffled[:count], key=lambda item: _place(f"{seed}:order", item))


def _place(seed: str, item: str) -> str:
    return hashlib.sha256(f"{seed}:{item}".encode()).hexdigest()


def is_right(kind: FieldKind, given: object, expected: Sequence[str]) -> bool:
    """Whether an answer is as the key says.

    The key of several choices is the set, that of a ranking the order; for the others each entry is
    an answer that counts. Case and spacing of texts say nothing.
    """
    if kind is FieldKind.CHOICES:
        return _texts(given) is not None and set(_texts(given) or ()) == set(expected)
    if kind is FieldKind.RANKING:
        return _texts(given) == list(expected)
    if given is None:
        return False
    if kind is FieldKind.NUMBER:
        return any(_number(entry) == _number(str(given)) for entry in expected)
    if kind is FieldKind.TEXT:
        return _plain(str(given)) in {_plain(entry) for entry in expected}
    return str(given) in expected


def _texts(value: object) -> list[str] | None:
    return [str(one) for one in value] if isinstance(value, list | tuple) else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def percent_right(right: int, items: int) -> int:
    """Right items in a hundred, rounded down."""
    return right * 100 // items if items else 0


def is_passed(percent: int, pass_percent: int) -> bool:
    """Whether that is enough."""
    return percent >= pass_percent


def key_faults(
    key: Mapping[str, Sequence[str]], fields: Sequence[AnswerField], row: int
) -> Iterable[Refusal]:
    """What is wrong with the expected answers of one item: no such question, no such choice."""
    known = {field.name: field for field in fields if field.kind is not FieldKind.WIDGET}
    for name, expected in key.items():
        field = known.get(name)
        if field is None:
            yield KeyOfNoQuestion(field="items", row=row, name=name, known=", ".join(known))
        elif field.options and (wrong := [one for one in expected if one not in field.options]):
            yield KeyNotAnOption(
                field="items", row=row, name=name, value=wrong[0], known=", ".join(field.options)
            )

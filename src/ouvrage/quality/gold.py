"""Whether an answer to a control item is the known one, by the kind of its field.

>>> is_right("text", "Éluard", " éluard ")
True
>>> is_right("choices", ["a", "b"], ["b", "a"])
True
>>> is_right("ranking", ["a", "b"], ["b", "a"])
False
"""

from collections.abc import Sequence

CHOICES, NUMBER, TEXT = "choices", "number", "text"


def is_right(kind: str, expected: object, given: object) -> bool:
    """The answer is the expected one: a text whatever its case and runs of spaces, a number by its
    value, a multiple choice as a set, anything else exactly."""
    if kind == TEXT:
        return _text(expected) == _text(given)
    if kind == NUMBER:
        return _number(expected) is not None and _number(expected) == _number(given)
    if kind == CHOICES:
        return _set(expected) == _set(given)
    return expected == given


def _text(value: object) -> str:
    return " ".join(str("" if value is None else value).split()).casefold()


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _set(value: object) -> frozenset[str]:
    many = value if isinstance(value, Sequence) and not isinstance(value, str) else []
    return frozenset(str(one) for one in many)

"""How a setting is read from the environment: typed, and refused with its name when it is wrong."""

import os
import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

from ouvrage.base.money import Money

T = TypeVar("T")
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def refuse(name: str, wanted: str) -> ImproperlyConfigured:
    """The error that stops the start: which setting is wrong, and what it may be."""
    return ImproperlyConfigured(
        f"{name} has a value that cannot be used: it must be {wanted}. "
        "See docs/operators/settings.md."
    )


def text(name: str, default: str, pattern: str = ".*", wanted: str = "a text") -> str:
    """The setting as text that matches `pattern` whole."""
    value = os.environ.get(name, default)
    if re.fullmatch(pattern, value) is None:
        raise refuse(name, wanted)
    return value


def flag(name: str, default: bool) -> bool:
    """The setting as yes or no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in _TRUE | _FALSE:
        raise refuse(name, "1 or 0")
    return value.lower() in _TRUE


def whole(name: str, default: int, least: int, most: int) -> int:
    """The setting as a whole number in these bounds."""
    value = os.environ.get(name, str(default))
    if re.fullmatch(r"\d{1,9}", value) is None or not least <= int(value) <= most:
        raise refuse(name, f"a whole number from {least} to {most}")
    return int(value)


def micros(name: str, default: str, currency: str) -> int:
    """The setting as an amount, in micro-units."""
    try:
        micros = Money.parse(os.environ.get(name, default), currency).micros
    except ValueError as error:
        raise refuse(name, "an amount such as 12.31") from error
    if micros < 0:
        raise refuse(name, "an amount that is not negative")
    return micros


def checked(name: str, read: Callable[[str], T]) -> T:
    """What `read` makes of the setting, empty when there is none; ValueError says what is wrong."""
    try:
        return read(os.environ.get(name, ""))
    except (OSError, ValueError) as error:
        raise refuse(name, str(error)) from error


def account(name: str, check: Callable[[str], bool], wanted: str) -> str:
    """The setting as an account without spaces, in capitals; empty, or one that `check` takes."""
    value = os.environ.get(name, "").replace(" ", "").upper()
    if value and not check(value):
        raise refuse(name, wanted)
    return value


def names(name: str, default: str, known: Iterable[str]) -> list[str]:
    """The setting as some of the known names, with commas between."""
    choices = list(known)
    value = [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]
    if not set(value) <= set(choices):
        raise refuse(name, f"some of {', '.join(choices)}, with commas between")
    return value

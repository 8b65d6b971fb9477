"""When a letter may reach somebody: in the hours they chose, where they live (NOT-1, NOT-2).

>>> from datetime import datetime, UTC
>>> paris = Window("Europe/Paris", 8, 20)
>>> next_open(paris, datetime(2026, 1, 5, 21, 30, tzinfo=UTC)).isoformat()
'2026-01-06T07:00:00+00:00'
>>> is_open(Window("Asia/Tokyo", 20, 6), datetime(2026, 1, 5, 12, 0, tzinfo=UTC))
True
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment, Span
from ouvrage.voice import errors
from ouvrage.voice.catalogue import CATALOGUE

_AREAS = (
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/",
    "Indian/", "Pacific/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the day, local time: from the first to before the second; over midnight too."""

    zone: str
    from_hour: int
    to_hour: int


@cache
def zones() -> tuple[str, ...]:
    """The time zones to choose from, as the IANA names them."""
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(_AREAS)))


def window_refusals(window: Window) -> Iterable[Refusal]:
    """Why no letter could be sent in this window."""
    if window.zone not in zones():
        yield errors.ZoneUnknown(field="zone")
    hours = range(24)
    if window.from_hour not in hours or window.to_hour not in hours:
        yield errors.WindowNotValid(field="from_hour")
    elif window.from_hour == window.to_hour:
        yield errors.WindowNotValid(field="to_hour")


def kinds_refusals(kinds: Sequence[str]) -> Iterable[Refusal]:
    """Why these are no kinds of messages."""
    if not set(kinds) <= CATALOGUE.keys():
        yield errors.MessageKindUnknown(field="at_once")


def is_open(window: Window, now: Moment) -> bool:
    """Whether a letter may be sent now."""
    hour = now.astimezone(ZoneInfo(window.zone)).hour
    if window.from_hour < window.to_hour:
        return window.from_hour <= hour < window.to_hour
    return hour >= window.from_hour or hour < window.to_hour


def next_open(window: Window, now: Moment) -> Moment:
    """The first instant from now on at which a letter may be sent."""
    return now if is_open(window, now) else next_opening(window, now)


def next_opening(window: Window, now: Moment) -> Moment:
    """When the window opens next, after now: the time of the daily letter."""
    local = now.astimezone(ZoneInfo(window.zone))
    opening = local.replace(hour=window.from_hour, minute=0, second=0, microsecond=0)
    if opening <= local:
        opening += Span(days=1)
    return opening.astimezone(UTC)


def is_away(last_login: Moment | None, now: Moment, away_days: int) -> bool:
    """Whether the person has not been here for so long that letters they asked for stop."""
    return last_login is None or now - last_login > Span(days=away_days)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A blocking question that nobody answered: of whom, since when, about which batch if one."""

    worker_id: str
    asked_at: Moment
    batch_id: str = ""


def is_silent(waiting: Iterable[Waiting], now: Moment, hours: int, people: int) -> bool:
    """Whether so many different people have waited so many hours for what they need (VOI-8)."""
    long = {one.worker_id for one in waiting if now - one.asked_at >= Span(hours=hours)}
    return len(long) >= people


def median_wait(waits: Sequence[Span]) -> Span | None:
    """The middle of the waits, the lower of two; None without any. Those still waiting count with
    their wait until now, so that silence does not look like quick answers."""
    return sorted(waits)[(len(waits) - 1) // 2] if waits else None

"""How long people work in a day: what they set themselves, and the cap and rest for all (ASG-8).

A day is the 24 hours before the last work, so that no time zone and no midnight changes it; a rest
of the agreed length begins a new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ouvrage.base.moment import Moment, Span

DAY = Span(hours=24)


@dataclass(frozen=True, slots=True)
class Worked:
    """Work between two moments, and how many seconds of it."""

    first_at: Moment
    last_at: Moment
    seconds: int


def worked_seconds(spans: Sequence[Worked], rest: Span) -> int:
    """The seconds worked in the 24 hours before the last work, since the last rest in them.

    `spans` are in their order.
    """
    total = 0
    for number, span in enumerate(reversed(spans)):
        later = spans[len(spans) - number] if number else None
        if later is not None and later.first_at - span.last_at >= rest:
            break
        if spans[-1].last_at - span.last_at >= DAY:
            break
        total += span.seconds
    return total


def rest_until(spans: Sequence[Worked], *, cap_seconds: int, rest: Span) -> Moment | None:
    """When work may go on, once the cap of a day is reached; None below it."""
    if not spans or worked_seconds(spans, rest) < cap_seconds:
        return None
    return spans[-1].last_at + rest


def free_again_at(spans: Sequence[Worked], *, cap_seconds: int, now: Moment) -> Moment | None:
    """When the seconds of the last 24 hours are below the cap again; None when they are now.

    An hour's seconds leave the count together, 24 hours after the last of them.
    """
    counted = [span for span in spans if span.last_at > now - DAY]
    total = sum(span.seconds for span in counted)
    if total < cap_seconds:
        return None
    for span in counted:
        total -= span.seconds
        if total < cap_seconds:
            return span.last_at + DAY
    return now + DAY


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """What a worker set for themselves; nothing set limits nothing.

    `day_from` and `day_until` are hours of the clock in their time zone.
    """

    hours_a_day: int | None
    day_from: int | None
    day_until: int | None
    time_zone: str


def own_limit_until(limits: OwnLimits, worked_today_seconds: int, now: Moment) -> Moment | None:
    """Until when the worker's own limits hold at this moment; None when they do not.

    >>> night = OwnLimits(None, 8, 20, "Europe/Paris")
    >>> own_limit_until(night, 0, datetime.fromisoformat("2026-01-05T21:30+00:00")).isoformat()
    '2026-01-06T07:00:00+00:00'
    """
    local = now.astimezone(ZoneInfo(limits.time_zone or "UTC"))
    if limits.day_from is not None and limits.day_until is not None:
        outside = not _is_within(local.hour, limits.day_from, limits.day_until)
        if outside:
            return _next_hour(local, limits.day_from)
    if limits.hours_a_day is not None and worked_today_seconds >= limits.hours_a_day * 3600:
        return _next_hour(local, 0)
    return None


def day_begin(time_zone: str, now: Moment) -> Moment:
    """When the worker's day began by their clock."""
    local = now.astimezone(ZoneInfo(time_zone or "UTC"))
    return _utc(local.replace(hour=0, minute=0, second=0, microsecond=0))


def _is_within(hour: int, first: int, last: int) -> bool:
    if first == last:
        return True
    if first < last:
        return first <= hour < last
    return hour >= first or hour < last


def _next_hour(local: datetime, hour: int) -> Moment:
    """The next time that the clock shows that full hour."""
    then = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return _utc(then if then > local else then + timedelta(days=1))


def _utc(moment: datetime) -> Moment:
    return moment.astimezone(ZoneInfo("UTC"))

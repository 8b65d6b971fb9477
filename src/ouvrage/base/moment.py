"""Time as Ouvrage keeps it: aware, in UTC, handed in from the door.

`now` is made once per request or job by `utc_now()` and travels as a parameter, so every rule can
be tested with a fixed instant. Durations are `Span`.

>>> from datetime import datetime, timezone
>>> require_aware(datetime(2026, 11, 22, 7, 0, tzinfo=timezone.utc)).isoformat()
'2026-11-22T07:00:00+00:00'
"""

from datetime import UTC, datetime, timedelta

Moment = datetime
Span = timedelta


def utc_now() -> Moment:
    """The present instant, aware, in UTC. Called by doors and jobs only."""
    return datetime.now(UTC)


def require_aware(moment: datetime) -> Moment:
    """The same instant in UTC; a naive datetime is a bug in the caller and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a Moment carries its time zone")
    return moment.astimezone(UTC)

"""Time as Ouvrage keeps it: aware, in UTC, handed in from the door.

`now` is made once per request or job by `utc_now()` and travels as a parameter, so every rule can
be tested with a fixed instant. Durations are `Span`.

>>> from datetime import datetime, timezone
>>> require_aware(datetime(2026, 11, 22, 7, 0, tzinfo=timezone.utc)).isoformat()
'2026-11-22T07:00:00+00:00'
"""

import re
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month in UTC.

    >>> Month.parse("2026-12").following
    Month(year=2027, number=1)
    """

    year: int
    number: int

    @classmethod
    def of(cls, moment: Moment) -> "Month":
        """The month that the instant falls in."""
        at = require_aware(moment)
        return cls(at.year, at.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month written as 2026-11; ValueError when it is none."""
        match = re.fullmatch(r"(2[0-9]{3})-(0[1-9]|1[0-2])", text, re.ASCII)
        if match is None:
            raise ValueError("a month is written as 2026-11")
        return cls(int(match[1]), int(match[2]))

    @property
    def start(self) -> Moment:
        """Its first instant."""
        return datetime(self.year, self.number, 1, tzinfo=UTC)

    @property
    def end(self) -> Moment:
        """The first instant after it."""
        return self.following.start

    @property
    def following(self) -> "Month":
        """The month after."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def written(moment: Moment) -> str:
    """The instant as sentences of refusals name it.

    >>> written(datetime(2026, 1, 5, 13, 0, tzinfo=UTC))
    '2026-01-05 13:00 UTC'
    """
    return f"{require_aware(moment):%Y-%m-%d %H:%M} UTC"

"""The least an hour may pay: the instance's own floor, or what a country asks for if that is more.

Minimum wages are facts with a date and an official source, living wages are figures with a date and
who published them; both stand in `minimum_wages.toml`, and an instance may name a file of its own
with more rows. Money of another currency is not compared: a row counts only
where it is in the currency the work is paid in (PAY-18, PAY-19).

>>> from datetime import date
>>> wage = minimum_wage(shipped(), "FR", "EUR", date(2026, 6, 1))
>>> wage and wage.micros_per_hour
12310000
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from ouvrage.base.money import Money

FILE = Path(__file__).with_name("minimum_wages.toml")
ROWS_MAX = 2_000
_KINDS = {"wages": False, "living_wages": True}
_COLUMNS = frozenset({"country", "currency", "per_hour", "since", "source", "address"})


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """What an hour of work pays at least in a country, from a day on, and which text says so.

    `living` is true of a living wage: no law asks for it, somebody found that life costs that much.
    """

    country: str
    currency: str
    micros_per_hour: int
    since: date
    source: str
    address: str
    living: bool = False

    @property
    def per_hour(self) -> Money:
        """The amount."""
        return Money(self.micros_per_hour, self.currency)


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor of one piece of work; `wage` is the minimum or living wage behind it, None for the
    instance's own floor."""

    micros_per_hour: int
    currency: str
    wage: MinimumWage | None

    @property
    def per_hour(self) -> Money:
        """The amount."""
        return Money(self.micros_per_hour, self.currency)


def read(text: bytes) -> tuple[MinimumWage, ...]:
    """The rows of a file of minimum wages, by country and day; ValueError says what is wrong."""
    try:
        found = tomllib.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"it is not TOML: {error}") from error
    if found.keys() - _KINDS.keys():
        raise ValueError("it holds tables called [[wages]] and [[living_wages]] and nothing else")
    wages = [wage for kind in _KINDS for wage in _rows(found.get(kind, []), kind)]
    wages.sort(key=_order)
    keys = [(wage.country, wage.currency, wage.since, wage.living) for wage in wages]
    doubled = sorted({key for key in keys if keys.count(key) > 1})
    if doubled:
        country, _, since, _ = doubled[0]
        raise ValueError(f"{country} has two rows for {since}")
    return tuple(wages)


def _order(wage: MinimumWage) -> tuple[str, date, bool]:
    return wage.country, wage.since, wage.living


def _rows(rows: object, kind: str) -> list[MinimumWage]:
    if not isinstance(rows, list) or len(rows) > ROWS_MAX:
        raise ValueError(f"it holds at most {ROWS_MAX} tables called [[{kind}]] and nothing else")
    return [replace(_row(row), living=_KINDS[kind]) for row in rows]


def _row(row: object) -> MinimumWage:
    if not isinstance(row, dict) or row.keys() != _COLUMNS:
        raise ValueError(f"each row has {', '.join(sorted(_COLUMNS))}, and nothing else")
    country, currency, since = row["country"], row["currency"], row["since"]
    if not _is_code(country, 2):
        raise ValueError(f"{country!r} is not a country: two capital letters, such as FR")
    if not _is_code(currency, 3):
        raise ValueError(f"{currency!r} is not a currency: three capital letters, such as EUR")
    if not isinstance(since, date) or isinstance(since, datetime):
        raise ValueError(f"{country}: since is a day, such as 2026-06-01")
    for name in ("source", "address"):
        if not isinstance(row[name], str) or not row[name].strip():
            raise ValueError(f"{country}, {since}: {name} names the official text")
    if not row["address"].startswith("https://"):
        raise ValueError(f"{country}, {since}: address begins with https://")
    return MinimumWage(
        country,
        currency,
        _micros(row["per_hour"], country, currency),
        since,
        row["source"].strip(),
        row["address"].strip(),
    )


def _is_code(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and value.isascii() and value.isupper()


def _micros(value: object, country: str, currency: str) -> int:
    try:
        micros = Money.parse(value if isinstance(value, str) else "", currency).micros
    except ValueError:
        micros = 0
    if micros <= 0:
        raise ValueError(f'{country}: per_hour is an amount in quotes, such as "12.31"')
    return micros


@cache
def shipped() -> tuple[MinimumWage, ...]:
    """The rows that come with the software."""
    return read(FILE.read_bytes())


def merged(base: Iterable[MinimumWage], own: Iterable[MinimumWage]) -> tuple[MinimumWage, ...]:
    """The rows of both; an instance's own row replaces one of the same kind, country and day."""
    rows = {(wage.country, wage.currency, wage.since, wage.living): wage for wage in (*base, *own)}
    return tuple(sorted(rows.values(), key=_order))


def minimum_wage(
    wages: Iterable[MinimumWage], country: str, currency: str, on: date
) -> MinimumWage | None:
    """The country's minimum wage in that currency on that day, or its living wage if that is more;
    None where no row says so."""
    latest: dict[bool, MinimumWage] = {}
    for wage in sorted(wages, key=_order):
        if wage.country == country and wage.currency == currency and wage.since <= on:
            latest[wage.living] = wage
    return max(latest.values(), key=lambda wage: wage.micros_per_hour, default=None)


def floor(
    wages: Sequence[MinimumWage],
    *,
    countries: Iterable[str],
    currency: str,
    on: date,
    instance_micros: int,
) -> Floor:
    """The highest of the instance's floor and what the countries ask for on that day."""
    found = [minimum_wage(wages, country, currency, on) for country in sorted(set(countries))]
    best = max(
        (wage for wage in found if wage is not None),
        key=lambda wage: wage.micros_per_hour,
        default=None,
    )
    if best is None or best.micros_per_hour < instance_micros:
        return Floor(instance_micros, currency, None)
    return Floor(best.micros_per_hour, currency, best)

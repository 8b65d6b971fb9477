"""The hours in which letters may come (NOT-1)."""

from datetime import UTC, datetime

import pytest

from ouvrage.voice.rules import (
    Window,
    is_away,
    is_open,
    kinds_refusals,
    next_open,
    next_opening,
    window_refusals,
    zones,
)

PARIS = Window("Europe/Paris", 8, 20)
NIGHT = Window("Indian/Antananarivo", 22, 4)


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("window", "now", "opened", "opens"),
    [
        (PARIS, at(5, 6, 59), False, at(5, 7)),
        (PARIS, at(5, 7), True, at(6, 7)),
        (PARIS, at(5, 18, 59), True, at(6, 7)),
        (PARIS, at(5, 19), False, at(6, 7)),
        (PARIS, at(28, 20, month=3), False, at(29, 6, month=3)),  # summer time begins that night
        (NIGHT, at(5, 19), True, at(6, 19)),
        (NIGHT, at(5, 23), True, at(6, 19)),
        (NIGHT, at(6, 1), False, at(6, 19)),
    ],
)
def test_window_is_local_time(window: Window, now: datetime, opened: bool, opens: datetime) -> None:
    assert is_open(window, now) is opened
    assert next_opening(window, now) == opens
    assert next_open(window, now) == (now if opened else opens)


@pytest.mark.parametrize(
    ("window", "codes"),
    [
        (PARIS, []),
        (NIGHT, []),
        (Window("Mars/Olympus", 8, 20), ["zone_unknown"]),
        (Window("UTC", 8, 8), ["window_not_valid"]),
        (Window("UTC", 8, 24), ["window_not_valid"]),
        (Window("UTC", -1, 20), ["window_not_valid"]),
    ],
)
def test_window_that_cannot_be_is_refused(window: Window, codes: list[str]) -> None:
    assert [refusal.code for refusal in window_refusals(window)] == codes


def test_kinds_are_those_of_the_catalogue() -> None:
    assert list(kinds_refusals(["payout_sent", "work_available"])) == []
    assert [refusal.code for refusal in kinds_refusals(["come_back"])] == ["message_kind_unknown"]


def test_zones_are_places_people_live_in() -> None:
    assert {"UTC", "Europe/Paris", "Asia/Kolkata", "Indian/Antananarivo"} <= set(zones())
    assert not any(name.startswith(("Etc/", "posix")) for name in zones())


@pytest.mark.parametrize(
    ("last", "away"), [(None, True), (at(1, 0), True), (at(2, 0), False), (at(31, 0), False)]
)
def test_absence_is_counted_from_the_last_log_in(last: datetime | None, away: bool) -> None:
    assert is_away(last, at(1, 0, month=2), 30) is away

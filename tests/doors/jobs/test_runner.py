"""What is due runs once; what fails waits and holds up nobody."""

import logging
import threading
from datetime import UTC, datetime

import pytest

from ouvrage.base.moment import Moment, Span
from ouvrage.jobs.runner import run_forever, run_pending
from ouvrage.jobs.schedule import SCHEDULE, Job
from ouvrage.journal.models import Schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Counted:
    """A job that remembers when it ran and handles one row each time."""

    def __init__(self) -> None:
        self.ran_at: list[Moment] = []

    def run(self, now: Moment) -> int:
        self.ran_at.append(now)
        return 1


def _broken(now: Moment) -> int:
    raise ZeroDivisionError("no divisor")


def test_due_job_runs_once_until_its_time_comes() -> None:
    counted = Counted()
    jobs = [Job("count", Span(seconds=10), counted.run)]
    assert run_pending(NOON, jobs=jobs) == {"count": 1}
    assert run_pending(NOON + Span(seconds=9), jobs=jobs) == {}
    assert run_pending(NOON + Span(seconds=10), jobs=jobs) == {"count": 1}
    assert counted.ran_at == [NOON, NOON + Span(seconds=10)]


def test_full_round_makes_the_job_due_again_at_once() -> None:
    counted = Counted()
    jobs = [Job("count", Span(seconds=10), counted.run, rows_max=1)]
    run_pending(NOON, jobs=jobs)
    assert run_pending(NOON, jobs=jobs) == {"count": 1}


def test_job_without_work_writes_nothing() -> None:
    jobs = [Job("idle", Span(seconds=1), _broken, has_work=lambda now: False)]
    assert run_pending(NOON, jobs=jobs) == {}
    assert not Schedule.objects.exists()


def test_failing_job_is_kept_logged_once_and_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    counted = Counted()
    jobs = [
        Job("broken", Span(seconds=10), _broken),
        Job("count", Span(seconds=1), counted.run),
    ]
    with caplog.at_level(logging.ERROR, logger="ouvrage.jobs"):
        assert run_pending(NOON, jobs=jobs) == {"count": 1}
        assert run_pending(NOON + Span(seconds=1), jobs=jobs) == {"count": 1}
    row = Schedule.objects.get(name="broken")
    assert (row.name, row.failures, row.last_error) == (
        "broken",
        2,
        "ZeroDivisionError: no divisor",
    )
    assert len(caplog.records) == 1


def test_every_scheduled_job_runs_on_an_empty_instance() -> None:
    handled = run_pending(NOON)
    assert set(handled) == {job.name for job in SCHEDULE} - {"deliver_outbox"}
    assert [row.last_error for row in Schedule.objects.all()] == [""] * len(handled)


@pytest.mark.django_db(transaction=True)
def test_runner_ends_when_it_is_told_to() -> None:
    stop = threading.Event()

    def run(now: Moment) -> int:
        stop.set()
        return 0

    run_forever(stop, jobs=[Job("last", Span(seconds=1), run)])
    assert stop.is_set()

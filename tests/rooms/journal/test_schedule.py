"""A periodic job belongs to one runner at a time."""

from datetime import UTC, datetime

import pytest

from ouvrage.base.moment import Span
from ouvrage.journal import actions, queries
from ouvrage.journal.models import Schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LEASE = Span(minutes=10)
MINUTE = Span(minutes=1)


def test_new_job_is_due_at_once() -> None:
    assert actions.claim_schedule(now=NOON, name="sweep", lease=LEASE) == NOON + LEASE


def test_claimed_job_is_refused_to_the_second_runner() -> None:
    actions.claim_schedule(now=NOON, name="sweep", lease=LEASE)
    assert actions.claim_schedule(now=NOON + MINUTE, name="sweep", lease=LEASE) is None


def test_finished_job_waits_for_its_time() -> None:
    claim = actions.claim_schedule(now=NOON, name="sweep", lease=LEASE)
    assert claim is not None
    assert actions.finish_schedule(name="sweep", claim=claim, due_at=NOON + MINUTE)
    assert actions.claim_schedule(now=NOON, name="sweep", lease=LEASE) is None
    assert queries.schedules_not_due(NOON) == {"sweep"}
    later = NOON + MINUTE
    assert queries.schedules_not_due(later) == set()
    assert actions.claim_schedule(now=later, name="sweep", lease=LEASE) == later + LEASE


def test_claim_of_a_dead_runner_ends_with_its_lease() -> None:
    lost = actions.claim_schedule(now=NOON, name="sweep", lease=LEASE)
    assert lost is not None
    after = NOON + LEASE
    assert actions.claim_schedule(now=after, name="sweep", lease=LEASE) == after + LEASE
    assert not actions.finish_schedule(name="sweep", claim=lost, due_at=after + MINUTE)
    assert [row.locked_until for row in Schedule.objects.all()] == [after + LEASE]


def test_failing_job_waits_longer_each_time_and_an_hour_at_most() -> None:
    now, pauses = NOON, []
    for failures in range(1, 15):
        claim = actions.claim_schedule(now=now, name="sweep", lease=LEASE)
        assert claim is not None
        assert failures == actions.fail_schedule(now=now, name="sweep", claim=claim, error="boom")
        row = Schedule.objects.get()
        pauses.append((row.due_at - now).total_seconds())
        now = row.due_at
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]
    row = Schedule.objects.get()
    assert (row.name, row.due_at, row.locked_until) == ("sweep", now, None)
    assert (row.failures, row.last_error) == (14, "boom")

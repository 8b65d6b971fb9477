"""What stands on the meter of sensitive tasks once a lease has ended: each second once (HLT-3)."""

from datetime import timedelta

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import TimeReport, TimeSubject
from ouvrage.pay.queries import seconds_measured
from ouvrage.pay.rules import TimeCategory
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.errors import (
    AlreadyReturned,
)
from ouvrage.work.models import Assignment
from ouvrage.work.queries import health
from ouvrage.work.rules import (
    Measured,
    StopKind,
    unmeasured,
)
from tests.factories.people import JOB, NOW
from tests.rooms.work.test_health import seen, sensitive, willing

pytestmark = pytest.mark.django_db


def test_a_lease_that_ended_counts_once_and_a_late_answer_what_came_after_it() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    at = NOW + timedelta(minutes=121)
    assert work.expire_leases(actor=JOB, now=at) == 1
    assert work.expire_leases(actor=JOB, now=at) == 0
    assert seen(actor, at) == 120 * 60
    at += timedelta(minutes=4)
    work.submit(
        actor=actor, now=at, assignment_id=held.id, answer={"money": "yes"}, active_seconds=7200
    )
    assert seen(actor, at) == 125 * 60


def page(held: Assignment, at: Moment, *minutes: tuple[int, int]) -> None:
    """The task's page measured that it was visible between these minutes since it was taken."""
    passed = int((at - held.taken_at).total_seconds())
    spans = [(passed - first * 60, passed - last * 60) for first, last in minutes]
    subject = TimeSubject(
        TimeCategory.TASK, held.taken_at, held.project_id, held.batch_id, "assignment", held.id
    )
    report = TimeReport(f"page {at}", 0, spans)
    pay.record_time(actor=Actor.person(held.worker_id), now=at, subject=subject, report=report)


def send_late(held: Assignment, at: Moment, minutes: int) -> int:
    """The seconds on the meter after the answer was sent, with the time that its page counted."""
    actor = Actor.person(held.worker_id)
    work.submit(
        actor=actor,
        now=at,
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=minutes * 60,
        measured=seconds_measured,
    )
    return seen(actor, at)


@pytest.mark.parametrize("measured", [seconds_measured, unmeasured])
def test_what_was_seen_before_the_lease_ended_counts_once_when_the_answer_is_late(
    measured: Measured,
) -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    page(held, NOW + timedelta(minutes=10), (0, 10))
    at = NOW + timedelta(minutes=121)
    work.expire_leases(actor=JOB, now=at, measured=seconds_measured)
    assert seen(actor, at) == 600
    at += timedelta(hours=1)
    work.submit(
        actor=actor,
        now=at,
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=600,
        measured=measured,
    )
    assert seen(actor, at) == 600
    assert health(actor.id, at).worked_seconds == 600


def test_a_late_answer_brings_what_its_page_had_not_told_when_the_lease_ended() -> None:
    """HLT-3: a page tells its time when it is left or sent."""
    batch = sensitive("violence")
    held = work.take(actor=willing(batch, "violence"), now=NOW, project_id=batch.project_id)
    page(held, NOW + timedelta(minutes=10), (0, 10))
    work.expire_leases(actor=JOB, now=NOW + timedelta(minutes=121), measured=seconds_measured)
    at = NOW + timedelta(minutes=130)
    page(held, at, (20, 115), (126, 130))
    assert send_late(held, at, minutes=109) == (10 + 95 + 4) * 60


def test_a_late_answer_counts_nothing_that_its_page_says_was_not_seen() -> None:
    """HLT-3: the clock had counted the whole lease, since no page had told anything."""
    batch = sensitive("violence")
    held = work.take(actor=willing(batch, "violence"), now=NOW, project_id=batch.project_id)
    work.expire_leases(actor=JOB, now=NOW + timedelta(minutes=121), measured=seconds_measured)
    at = NOW + timedelta(minutes=180)
    page(held, at, (0, 30))
    assert send_late(held, at, minutes=30) == 120 * 60


def test_a_late_answer_from_another_device_counts_what_both_measured() -> None:
    """HLT-3: the second device counts from its own beginning."""
    batch = sensitive("violence")
    held = work.take(actor=willing(batch, "violence"), now=NOW, project_id=batch.project_id)
    page(held, NOW + timedelta(minutes=10), (0, 10))
    work.expire_leases(actor=JOB, now=NOW + timedelta(minutes=121), measured=seconds_measured)
    at = NOW + timedelta(minutes=180)
    page(held, at, (177, 180))
    assert send_late(held, at, minutes=3) == 13 * 60


def test_a_task_returned_after_its_lease_counts_once_and_cannot_be_sent_any_more() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    page(held, NOW + timedelta(minutes=10), (0, 10))
    work.expire_leases(actor=JOB, now=NOW + timedelta(minutes=121), measured=seconds_measured)
    at = NOW + timedelta(minutes=130)
    page(held, at, (128, 130))
    for _ in range(2):
        work.return_assignment(
            actor=actor, now=at, assignment_id=held.id, measured=seconds_measured
        )
        assert seen(actor, at) == 12 * 60
    with pytest.raises(AlreadyReturned):
        send_late(held, at, minutes=12)
    assert seen(actor, at) == 12 * 60


def test_an_undeclared_category_named_after_the_lease_counts_and_the_others_once() -> None:
    """HLT-3: what stands on the meter of all categories together stands there already."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    page(held, NOW + timedelta(minutes=10), (0, 10))
    at = NOW + timedelta(minutes=121)
    work.expire_leases(actor=JOB, now=at, measured=seconds_measured)
    stop = StopDraft(StopKind.MISLABELLED, 600, sensitive=("hate",))
    pay.stop_task(actor=actor, now=at, assignment_id=held.id, draft=stop)
    found = {row.category: row.seconds for row in health(actor.id, at).exposures if row.seconds}
    assert found == {"violence": 600, "hate": 600}
    assert seen(actor, at) == 600


def test_a_lease_that_ended_and_is_stopped_afterwards_counts_once() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    at = NOW + timedelta(minutes=121)
    work.expire_leases(actor=JOB, now=at)
    pay.stop_task(
        actor=actor, now=at, assignment_id=held.id, draft=StopDraft(StopKind.WITHDRAWN, 600)
    )
    assert seen(actor, at) == 120 * 60

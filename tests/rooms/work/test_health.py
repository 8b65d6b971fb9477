"""Exposure, breaks, rest and limits of one's own (HLT-3, ASG-8)."""

from datetime import UTC, datetime, timedelta

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusals
from ouvrage.base.moment import Moment, Span
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import TimeReport, TimeSubject
from ouvrage.pay.models import Credit
from ouvrage.pay.queries import seconds_measured
from ouvrage.pay.rules import TimeCategory
from ouvrage.work import actions as work
from ouvrage.work import queries
from ouvrage.work.actions import StopDraft
from ouvrage.work.errors import (
    BreakDue,
    ExposureReached,
    NoBreakDue,
    OnBreak,
    OwnLimitReached,
    RestFirst,
)
from ouvrage.work.models import Assignment, Batch, Submission, WorkedHour
from ouvrage.work.queries import health
from ouvrage.work.rules import (
    OwnLimits,
    StopKind,
    Worked,
    free_again_at,
    rest_until,
    worked_seconds,
)
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.review import offer
from tests.factories.work import (
    begin_reading,
    fund,
    make_draft_batch,
    make_open_batch,
    make_project,
    ready,
)

pytestmark = pytest.mark.django_db
REST = Span(hours=11)
TEN_HOURS = 36_000


def hour(number: int, seconds: int) -> Worked:
    """Work in the whole hour of that number."""
    begin = NOW + timedelta(hours=number)
    return Worked(begin, begin + timedelta(hours=1), seconds)


def sensitive(*categories: str, tasks: int = 30, **changes: object) -> Batch:
    """A published batch with sensitive categories, leases of two hours."""
    batch = make_draft_batch(make_project(lease_seconds=7200, **changes), tasks)
    fund(batch.project.organisation_id)
    return pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id, sensitive=categories)


def willing(batch: Batch, *categories: str, minutes: int | None = None) -> Actor:
    """A worker who chose these categories."""
    actor = ready(make_worker(), batch)
    work.choose_sensitive(actor=actor, now=NOW, sensitive=categories, exposure_minutes=minutes)
    return actor


def do(actor: Actor, batch: Batch, begin: Moment, minutes: int) -> Moment:
    """The worker takes a task and sends it that many minutes later; returns when."""
    held: Assignment = work.take(actor=actor, now=begin, project_id=batch.project_id)
    end = begin + timedelta(minutes=minutes)
    work.submit(
        actor=actor,
        now=end,
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=minutes * 60,
    )
    return end


def test_ten_hours_without_rest_end_the_day() -> None:
    """ASG-8."""
    spans = [hour(number, 3600) for number in range(10)]
    assert worked_seconds(spans, REST) == TEN_HOURS
    assert rest_until(spans[:9], cap_seconds=TEN_HOURS, rest=REST) is None
    until = rest_until(spans, cap_seconds=TEN_HOURS, rest=REST)
    assert until == NOW + timedelta(hours=21)


def test_a_rest_begins_a_new_day_and_so_do_24_hours() -> None:
    """ASG-8."""
    rested = [*(hour(number, 3600) for number in range(9)), hour(20, 3600)]
    assert worked_seconds(rested, REST) == 3600
    spread = [hour(number, 1200) for number in range(0, 60, 3)]
    assert worked_seconds(spread, REST) == 8 * 1200


def test_the_hours_of_a_cap_leave_the_count_after_24_hours() -> None:
    spans = [hour(0, 2000), hour(1, 2000)]
    now = NOW + timedelta(hours=2)
    assert free_again_at(spans, cap_seconds=4001, now=now) is None
    assert free_again_at(spans, cap_seconds=3600, now=now) == NOW + timedelta(hours=25)
    assert free_again_at(spans, cap_seconds=2000, now=now) == NOW + timedelta(hours=26)


def test_nobody_takes_a_task_before_the_rest_is_over_and_what_they_hold_is_paid() -> None:
    """ASG-8."""
    batch = make_open_batch(tasks=20, lease_seconds=24 * 3600)
    other = make_open_batch(tasks=2)
    actor = ready(make_worker(), batch)
    ready_other = work.take(actor=ready_in(actor, other), now=NOW, project_id=other.project_id)
    at = NOW
    for _ in range(10):
        at = do(actor, batch, at, 60)
    with pytest.raises(RestFirst) as refused:
        do(actor, batch, at, 1)
    assert refused.value.params == {"hours": 10, "rest": 11, "at": "2026-01-06 06:00 UTC"}
    assert queries.offers(actor.id, now=at) == []
    work.submit(
        actor=actor, now=at, assignment_id=ready_other.id, answer={"m": "x"}, active_seconds=0
    )
    free = at + timedelta(hours=11)
    assert do(actor, batch, free, 1) == free + timedelta(minutes=1)


def ready_in(actor: Actor, batch: Batch) -> Actor:
    """The same worker, who has read the instructions of another project too."""
    begin_reading(actor, batch.project_id, NOW)
    pay.end_reading(actor=actor, now=NOW, project_id=batch.project_id, reported_seconds=1)
    return actor


def test_the_meter_counts_seconds_by_category() -> None:
    """HLT-3."""
    batch = sensitive("violence", "hate")
    actor = willing(batch, "violence", "hate")
    at = do(actor, batch, NOW, 10)
    found = {row.category: row.seconds for row in health(actor.id, at).exposures if row.seconds}
    assert found == {"violence": 600, "hate": 600}
    assert health(actor.id, at).together.seconds == 600


def test_the_meter_counts_what_is_in_hand() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert health(actor.id, NOW + timedelta(minutes=7)).together.seconds == 420


def test_the_page_cannot_count_more_than_the_clock() -> None:
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    work.submit(
        actor=actor,
        now=NOW + timedelta(seconds=30),
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=3000,
    )
    assert set(WorkedHour.objects.values_list("category", "seconds")) == {
        ("", 30), ("*", 30), ("violence", 30),
    }  # fmt: skip


def test_at_the_cap_other_work_is_still_offered() -> None:
    """HLT-3."""
    violent, calm = sensitive("violence"), make_open_batch()
    actor = willing(violent, "violence", minutes=20)
    at = do(actor, violent, NOW, 20)
    with pytest.raises(ExposureReached) as refused:
        work.take(actor=actor, now=at, project_id=violent.project_id)
    assert refused.value.params["at"] == "2026-01-06 09:20 UTC"
    shown = [row.project_id for row in queries.offers(actor.id, now=at)]
    assert shown == [calm.project_id]
    again = NOW + timedelta(hours=24, minutes=21)
    assert do(actor, violent, again, 1)


def test_nobody_chooses_more_than_the_agreed_cap() -> None:
    batch = sensitive("violence")
    with pytest.raises(Refusals) as refused:
        willing(batch, "violence", minutes=61)
    assert [(one.code, one.field) for one in refused.value.each()] == [
        ("out_of_range", "exposure_minutes")
    ]


def test_after_half_an_hour_a_paid_break_comes_first() -> None:
    """HLT-3: five minutes at the floor, paid by the batch."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    at = do(actor, batch, NOW, 30)
    with pytest.raises(BreakDue):
        work.take(actor=actor, now=at, project_id=batch.project_id)
    pause = pay.begin_break(actor=actor, now=at)
    assert pay.begin_break(actor=actor, now=at).id == pause.id
    credit = Credit.objects.get(kind="break")
    assert (credit.seconds, str(credit.pay), credit.batch_id) == (300, "1.025834 EUR", batch.id)
    with pytest.raises(OnBreak) as refused:
        work.take(actor=actor, now=at, project_id=batch.project_id)
    assert refused.value.params["at"] == "2026-01-05 09:35 UTC"
    assert do(actor, batch, at + timedelta(minutes=5), 1)


def test_no_break_is_paid_before_it_is_due() -> None:
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    at = do(actor, batch, NOW, 29)
    with pytest.raises(NoBreakDue):
        pay.begin_break(actor=actor, now=at)
    assert Credit.objects.count() == 0


def test_a_limit_of_ones_own_stops_until_midnight_or_until_it_is_lifted() -> None:
    """ASG-8."""
    batch = make_open_batch(tasks=9, lease_seconds=7200)
    actor = ready(make_worker(), batch)
    work.set_limits(actor=actor, now=NOW, limits=OwnLimits(1, None, None, "Europe/Paris"))
    at = do(actor, batch, NOW, 60)
    with pytest.raises(OwnLimitReached) as refused:
        work.take(actor=actor, now=at, project_id=batch.project_id)
    assert refused.value.params["at"] == "2026-01-05 23:00 UTC"
    work.lift_limits(actor=actor, now=at)
    assert do(actor, batch, at, 1)


def test_hours_of_the_day_are_those_of_the_workers_clock() -> None:
    """ASG-8."""
    batch = make_open_batch(tasks=9)
    actor = ready(make_worker(), batch)
    work.set_limits(actor=actor, now=NOW, limits=OwnLimits(None, 9, 12, "Indian/Antananarivo"))
    at = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    with pytest.raises(OwnLimitReached) as refused:
        work.take(actor=actor, now=at, project_id=batch.project_id)
    assert refused.value.params["at"] == "2026-01-06 06:00 UTC"
    assert do(actor, batch, datetime(2026, 1, 5, 8, 30, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("limits", "fields"),
    [
        (OwnLimits(11, None, None, ""), ["hours_a_day"]),
        (OwnLimits(None, 9, None, ""), ["day_until"]),
        (OwnLimits(None, None, None, "Mars/Olympus"), ["time_zone"]),
    ],
)
def test_limits_that_cannot_hold_are_refused(limits: OwnLimits, fields: list[str]) -> None:
    with pytest.raises(Refusals) as refused:
        work.set_limits(actor=Actor.person(make_worker().id), now=NOW, limits=limits)
    assert [one.field for one in refused.value.each()] == fields


def seen(actor: Actor, now: Moment) -> int:
    """The seconds on the worker's meter of sensitive tasks."""
    return health(actor.id, now).together.seconds


def test_a_sensitive_task_looked_at_and_returned_stands_on_the_meter() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    at = NOW
    for _ in range(2):
        held = work.take(actor=actor, now=at, project_id=batch.project_id)
        at += timedelta(minutes=14)
        work.return_assignment(actor=actor, now=at, assignment_id=held.id)
        work.return_assignment(actor=actor, now=at, assignment_id=held.id)
    assert seen(actor, at) == health(actor.id, at).stretch_seconds == 28 * 60
    assert health(actor.id, at).worked_seconds == 0


def test_what_the_page_measured_of_a_returned_task_counts_in_place_of_the_clock() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    at = NOW + timedelta(minutes=20)
    pay.record_time(
        actor=actor,
        now=at,
        subject=TimeSubject(
            TimeCategory.TASK, NOW, held.project_id, held.batch_id, "assignment", held.id
        ),
        report=TimeReport("page", 0, [(1200, 1110)]),
    )
    work.return_assignment(actor=actor, now=at, assignment_id=held.id, measured=seconds_measured)
    assert seen(actor, at) == 90


def test_a_rework_counts_from_its_beginning_and_not_from_its_offer() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    do(actor, batch, NOW, 1)
    again = offer(Submission.objects.get(), NOW + timedelta(minutes=2))
    at = NOW + timedelta(hours=6)
    assert seen(actor, at) == 60
    work.begin_rework(actor=actor, now=at, assignment_id=again.id)
    at += timedelta(minutes=3)
    assert seen(actor, at) == 60 + 180


def test_a_break_is_begun_after_tasks_left_without_an_answer() -> None:
    """HLT-3."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    at = NOW + timedelta(minutes=40)
    pay.stop_task(
        actor=actor, now=at, assignment_id=held.id, draft=StopDraft(StopKind.WITHDRAWN, 2400)
    )
    assert pay.begin_break(actor=actor, now=at).batch_id == batch.id


def test_a_break_that_is_due_while_a_task_is_in_hand_is_begun_and_paid_once() -> None:
    """HLT-3: what was seen before the break asks for no other one."""
    batch = sensitive("violence")
    actor = willing(batch, "violence")
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    at = NOW + timedelta(minutes=40)
    assert health(actor.id, at).break_due
    pause = pay.begin_break(actor=actor, now=at)
    assert pay.begin_break(actor=actor, now=at).id == pause.id
    at = pause.until + timedelta(minutes=2)
    assert health(actor.id, at).stretch_seconds == 120
    with pytest.raises(NoBreakDue):
        pay.begin_break(actor=actor, now=at)
    work.submit(
        actor=actor, now=at, assignment_id=held.id, answer={"money": "yes"}, active_seconds=2820
    )
    assert health(actor.id, at).stretch_seconds == 120
    assert seen(actor, at) == 47 * 60
    assert Credit.objects.filter(kind="break").count() == 1

"""What pages measured, what the server's clock knows, and what of a worker's day counts (PAY-1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.actions import TimeReport, TimeSubject
from ouvrage.pay.errors import IntervalImpossible, OutageOutside
from ouvrage.pay.models import TimeRecord
from ouvrage.pay.rules import TimeCategory, TimeSource
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Batch
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import begin_reading, make_open_batch, ready

pytestmark = pytest.mark.django_db
KEY = "a" * 32
DAY = timedelta(days=1)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def subject(held: Assignment) -> TimeSubject:
    return TimeSubject(
        TimeCategory.TASK, held.taken_at, held.project_id, held.batch_id, "assignment", held.id
    )


def take(actor: Actor, batch: Batch, after: float = 60) -> Assignment:
    return work.take(actor=actor, now=NOW + seconds(after), project_id=batch.project_id)


def send(actor: Actor, held: Assignment, after: float, reported: int | None = None) -> None:
    work.submit(
        actor=actor,
        now=NOW + seconds(after),
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=reported,
    )


def counted(actor: Actor, until: float = 7_200) -> dict[str, int]:
    found = queries.seconds_of_worker(actor.id, NOW, NOW + DAY, NOW + seconds(until))
    return {category.value: count for category, count in found.items()}


@pytest.fixture
def batch() -> Batch:
    return make_open_batch(tasks=5)


@pytest.fixture
def actor(batch: Batch) -> Actor:
    """A worker who has read the instructions for no time at all."""
    return ready(make_worker(), batch)


def report(*spans: tuple[int, int], first: int = 0, key: str = KEY) -> TimeReport:
    return TimeReport(key, first, spans)


def test_without_scripts_the_time_from_taking_to_sending_counts(actor: Actor, batch: Batch) -> None:
    send(actor, take(actor, batch, 60), 100)
    assert counted(actor) == {"task": 40}


def test_a_long_time_without_measurement_counts_up_to_a_bound(actor: Actor, batch: Batch) -> None:
    send(actor, take(actor, batch, 60), 3_000)
    assert counted(actor) == {"task": 300}


def test_what_the_page_measured_counts_in_place_of_the_clock(actor: Actor, batch: Batch) -> None:
    held = take(actor, batch, 0)
    at = NOW + seconds(2_000)
    pay.record_time(actor=actor, now=at, subject=subject(held), report=report((2_000, 1_950)))
    send(actor, held, 2_000)
    assert counted(actor) == {"task": 50}
    time = queries.time_of_worker(actor.id, NOW, NOW + DAY, at)
    (row,) = time.records
    assert (row.source, row.interval.seconds) == (TimeSource.BROWSER, 50)
    assert time.hidden_seconds == 1_950


def test_a_report_is_cut_to_the_task_and_never_reaches_into_the_future(
    actor: Actor, batch: Batch
) -> None:
    held = take(actor, batch, 60)
    told = report((5_000, 60), (50, 0), (1, 1))
    at = NOW + seconds(200)
    assert pay.record_time(actor=actor, now=at, subject=subject(held), report=told) == 2
    kept = [(row.started_at, row.ended_at) for row in TimeRecord.objects.order_by("position")]
    assert kept == [(NOW + seconds(60), NOW + seconds(140)), (NOW + seconds(150), at)]


def test_a_report_that_comes_twice_changes_nothing(actor: Actor, batch: Batch) -> None:
    held = take(actor, batch, 0)
    for delay in (100, 104):
        at = NOW + seconds(delay)
        pay.record_time(actor=actor, now=at, subject=subject(held), report=report((100, 0)))
    assert TimeRecord.objects.count() == 1
    more = report((40, 0), first=1)
    pay.record_time(actor=actor, now=NOW + seconds(200), subject=subject(held), report=more)
    send(actor, held, 200)
    assert counted(actor) == {"task": 200}


def test_a_record_cannot_be_changed_and_can_be_erased(actor: Actor, batch: Batch) -> None:
    held, at = take(actor, batch, 0), NOW + seconds(100)
    pay.record_time(actor=actor, now=at, subject=subject(held), report=report((90, 0)))
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeRecord.objects.update(ended_at=NOW + seconds(9_000))
    assert TimeRecord.objects.all().delete()[0] == 1


def test_a_report_is_one_statement(actor: Actor, batch: Batch) -> None:
    held, at = take(actor, batch, 0), NOW + seconds(100)
    told = report((90, 60), (50, 20), (10, 0))
    with CaptureQueriesContext(connection) as sent:
        pay.record_time(actor=actor, now=at, subject=subject(held), report=told)
    assert len(sent) == 1


def test_looking_for_work_counts_up_to_the_daily_cap(actor: Actor) -> None:
    now = NOW + seconds(4_000)
    search = TimeSubject(TimeCategory.SEARCH, NOW)
    pay.record_time(actor=actor, now=now, subject=search, report=report((3_600, 2_400)))
    time = queries.time_of_worker(actor.id, NOW, NOW + DAY, now)
    assert time.seconds == {TimeCategory.SEARCH: 600}
    assert time.over_cap_seconds == 600


def test_reading_counts_as_instruction_time_up_to_its_cap_without_measurement() -> None:
    batch = make_open_batch()
    actor = Actor.person(make_worker().id)
    reading = begin_reading(actor, batch.project_id, NOW)
    pay.end_reading(
        actor=actor, now=NOW + seconds(900), project_id=batch.project_id, reported_seconds=None
    )
    assert counted(actor) == {"instruction": reading.cap_seconds}


def test_two_tasks_at_once_count_once() -> None:
    first, second = make_open_batch(), make_open_batch()
    worker = make_worker()
    actor = ready(worker, first)
    ready(worker, second)
    one, two = take(actor, first, 0), take(actor, second, 0)
    send(actor, one, 100)
    send(actor, two, 100)
    time = queries.time_of_worker(actor.id, NOW, NOW + DAY, NOW + seconds(200))
    assert (time.total_seconds, time.overlap_seconds) == (100, 100)


def test_a_short_pause_between_two_tasks_of_a_project_counts(actor: Actor, batch: Batch) -> None:
    send(actor, take(actor, batch, 0), 40)
    send(actor, take(actor, batch, 340), 380)
    send(actor, take(actor, batch, 700), 740)
    time = queries.time_of_worker(actor.id, NOW, NOW + DAY, NOW + seconds(800))
    assert (time.total_seconds, time.gap_seconds) == (420, 300)


def test_a_returned_task_counts_until_it_was_returned(actor: Actor, batch: Batch) -> None:
    held = take(actor, batch, 0)
    work.return_assignment(actor=actor, now=NOW + seconds(70), assignment_id=held.id)
    assert counted(actor) == {"task": 70}


def test_a_power_cut_is_not_taken_for_work(actor: Actor, batch: Batch) -> None:
    held = take(actor, batch, 0)
    cut = {"started_at": NOW + seconds(20), "ended_at": NOW + seconds(1_000)}
    for _ in range(2):
        pay.tell_outage(actor=actor, now=NOW + seconds(1_010), assignment_id=held.id, **cut)
    send(actor, held, 1_030)
    assert counted(actor) == {"task": 50, "outage": 980}
    assert TimeRecord.objects.count() == 1


def test_a_power_cut_lies_within_the_time_of_the_workers_own_task(
    actor: Actor, batch: Batch
) -> None:
    held, later = take(actor, batch, 100), NOW + seconds(500)
    before = {"started_at": NOW, "ended_at": NOW + seconds(50)}
    with pytest.raises(OutageOutside):
        pay.tell_outage(actor=actor, now=later, assignment_id=held.id, **before)
    backwards = {"started_at": later, "ended_at": NOW}
    with pytest.raises(IntervalImpossible):
        pay.tell_outage(actor=actor, now=later, assignment_id=held.id, **backwards)
    stranger = Actor.person(make_worker().id)
    with pytest.raises(NotFound):
        pay.tell_outage(actor=stranger, now=later, assignment_id=held.id, **before)


def test_the_time_on_a_batch_is_a_union_for_each_worker(batch: Batch) -> None:
    people = [make_worker(), make_worker()]
    for number, person in enumerate(people):
        hand = ready(person, batch)
        send(hand, take(hand, batch, 60), 100 + number)
        send(hand, take(hand, batch, 110), 160)
    assert set(queries.batch_seconds(batch.id, NOW + DAY).values()) == {0}
    review.accept_all_pending(actor=JOB, now=NOW + DAY, batch_id=batch.id)
    found = queries.batch_seconds(batch.id, NOW + DAY)
    assert found == {people[0].id: 100, people[1].id: 100}


def test_days_are_those_of_utc_and_the_copy_holds_every_interval(
    actor: Actor, batch: Batch
) -> None:
    send(actor, take(actor, batch, 0), 100)
    send(actor, take(actor, batch, 86_400), 86_450)
    end = NOW + 2 * DAY
    days = queries.days_of_worker(actor.id, NOW, end, end)
    assert [(day.isoformat(), sum(sums.values())) for day, sums in days.items()] == [
        ("2026-01-06", 50),
        ("2026-01-05", 100),
    ]
    copied = list(queries.telemetry_of(actor.id, end))
    assert [(row["category"], row["seconds"]) for row in copied] == [("task", 100), ("task", 50)]

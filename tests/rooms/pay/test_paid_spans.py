"""No second of a worker is paid twice by credits and readings (PAY-1)."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db.models import Sum
from django.test import override_settings

from ouvrage.base.actor import Actor
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.actions import CreditDraft, TimeReport, TimeSubject
from ouvrage.pay.models import Credit, PaidSpan, Reading
from ouvrage.pay.queries import Worked
from ouvrage.pay.rules import CreditKind, TimeCategory
from ouvrage.pay.rules.time import place
from ouvrage.people.models import Person
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Assignment
from ouvrage.work.rules import StopKind
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.review import fill_guarantee
from tests.factories.work import begin_reading, make_open_batch, ready

pytestmark = pytest.mark.django_db
Spans = Sequence[tuple[int, int]]


def after(seconds: int):
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seconds", "seen", "paid", "spans", "lost"),
    [
        (100, [], [], [(0, 100)], 0),
        (30, [], [], [(0, 30)], 0),
        (30, [], [(0, 50)], [(50, 80)], 0),
        (100, [], [(0, 50), (40, 60)], [(60, 100)], 60),
        (100, [], [(-20, 200)], [], 100),
        (130, [], [(0, 100)], [], 100),
        (20, [(60, 80)], [], [(60, 80)], 0),
        (20, [(60, 80)], [(60, 70)], [(70, 80)], 10),
        (40, [(60, 80), (70, 80)], [(0, 10)], [(10, 30), (60, 80)], 0),
        (20, [(-60, -10)], [], [(0, 20)], 0),
        (0, [], [], [], 0),
    ],
)
def test_seconds_are_placed_where_nothing_was_paid(
    seconds: int, seen: Spans, paid: Spans, spans: Spans, lost: int
) -> None:
    assert place((0, 100), seconds, seen, paid) == (spans, lost)


def taken(worker: Person, tasks: int) -> list[Assignment]:
    """As many tasks of as many projects, in hand at once."""
    batches = [make_open_batch(tasks=2) for _ in range(tasks)]
    for batch in batches:
        ready(worker, batch)
    return [
        work.take(actor=Actor.person(worker.id), now=NOW, project_id=batch.project_id)
        for batch in batches
    ]


def broken(held: Assignment, seconds: int) -> Credit:
    """The task is reported as one that does not work, so many seconds after now."""
    stop = pay.stop_task(
        actor=Actor.person(held.worker_id),
        now=after(seconds),
        assignment_id=held.id,
        draft=StopDraft(StopKind.BROKEN, reason="missing_file"),
    )
    return Credit.objects.get(subject_id=stop.id)


def test_five_tasks_held_at_once_pay_the_time_of_one() -> None:
    """PAY-1, PAY-7"""
    fill_guarantee()
    worker = make_worker()
    credits = [broken(held, 1_200) for held in taken(worker, 5)]
    assert [credit.seconds for credit in credits] == [1_200, 0, 0, 0, 0]
    assert [credit.overlap_seconds for credit in credits] == [0, 1_200, 1_200, 1_200, 1_200]
    assert {credit.pay_micros for credit in credits[1:]} == {0}
    rows = queries.overlaps_of_worker(worker.id)
    assert [(row.kind, row.overlap_kind) for row in rows] == [("broken", "broken")] * 4
    assert queries.settlement_faults() == []


def test_seconds_that_another_batch_paid_are_no_work_for_the_audit() -> None:
    """PAY-1, PAY-3: an audit lifts nobody for time that was paid elsewhere."""
    fill_guarantee()
    worker = make_worker()
    credits = [broken(held, 1_200) for held in taken(worker, 3)]
    counted = [queries.batch_seconds(credit.batch_id, after(3_600)) for credit in credits]
    seconds = [each.get(worker.id, 0) for each in counted]
    assert seconds[0] > 0
    assert seconds[1:] == [0, 0]


def test_tasks_held_at_once_and_done_one_after_the_other_are_all_paid() -> None:
    fill_guarantee()
    first, second = taken(make_worker(), 2)
    assert broken(first, 300).seconds == 300
    credit = broken(second, 700)
    assert (credit.seconds, credit.overlap_seconds, credit.overlap_kind) == (400, 300, "broken")


def test_a_cap_takes_what_is_over_it_before_any_overlap_does() -> None:
    fill_guarantee()
    worker = make_worker()
    for start, cap, seconds, overlap in ((0, 600, 600, 0), (0, 600, 1_200, 0), (0, 900, 600, 300)):
        draft = CreditDraft(
            kind=CreditKind.BROKEN,
            subject_id=f"S{PaidSpan.objects.count()}",
            worker_id=worker.id,
            seconds=1_800,
            cap_seconds=cap,
            worked=Worked(after(start), after(1_800)),
        )
        credit = pay.credit_time(actor=JOB, now=after(1_800), draft=draft)
        assert (min(credit.seconds, cap), credit.overlap_seconds) == (min(seconds, cap), overlap)
    assert _paid_seconds(worker) == 1_800


def _paid_seconds(worker: Person) -> int:
    spans = PaidSpan.objects.filter(worker=worker).values_list("started_at", "ended_at")
    return sum(int((end - start).total_seconds()) for start, end in spans)


@override_settings(PLAY_MONEY=False)
def test_four_readings_at_once_pay_the_time_of_one() -> None:
    """PAY-1, PAY-4"""
    worker = make_worker()
    actor = Actor.person(worker.id)
    projects = [make_open_batch().project_id for _ in range(4)]
    for project_id in projects:
        begin_reading(actor, project_id, NOW)
    paid = [
        pay.end_reading(actor=actor, now=after(20), project_id=project_id, reported_seconds=20)
        for project_id in projects
    ]
    assert [reading.seconds for reading in paid] == [20, 0, 0, 0]
    assert [reading.overlap_kind for reading in paid] == ["", "reading", "reading", "reading"]
    assert queries.settlement_faults() == []


@override_settings(PLAY_MONEY=False)
def test_readings_one_after_the_other_are_all_paid() -> None:
    actor = Actor.person(make_worker().id)
    for number in range(3):
        project_id = make_open_batch().project_id
        begin_reading(actor, project_id, after(20 * number))
        pay.end_reading(
            actor=actor, now=after(20 * number + 20), project_id=project_id, reported_seconds=20
        )
    assert Reading.objects.aggregate(sum=Sum("seconds")) == {"sum": 60}


def measured(reading: Reading, at: int, spans: list[tuple[int, int]]) -> None:
    """The page of the reading says when it was in front."""
    subject = TimeSubject(
        TimeCategory.INSTRUCTION,
        reading.started_at,
        reading.project_id,
        reading.batch_id,
        "reading",
        reading.id,
    )
    report = TimeReport(reading.id.lower(), 0, spans)
    actor = Actor.person(reading.worker_id)
    pay.record_time(actor=actor, now=after(at), subject=subject, report=report)


@override_settings(PLAY_MONEY=False)
def test_what_the_pages_measured_decides_which_seconds_overlap() -> None:
    actor = Actor.person(make_worker().id)
    first, second = (begin_reading(actor, make_open_batch().project_id, NOW) for _ in range(2))
    measured(first, 100, [(100, 80)])
    measured(second, 100, [(60, 40)])
    for reading in (first, second):
        ended = pay.end_reading(
            actor=actor, now=after(100), project_id=reading.project_id, reported_seconds=20
        )
        assert (ended.seconds, ended.overlap_seconds) == (20, 0)
    spans = PaidSpan.objects.order_by("id").values_list("started_at", "ended_at")
    assert list(spans) == [(after(0), after(20)), (after(40), after(60))]


def test_a_reading_left_open_pays_what_its_page_measured() -> None:
    """PAY-4: leaving it pays no more than ending it would have."""
    actor = Actor.person(make_worker().id)
    reading = begin_reading(actor, make_open_batch().project_id, NOW)
    measured(reading, 9, [(9, 2)])
    assert pay.close_readings(actor=JOB, now=after(3_601)) == 1
    reading.refresh_from_db()
    assert (reading.seconds, reading.pay_micros) == (7, 23_937)


def test_readings_left_open_at_once_without_a_measure_pay_the_time_of_one() -> None:
    actor = Actor.person(make_worker().id)
    for second in range(4):
        project_id = make_open_batch().project_id
        begin_reading(actor, project_id, after(second))
    assert pay.close_readings(actor=JOB, now=after(3_700)) == 4
    assert [row.seconds for row in Reading.objects.order_by("id")] == [22, 1, 1, 1]


def test_time_claimed_beside_a_credit_is_paid_without_what_the_credit_paid() -> None:
    """PAY-1"""
    fill_guarantee()
    worker = make_worker()
    (held,) = taken(worker, 1)
    broken(held, 900)
    claim = pay.claim_time(
        actor=Actor.person(worker.id),
        now=after(1_200),
        draft=pay.ClaimDraft(
            "k", TimeCategory.TASK, NOW, after(1_000), "I worked on it.", project_id=held.project_id
        ),
    )
    pay.accept_claim(actor=JOB, now=after(1_300), claim_id=claim.id)
    assert Credit.objects.get(kind=CreditKind.CORRECTION).seconds == 100
    assert _paid_seconds(worker) == 1_000


def test_a_second_call_books_nothing_more() -> None:
    fill_guarantee()
    (held,) = taken(make_worker(), 1)
    first, again = broken(held, 60), broken(held, 90)
    assert (first.id, again.seconds, PaidSpan.objects.filter(kind="broken").count()) == (
        again.id,
        60,
        1,
    )

"""The first reading of instructions is paid time, once for each version (PAY-4)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.ledger import queries as ledger
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.errors import NoPaidReadingLeft, ReadersOutOfRange, ReadingNotBegun
from ouvrage.pay.models import Reading
from ouvrage.work import actions as work
from ouvrage.work.errors import BatchNotOpen
from ouvrage.work.models import Batch
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import INSTRUCTIONS, answer_one, begin_reading, make_open_batch, ready

pytestmark = pytest.mark.django_db
LONGER = replace(INSTRUCTIONS, goal="word " * 400)
# ceil(seconds * 12,310,000 / 3600) micro-units
CAP_SECONDS, CAP_PAY, TEN_SECONDS_PAY = 22, 75_228, 34_195

REWORDED = replace(INSTRUCTIONS, edge_cases=("Presents count as money.",))


def worker_of(batch: Batch) -> Actor:
    """A worker who has begun to read."""
    actor = Actor.person(make_worker().id)
    begin_reading(actor, batch.project_id, NOW)
    return actor


def due(actor: Actor) -> int:
    """What the worker is owed, in micro-units."""
    return ledger.due(actor.id, "EUR").micros


@pytest.mark.parametrize(
    ("reported", "seconds", "micros"),
    [
        (10, 10, TEN_SECONDS_PAY),
        (22, CAP_SECONDS, CAP_PAY),
        (9_999, CAP_SECONDS, CAP_PAY),
        (0, 0, 0),
        (-5, 0, 0),
        (None, CAP_SECONDS, CAP_PAY),
    ],
)
def test_reading_is_paid_by_the_second_up_to_the_cap(
    reported: int | None, seconds: int, micros: int
) -> None:
    batch = make_open_batch()
    actor = worker_of(batch)
    later = NOW + timedelta(minutes=5)
    paid = pay.end_reading(
        actor=actor, now=later, project_id=batch.project_id, reported_seconds=reported
    )
    assert (paid.state, paid.seconds, paid.pay_micros) == ("paid", seconds, micros)
    assert due(actor) == micros
    assert queries.settlement_faults() == []


@override_settings(PLAY_MONEY=False)
def test_no_more_is_paid_than_has_passed() -> None:
    batch = make_open_batch()
    actor = worker_of(batch)
    later = NOW + timedelta(seconds=9)
    pay.end_reading(actor=actor, now=later, project_id=batch.project_id, reported_seconds=9_999)
    assert due(actor) == TEN_SECONDS_PAY


def test_reading_is_paid_whether_the_worker_goes_on_or_not() -> None:
    batch = make_open_batch()
    declining = ready(make_worker(), batch)
    going_on = make_worker()
    answer_one(going_on, batch)
    assert due(declining) == due(Actor.person(going_on.id)) == TEN_SECONDS_PAY


def test_a_second_call_finds_the_first_reading() -> None:
    batch = make_open_batch()
    actor = worker_of(batch)
    again = begin_reading(actor, batch.project_id, NOW)
    assert Reading.objects.get().id == again.id
    for seconds in (10, 22):
        ended = pay.end_reading(
            actor=actor, now=NOW, project_id=batch.project_id, reported_seconds=seconds
        )
        assert ended.pay_micros == TEN_SECONDS_PAY
    assert due(actor) == TEN_SECONDS_PAY
    assert Batch.objects.get().readers_left == 9


def test_reading_that_was_not_begun_is_not_paid() -> None:
    batch = make_open_batch()
    with pytest.raises(ReadingNotBegun):
        pay.end_reading(
            actor=Actor.person(make_worker().id),
            now=NOW,
            project_id=batch.project_id,
            reported_seconds=10,
        )


def test_the_clock_pays_a_reading_that_no_page_measured_to_its_limit() -> None:
    batch = make_open_batch()
    actor = worker_of(batch)
    an_hour = NOW + timedelta(hours=1)
    assert pay.close_readings(actor=JOB, now=an_hour) == 0
    assert pay.close_readings(actor=JOB, now=an_hour + timedelta(seconds=1)) == 1
    assert pay.close_readings(actor=JOB, now=an_hour + timedelta(days=1)) == 0
    assert due(actor) == CAP_PAY
    assert work.take(actor=actor, now=an_hour, project_id=batch.project_id).state == "taken"


def test_the_clock_does_not_lead_back_to_a_version_before() -> None:
    batch = make_open_batch()
    actor = worker_of(batch)
    work.write_instructions(actor=JOB, now=NOW, project_id=batch.project_id, draft=REWORDED)
    begin_reading(actor, batch.project_id, NOW)
    pay.end_reading(actor=actor, now=NOW, project_id=batch.project_id, reported_seconds=10)
    later = NOW + timedelta(hours=2)
    assert pay.close_readings(actor=JOB, now=later) == 1
    assert due(actor) == TEN_SECONDS_PAY + CAP_PAY
    assert work.take(actor=actor, now=later, project_id=batch.project_id).state == "taken"


def test_a_new_version_is_paid_again() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    work.write_instructions(actor=JOB, now=NOW, project_id=batch.project_id, draft=REWORDED)
    begin_reading(actor, batch.project_id, NOW)
    pay.end_reading(actor=actor, now=NOW, project_id=batch.project_id, reported_seconds=10)
    assert due(actor) == 2 * TEN_SECONDS_PAY


def test_without_a_budget_nobody_reads_unpaid() -> None:
    batch = make_open_batch()
    for _ in range(10):
        worker_of(batch)
    with pytest.raises(NoPaidReadingLeft):
        worker_of(batch)
    assert Reading.objects.count() == 10


def test_a_project_without_money_to_read_is_offered_to_those_who_read_it() -> None:
    batch = make_open_batch()
    reader, declining = make_worker(), make_worker()
    actors = [ready(reader, batch), *(worker_of(batch) for _ in range(8))]
    assert [row.project_id for row in queries.offers(declining.id)] == [batch.project_id]
    actors.append(worker_of(batch))
    assert queries.offers(declining.id) == []
    assert [row.project_id for row in queries.offers(reader.id)] == [batch.project_id]
    assert [row.project_id for row in queries.offers(actors[-1].id)] == [batch.project_id]


def test_more_readings_are_paid_for_once_and_let_new_people_begin() -> None:
    batch = make_open_batch()
    for _ in range(10):
        worker_of(batch)
    before = ledger.available(batch.project.organisation_id, "EUR")
    for _ in range(2):
        pay.add_readings(actor=JOB, now=NOW, batch_id=batch.id, readers=2, client_key="k")
    cost = queries.quote_of_readings(batch, 2)
    assert (cost.total.micros, cost.answers.micros, cost.reserve.micros) == (
        2 * (CAP_PAY + 3_762),
        0,
        0,
    )
    assert before - ledger.available(batch.project.organisation_id, "EUR") == cost.total
    batch.refresh_from_db()
    assert (batch.readers_max, batch.readers_left) == (12, 2)
    for _ in range(2):
        worker_of(batch)
    with pytest.raises(NoPaidReadingLeft):
        worker_of(batch)


@pytest.mark.parametrize("readers", [0, -1, limits.READERS_MAX])
def test_number_of_more_readings_has_bounds(readers: int) -> None:
    batch = make_open_batch()
    with pytest.raises(ReadersOutOfRange) as refused:
        pay.add_readings(actor=JOB, now=NOW, batch_id=batch.id, readers=readers, client_key="k")
    assert refused.value.field == "readers"


def test_readings_of_an_ended_batch_cannot_be_added() -> None:
    batch = make_open_batch()
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    with pytest.raises(BatchNotOpen):
        pay.add_readings(actor=JOB, now=NOW, batch_id=batch.id, readers=1, client_key="k")


def test_what_readers_leave_of_the_budget_pays_other_readers() -> None:
    batch = make_open_batch()
    for _ in range(10):
        ready(make_worker(), batch)
    assert Batch.objects.get().readers_left == 0
    worker_of(batch)
    assert Reading.objects.count() == 11
    left = ledger.reserved_for_batch(batch.id, "EUR")
    assert left >= queries.needed(Batch.objects.select_related("project").get())


def test_longer_instructions_are_paid_while_the_budget_lasts_and_answers_stay_covered() -> None:
    batch = make_open_batch()
    work.write_instructions(actor=JOB, now=NOW, project_id=batch.project_id, draft=LONGER)
    readers = 0
    while readers < 20:
        try:
            worker_of(batch)
        except NoPaidReadingLeft:
            break
        readers += 1
        assert ledger.reserved_for_batch(batch.id, "EUR") >= queries.owed(batch)
    assert 0 < readers < 10


def test_an_ended_batch_still_pays_the_reading_that_goes_on() -> None:
    batch = make_open_batch()
    actor = worker_of(batch)
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    pay.end_reading(actor=actor, now=NOW, project_id=batch.project_id, reported_seconds=22)
    assert due(actor) == CAP_PAY
    assert ledger.reserved_for_batch(batch.id, "EUR").micros == 0
    with pytest.raises(NoPaidReadingLeft):
        worker_of(batch)

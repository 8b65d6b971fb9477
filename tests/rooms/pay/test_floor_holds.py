"""A floor that takes effect pauses what is priced under it; a price is raised, never lowered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusals
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.queries import book_faults, due, reserved_for_batch
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.errors import PriceNotRaised
from ouvrage.pay.models import FloorHold, PublishedTerms, UnpaidShare
from ouvrage.pay.rules.floors import shipped
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.errors import ProjectPaused
from ouvrage.work.models import Assignment, Batch, Project, Submission
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import (
    answer_one,
    make_draft_batch,
    make_open_batch,
    make_project,
    ready,
)

pytestmark = pytest.mark.django_db
JUNE: Moment = NOW.replace(month=6, day=2)


def euros(text: str) -> Money:
    return Money.parse(text, "EUR")


@pytest.fixture(autouse=True)
def low_floor(settings: Settings) -> None:
    """The instance's own floor is under the French minimum wage of both dates."""
    settings.FLOOR_MICROS_PER_HOUR = 10_000_000
    settings.UNPAID_SHARE_PERMILLE = 330


@pytest.fixture
def batch() -> Batch:
    """10 seconds at what the minimum wage of January asks for: 0.049835 EUR."""
    return make_open_batch(tasks=3, answers_per_task=1, reward="0.0499")


def check(now: Moment = JUNE) -> int:
    return pay.check_floors(actor=JOB, now=now)


def raised(batch: Batch, amount: str, now: Moment = JUNE) -> Project:
    return pay.raise_price(actor=JOB, now=now, project_id=batch.project_id, reward=euros(amount))


def test_publishing_asks_for_the_minimum_wage_of_the_organisations_country() -> None:
    """PAY-19: and names the price that would pass."""
    project = make_project(reward="0.04")
    waiting = make_draft_batch(project)
    with pytest.raises(Refusals) as caught:
        pay.publish_batch(actor=JOB, now=NOW, batch_id=waiting.id)
    (refusal,) = caught.value.each()
    assert refusal.code == "below_floor"
    assert refusal.params["floor"] == euros("12.02")
    assert refusal.params["least"] == euros("0.049835")
    assert "0.049835" in str(refusal)


def test_a_batch_is_published_under_the_floor_of_its_day(batch: Batch) -> None:
    assert PublishedTerms.objects.get().floor_micros_per_hour == 12_020_000
    assert check(NOW + timedelta(days=1)) == 0


def test_a_new_minimum_wage_pauses_what_is_priced_under_it_and_says_why(batch: Batch) -> None:
    assert (check(), check()) == (1, 0)
    hold = queries.floor_hold(batch.project_id)
    assert hold is not None
    assert (hold.floor, hold.least) == (euros("12.31"), euros("0.051037"))
    assert (hold.country, hold.since) == ("FR", date(2026, 6, 1))
    assert hold.source.startswith("Arrêté du 22 mai 2026")
    actor = ready(make_worker(), batch, JUNE)
    with pytest.raises(ProjectPaused):
        work.take(actor=actor, now=JUNE, project_id=batch.project_id)


def test_what_is_priced_at_the_new_floor_goes_on() -> None:
    make_open_batch(reward="0.06")
    assert check() == 0


def test_it_cannot_be_resumed_under_the_floor(batch: Batch) -> None:
    check()
    with pytest.raises(Refusals):
        pay.resume_project(actor=JOB, now=JUNE, project_id=batch.project_id)
    assert Project.objects.get().paused


def test_raising_the_price_resumes_and_pays_everybody_who_holds_a_task_more(
    batch: Batch,
) -> None:
    actor = ready(make_worker(), batch)
    held = work.take(actor=actor, now=JUNE, project_id=batch.project_id)
    check()
    project = raised(batch, "0.06")
    assert (project.reward, Project.objects.get().paused) == (euros("0.06"), False)
    assert FloorHold.objects.get().lifted_at == JUNE
    held.refresh_from_db()
    assert held.reward_micros == 60_000
    before = due(actor.id, "EUR")
    sent = work.submit(
        actor=actor,
        now=JUNE + timedelta(seconds=9),
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=9,
    )
    review.accept(actor=JOB, now=JUNE, project_id=batch.project_id, submission_ids=[sent.id])
    assert due(actor.id, "EUR") - before == euros("0.06")
    assert PublishedTerms.objects.get().floor_micros_per_hour == 12_310_000
    assert book_faults() == []


def test_a_raise_sets_aside_what_it_costs_and_every_answer_can_be_paid(batch: Batch) -> None:
    answer_one(make_worker(), batch)
    before = reserved_for_batch(batch.id, "EUR")
    raised(batch, "0.10")
    raised(batch, "0.10")
    grown = reserved_for_batch(batch.id, "EUR") - before
    assert grown >= euros("0.0501") * 3
    for _ in range(2):
        answer_one(make_worker(), batch, now=JUNE)
    accepted = review.accept_all_pending(actor=JOB, now=JUNE, batch_id=batch.id)
    assert accepted == 3
    assert book_faults() == []
    assert queries.settlement_faults() == []


def test_what_was_sent_keeps_its_price(batch: Batch) -> None:
    sent = answer_one(make_worker(), batch)
    raised(batch, "0.10")
    sent.refresh_from_db()
    assert sent.reward_micros == 49_900


def test_a_price_is_never_lowered_and_a_raise_reaches_the_floor(batch: Batch) -> None:
    with pytest.raises(PriceNotRaised):
        raised(batch, "0.03")
    with pytest.raises(Refusals):
        raised(batch, "0.0500")
    assert Project.objects.get().reward == euros("0.0499")


def test_a_raise_that_cannot_be_paid_changes_nothing(batch: Batch) -> None:
    held = work.take(actor=ready(make_worker(), batch), now=NOW, project_id=batch.project_id)
    with pytest.raises(InsufficientFunds):
        raised(batch, "900")
    assert Project.objects.get().reward == euros("0.0499")
    assert Assignment.objects.get(id=held.id).reward_micros == 49_900


@contextmanager
def raised_before(batch: Batch, table: str) -> Iterator[None]:
    """The price is raised right before the next statement that changes that table."""
    done: list[Project] = []

    def between(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if not done and sql.lstrip().startswith((f"INSERT INTO {table} ", f"UPDATE {table} ")):
            done.append(Project())
            done[0] = raised(batch, "0.10")
        return execute(sql, *rest)

    with connection.execute_wrapper(between):
        yield
    assert done[0].reward == euros("0.10")


@pytest.mark.parametrize("table", ["work_workerproject", "work_assignment"])
def test_a_price_raised_in_the_instant_of_a_take_is_what_the_task_pays(
    batch: Batch, table: str
) -> None:
    """PAY-18"""
    actor = ready(make_worker(), batch)
    with raised_before(batch, table):
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert held.reward_micros == 100_000
    assert Assignment.objects.get(id=held.id).reward_micros == 100_000


def test_a_price_raised_in_the_instant_of_a_send_is_what_the_answer_pays(batch: Batch) -> None:
    """PAY-18"""
    held = work.take(actor=ready(make_worker(), batch), now=NOW, project_id=batch.project_id)
    with raised_before(batch, "work_assignment"):
        sent = send(held)
    assert (sent.reward_micros, Submission.objects.get().reward_micros) == (100_000, 100_000)
    assert review.accept_all_pending(actor=JOB, now=JUNE, batch_id=batch.id) == 1
    assert book_faults() == []


def test_a_task_that_a_raise_could_not_see_pays_it_when_it_is_sent(batch: Batch) -> None:
    """PAY-18: its taking was not committed yet."""
    held = work.take(actor=ready(make_worker(), batch), now=NOW, project_id=batch.project_id)
    raised(batch, "0.10")
    Assignment.objects.filter(id=held.id).update(reward_micros=49_900)
    assert send(held).reward_micros == 100_000


def test_a_raise_is_set_aside_for_a_task_in_hand_of_a_batch_that_ended(batch: Batch) -> None:
    """PAY-18"""
    worker = make_worker()
    held = work.take(actor=ready(worker, batch), now=NOW, project_id=batch.project_id)
    other = make_draft_batch(Project.objects.get(id=batch.project_id))
    pay.publish_batch(actor=JOB, now=NOW, batch_id=other.id)
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    before = due(worker.id, "EUR")
    raised(batch, "0.90")
    send(held)
    assert review.accept_all_pending(actor=JOB, now=JUNE, batch_id=batch.id) == 1
    assert due(worker.id, "EUR") - before == euros("0.90")
    assert book_faults() == []
    assert queries.settlement_faults() == []


def send(held: Assignment) -> Submission:
    return work.submit(
        actor=Actor.person(held.worker_id),
        now=NOW + timedelta(seconds=9),
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=9,
    )


def test_the_measured_share_of_unpaid_time_counts_once_ten_people_have_worked(
    batch: Batch,
) -> None:
    """PAY-2: 0.33 until measured."""
    project = Project.objects.get()
    assert queries.floor_row(project, NOW).share_permille == 330
    share = UnpaidShare.objects.create(
        project_id=project.id, workers=9, seconds=1_000, unpaid_seconds=100, at=NOW
    )
    assert queries.floor_row(project, NOW).share_permille == 330
    share.workers = 10
    share.save()
    row = queries.floor_row(project, NOW)
    assert (row.share_permille, row.share_workers) == (100, 10)
    assert row.least == euros("0.037099")


def test_an_instance_names_minimum_wages_of_its_own(batch: Batch, settings: Settings) -> None:
    french = next(wage for wage in shipped() if wage.country == "FR")
    own = replace(french, micros_per_hour=20_000_000, since=date(2026, 7, 1))
    settings.MINIMUM_WAGES = (*shipped(), own)
    assert check(datetime(2026, 7, 2, tzinfo=NOW.tzinfo)) == 1
    assert FloorHold.objects.get().floor == euros("20")

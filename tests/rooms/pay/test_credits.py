"""Time that no accepted answer pays: once, from the batch's reserve, or owed (PAY-9)."""

import pytest
from django.test import override_settings

from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.actions import CreditDraft
from ouvrage.pay.rules import CreditKind
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.work.models import Batch
from tests.factories.contributions import EVERY_SCHEME, choose
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import make_open_batch

pytestmark = pytest.mark.django_db
MINUTE = 205_167  # ceil(60 * 12,310,000 / 3600)


@pytest.fixture
def batch() -> Batch:
    """Its quality reserve is 5 % of six rewards of 0.06 EUR: 18,000 micro-units."""
    return make_open_batch()


def credit(batch_id: str, worker: Person, seconds: int, subject: str = "A1", cap: int = 600) -> str:
    """The credit's state once the worker's time on the subject is credited."""
    draft = CreditDraft(CreditKind.BROKEN, subject, worker.id, seconds, cap, batch_id)
    return pay.credit_time(actor=JOB, now=NOW, draft=draft).state


def due(worker: Person) -> int:
    return ledger.due(worker.id, "EUR").micros


def guarantee(amount: str) -> None:
    recipes.fund_guarantee(
        actor=JOB, now=NOW, amount=Money.parse(amount, "EUR"), reference="coop", key="g"
    )


def test_the_quality_reserve_pays_time_at_the_floor_without_a_fee(batch: Batch) -> None:
    worker = make_worker()
    assert credit(batch.id, worker, 5) == "paid"
    assert due(worker) == 17_098  # ceil(5 * 12,310,000 / 3600)
    assert ledger.quality_of_batch(batch.id, "EUR").micros == 18_000 - 17_098
    assert dict(ledger.totals()).get("fee") is None
    assert (ledger.book_faults(), queries.settlement_faults()) == ([], [])


@pytest.mark.parametrize("seconds", [60, 61, 3_600])
def test_no_more_than_the_cap_is_paid(batch: Batch, seconds: int) -> None:
    guarantee("10")
    worker = make_worker()
    credit(batch.id, worker, seconds, cap=60)
    assert due(worker) == MINUTE


def test_the_same_subject_is_credited_once(batch: Batch) -> None:
    worker = make_worker()
    for seconds in (5, 5, 4):
        assert credit(batch.id, worker, seconds) == "paid"
    assert (due(worker), Entry.objects.filter(kind="time").count()) == (17_098, 1)
    (row,) = queries.credits_of_worker(worker.id)
    assert (row.kind, row.seconds, row.project_title) == ("broken", 5, "About money")


def test_the_guarantee_pays_when_the_reserve_is_short(batch: Batch) -> None:
    guarantee("1")
    worker = make_worker()
    assert credit(batch.id, worker, 60) == "paid"
    assert due(worker) == MINUTE
    assert ledger.quality_of_batch(batch.id, "EUR").micros == 0
    assert ledger.guarantee("EUR").micros == 1_000_000 - MINUTE + 18_000


def test_what_nobody_can_pay_stays_owed_until_somebody_can(batch: Batch) -> None:
    worker = make_worker()
    assert credit(batch.id, worker, 60) == "owed"
    assert (due(worker), queries.has_credits_owed(batch.id)) == (0, True)
    assert pay.pay_credits(actor=JOB, now=NOW) == 0
    assert [row.pay.micros for row in queries.credits_owed()] == [MINUTE]
    guarantee("1")
    assert pay.pay_credits(actor=JOB, now=NOW) == 1
    assert pay.pay_credits(actor=JOB, now=NOW) == 0
    assert (due(worker), queries.credits_owed()) == (MINUTE, [])
    assert (ledger.book_faults(), queries.settlement_faults()) == ([], [])


def test_a_credit_that_nothing_can_pay_holds_up_no_later_one(batch: Batch) -> None:
    """The first is more than the batch and the fund hold, whatever the size of a page."""
    first, second = make_worker(), make_worker()
    for worker, seconds, subject in ((first, 600, "A1"), (second, 60, "A2")):
        assert credit(batch.id, worker, seconds, subject) == "owed"
    guarantee("1")
    assert pay.pay_credits(actor=JOB, now=NOW, limit=1) == 1
    assert (due(first), due(second)) == (0, MINUTE)
    assert pay.pay_credits(actor=JOB, now=NOW, limit=1) == 0


@override_settings(**EVERY_SCHEME)
def test_time_is_paid_at_the_floor_of_the_workers_country_where_it_is_higher() -> None:
    """PAY-19: 13.90 EUR in Germany since 2026, where the batch was published at 12.31 EUR."""
    guarantee("1")
    batch, worker = make_open_batch(), make_worker()
    choose(worker, StatusKind.FOREIGN, country="DE")
    floor = queries.floor_of_worker(worker.id, NOW)
    assert (str(floor.per_hour), floor.wage and floor.wage.country) == ("13.90 EUR", "DE")
    credit(batch.id, worker, 60)
    assert queries.credits_of_worker(worker.id)[0].pay.micros == 231_667
    assert queries.floor_of_worker(make_worker().id, NOW).wage is None


def test_time_outside_any_batch_is_paid_by_the_guarantee() -> None:
    guarantee("1")
    worker = make_worker()
    assert credit("", worker, 60) == "paid"
    assert (due(worker), queries.credited("A1").micros) == (MINUTE, MINUTE)


def test_no_time_owes_nothing(batch: Batch) -> None:
    worker = make_worker()
    assert credit(batch.id, worker, 0) == "paid"
    assert (due(worker), Entry.objects.filter(kind="time").count()) == (0, 0)


@override_settings(CONTRIBUTION_SCHEME="percentage", CONTRIBUTION_PERMILLE=200)
def test_contributions_go_with_credited_time() -> None:
    batch = make_open_batch()
    credit(batch.id, make_worker(), 4)
    assert dict(ledger.totals())["contributions"].micros == 2_736  # ceil(13,678 * 0.2)

"""Time that no accepted answer pays: once, from the batch's reserve, or owed (PAY-9)."""

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

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


def test_what_nobody_can_pay_stays_owed_until_somebody_can() -> None:
    worker = make_worker()
    assert credit("", worker, 60) == "owed"
    assert due(worker) == 0
    assert pay.pay_credits(actor=JOB, now=NOW) == 0
    assert [row.owed.micros for row in queries.credits_owed()] == [MINUTE]
    guarantee("1")
    assert pay.pay_credits(actor=JOB, now=NOW) == 1
    assert pay.pay_credits(actor=JOB, now=NOW) == 0
    assert (due(worker), queries.credits_owed()) == (MINUTE, [])
    assert (ledger.book_faults(), queries.settlement_faults()) == ([], [])


def test_the_part_that_is_there_is_paid_at_once_and_the_rest_stays_owed(batch: Batch) -> None:
    worker = make_worker()
    assert credit(batch.id, worker, 60) == "owed"
    assert (due(worker), queries.credited("A1").micros) == (18_000, 18_000)
    assert ledger.quality_of_batch(batch.id, "EUR").micros == 0
    (row,) = queries.credits_owed()
    assert (row.pay.micros, row.owed.micros) == (MINUTE, MINUTE - 18_000)
    assert queries.earnings(worker.id).owed_time.micros == MINUTE - 18_000
    assert queries.has_credits_owed(batch.id)
    guarantee("0.05")
    assert pay.pay_credits(actor=JOB, now=NOW) == 1
    assert (due(worker), ledger.guarantee("EUR").micros) == (68_000, 0)
    recipes.fund_guarantee(
        actor=JOB, now=NOW, amount=Money.parse("1", "EUR"), reference="coop", key="more"
    )
    assert pay.pay_credits(actor=JOB, now=NOW) == 1
    assert (due(worker), queries.has_credits_owed(batch.id)) == (MINUTE, False)
    parts = Entry.objects.filter(kind="time").values_list("subject_id", flat=True)
    assert sorted(parts) == [row.id, f"{row.id}:1", f"{row.id}:2"]
    assert (ledger.book_faults(), queries.settlement_faults()) == ([], [])


def test_money_that_a_batch_does_not_need_any_more_leaves_it_for_time_that_is_owed() -> None:
    """An ended batch keeps nothing of its requester's back that it could pay a worker with."""
    batch, worker = make_open_batch(), make_worker()
    assert credit(batch.id, worker, 600) == "owed"
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    before = ledger.reserved_for_batch(batch.id, "EUR").micros
    top_up = ledger.topup_of_batch(batch.id, "EUR").micros
    assert pay.pay_credits(actor=JOB, now=NOW) == 1
    assert ledger.reserved_for_batch(batch.id, "EUR").micros == 0
    assert due(worker) == 18_000 + before + top_up
    assert pay.pay_credits(actor=JOB, now=NOW) == 0


def test_less_than_a_tenth_of_a_cent_waits_for_more() -> None:
    worker = make_worker()
    credit("", worker, 60)
    guarantee("0.000999")
    assert (pay.pay_credits(actor=JOB, now=NOW), due(worker)) == (0, 0)


def test_a_credit_that_nothing_can_pay_holds_up_no_later_one(batch: Batch) -> None:
    """The first one's batch and the fund hold nothing, whatever the size of a page."""
    first, second, third = make_worker(), make_worker(), make_worker()
    assert credit("", first, 600, "A1") == "owed"
    assert credit(batch.id, second, 60, "A2") == "owed"
    other = make_open_batch()
    assert credit(other.id, third, 60, "A3") == "owed"
    pay.end_batch(actor=JOB, now=NOW, batch_id=other.id)
    assert pay.pay_credits(actor=JOB, now=NOW, limit=1) == 1
    assert (due(first), due(second), due(third)) == (0, 18_000, MINUTE)
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


@override_settings(CONTRIBUTION_SCHEME="percentage", CONTRIBUTION_PERMILLE=200)
def test_a_part_leaves_room_for_the_contributions_that_go_with_it() -> None:
    worker, batch = make_worker(), make_open_batch()
    held = ledger.quality_of_batch(batch.id, "EUR").micros
    credit(batch.id, worker, 60)
    levied = dict(ledger.totals())["contributions"].micros
    assert (due(worker), levied, held) == (14_999, 3_000, 18_000)


owing = st.tuples(st.just("owe"), st.integers(1, 600))
filling = st.tuples(st.just("fill"), st.integers(1, 2_500_000))
permilles = st.sampled_from((0, 10, 220, 1_000))


class Parts(TestCase):
    """Any order of owing, filling and paying."""

    @given(permilles, st.lists(owing | filling, min_size=1, max_size=6))
    @settings(max_examples=25, deadline=None)
    def test_parts_never_pay_more_than_is_owed_nor_less_than_the_fund_holds(
        self, permille: int, steps: list[tuple[str, int]]
    ) -> None:
        """Oldest first, to the last cent of the fund, and whole once it holds enough."""
        levy = {"CONTRIBUTION_SCHEME": "percentage", "CONTRIBUTION_PERMILLE": permille}
        with override_settings(**levy):
            worker, owed = make_worker(), 0
            for number, (step, amount) in enumerate((*steps, ("fill", 40_000_000))):
                if step == "owe":
                    credit("", worker, amount, f"A{number}")
                    owed += -(-amount * 12_310_000 // 3600)
                else:
                    fund = Money(amount, "EUR")
                    words = {"reference": "coop", "key": f"fund {number}"}
                    recipes.fund_guarantee(actor=JOB, now=NOW, amount=fund, **words)
                    pay.pay_credits(actor=JOB, now=NOW)
                left = queries.earnings(worker.id).owed_time.micros
                assert due(worker) + left == owed
                # A crumb and what is levied on it, at the most twice of that, and some roundings.
                assert left == 0 or ledger.guarantee("EUR").micros < 2_010
                assert (ledger.book_faults(), queries.settlement_faults()) == ([], [])
            assert (due(worker), queries.credits_owed()) == (owed, [])

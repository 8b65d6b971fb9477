"""A worker's month says what the books say, to the micro-unit (PAY-13, STA-13)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ouvrage.base.moment import Moment, Month
from ouvrage.base.money import Money, total
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.ledger.recipes import Contribution
from ouvrage.pay.actions.payouts import ask_payout, return_payout
from ouvrage.pay.queries.receipts import receipt
from ouvrage.pay.queries.statements import MonthStatement, months_of_worker, statement
from ouvrage.pay.rules import ReturnReason
from ouvrage.people.models import Person
from tests.factories.money import choose_sepa, earn, earn_all, euros
from tests.factories.people import JOB, actor_of, make_operator, make_worker

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
LATER = datetime(2026, 6, 1, tzinfo=UTC)


def on(month: Month, day: int = 5) -> Moment:
    return month.start + timedelta(days=day - 1, hours=9)


@pytest.fixture
def worker() -> Person:
    return make_worker()


def of(worker: Person, month: Month) -> MonthStatement:
    return statement(worker.id, month, LATER)


def test_a_month_shows_each_kind_with_what_was_withheld_and_held(worker: Person) -> None:
    earn_all(
        worker,
        reward=euros("10"),
        now=on(JANUARY),
        contributions=(Contribution("percentage", "social", euros("0.1")),),
        withheld=(Contribution("micro", "sickness", euros("2.1")),),
        held=euros("0.4"),
        fee=euros("0.5"),
    )
    earn(worker, "1", now=on(JANUARY), kind="reading")
    month = of(worker, JANUARY)
    assert [(line.kind, line.count, str(line.gross), str(line.net)) for line in month.lines] == [
        ("reading", 1, "1.00 EUR", "1.00 EUR"),
        ("settle", 1, "10.00 EUR", "7.50 EUR"),
    ]
    assert [(str(month.gross), str(month.withheld), str(month.held), str(month.net))] == [
        ("11.00 EUR", "2.10 EUR", "0.40 EUR", "8.50 EUR")
    ]
    assert [
        (line.scheme, line.branch, str(line.requester), str(line.worker))
        for line in month.contributions
    ] == [
        ("micro", "sickness", "0.00 EUR", "2.10 EUR"),
        ("percentage", "social", "0.10 EUR", "0.00 EUR"),
    ]
    assert (month.closed, str(month.due_before), str(month.due_after)) == (
        True,
        "0.00 EUR",
        "8.50 EUR",
    )


def test_what_was_held_is_freed_in_the_month_its_rate_came(worker: Person) -> None:
    """STA-4: held, not lost."""
    earn_all(worker, reward=euros("10"), now=on(JANUARY), held=euros("4"))
    recipes.free_held(
        actor=JOB,
        now=on(FEBRUARY),
        worker_id=worker.id,
        amount=euros("4"),
        contributions=[Contribution("micro", "sickness", euros("2.1"))],
        key="rate",
    )
    january, february = of(worker, JANUARY), of(worker, FEBRUARY)
    assert (str(january.held), str(january.net)) == ("4.00 EUR", "6.00 EUR")
    (line,) = february.lines
    assert (line.kind, str(line.gross), str(line.withheld), str(line.held), str(line.net)) == (
        "free_held",
        "0.00 EUR",
        "2.10 EUR",
        "-4.00 EUR",
        "1.90 EUR",
    )


def test_payouts_are_shown_in_the_month_they_left_and_came_back(worker: Person) -> None:
    earn(worker, "5.004", now=on(JANUARY))
    choose_sepa(worker, now=on(JANUARY))
    payout = ask_payout(actor=actor_of(worker), now=on(JANUARY), client_key="k")
    return_payout(
        actor=actor_of(make_operator()),
        now=on(FEBRUARY),
        payout_id=payout.id,
        reason=ReturnReason.NOT_SENT,
        explanation="The bank was closed.",
    )
    january, february = of(worker, JANUARY), of(worker, FEBRUARY)
    assert (str(january.paid_out), str(january.due_after)) == ("5.00 EUR", "0.004 EUR")
    assert (february.lines, str(february.returned)) == ((), "5.00 EUR")
    assert str(february.due_after) == "5.004 EUR"


def test_a_closed_month_does_not_change_when_more_is_decided_later(worker: Person) -> None:
    """An appeal that is won after the month's end is in its own month."""
    earn(worker, "5", now=on(JANUARY))
    before = of(worker, JANUARY)
    earn(worker, "7", now=on(FEBRUARY))
    assert of(worker, JANUARY) == before
    assert str(of(worker, FEBRUARY).gross) == "7.00 EUR"


def test_the_month_that_runs_has_a_statement_too(worker: Person) -> None:
    earn(worker, "5", now=on(JANUARY))
    running = statement(worker.id, JANUARY, on(JANUARY, 20))
    assert (running.closed, str(running.net)) == (False, "5.00 EUR")


def test_months_go_from_the_first_money_to_now(worker: Person) -> None:
    assert months_of_worker(worker.id, LATER) == []
    earn(worker, "5", now=on(Month(2025, 12)))
    months = months_of_worker(worker.id, on(FEBRUARY))
    assert months == [FEBRUARY, JANUARY, Month(2025, 12)]


def test_pay_per_hour_is_over_time_that_counts(worker: Person) -> None:
    month = MonthStatement(JANUARY, "EUR", True, (), (), *[Money.zero("EUR")] * 4, seconds={})
    assert str(month.gross_per_hour) == "0.00 EUR"


def test_a_receipt_leads_from_the_price_to_what_became_due(worker: Person) -> None:
    """TRA-8: each step is what the books moved."""
    subject = earn_all(
        worker,
        reward=euros("10"),
        contributions=(Contribution("percentage", "social", euros("0.1")),),
        withheld=(Contribution("micro", "sickness", euros("2.1")),),
        held=euros("0.4"),
        fee=euros("0.5"),
    )
    found = receipt(subject)
    assert found is not None
    assert [str(found.price), str(found.fee), str(found.on_top), str(found.reward)] == [
        "10.60 EUR",
        "0.50 EUR",
        "0.10 EUR",
        "10.00 EUR",
    ]
    assert [str(found.withheld), str(found.held), str(found.net)] == [
        "2.10 EUR",
        "0.40 EUR",
        "7.50 EUR",
    ]
    assert found.price == found.fee + found.on_top + found.reward
    assert receipt("S" * 26) is None


STEPS = st.lists(
    st.tuples(
        st.integers(0, 200),
        st.sampled_from(["earn", "earn", "withhold", "hold", "free", "pay_out", "return"]),
        st.integers(1, 9_000_000),
    ),
    max_size=25,
)


class TestManyMonths(TestCase):
    """Whatever happens on whichever day, the months together are the ledger's statement."""

    @settings(max_examples=40)
    @given(steps=STEPS)
    def test_the_months_together_are_what_the_ledger_says(
        self, steps: list[tuple[int, str, int]]
    ) -> None:
        worker, operator = make_worker(), make_operator()
        choose_sepa(worker, now=JANUARY.start)
        for number, (day, kind, micros) in enumerate(sorted(steps)):
            _act(worker, operator, JANUARY.start + timedelta(days=day), kind, micros, number)
        months = [of(worker, Month.of(JANUARY.start + timedelta(days=31 * n))) for n in range(7)]
        rows = ledger.statement_of_worker(worker.id, limit=10_000)
        for month in months:
            assert month.due_before + month.net + month.returned - month.paid_out == (
                month.due_after
            )
        moved = [month.net + month.returned - month.paid_out for month in months]
        assert total(moved, "EUR") == total([row.amount for row in rows], "EUR")
        assert months[-1].due_after == ledger.due(worker.id, "EUR")
        assert total([month.held for month in months], "EUR") == ledger.held(worker.id, "EUR")
        paid = [line.worker for month in months for line in month.contributions]
        assert total([month.withheld for month in months], "EUR") == total(paid, "EUR")


def _act(
    worker: Person, operator: Person, now: Moment, kind: str, micros: int, number: int
) -> None:
    amount, third = Money(micros, "EUR"), Money(micros // 3, "EUR")
    if kind in {"earn", "withhold", "hold"}:
        withheld = (Contribution("micro", "sickness", third),) if kind == "withhold" else ()
        held = third if kind == "hold" and third else None
        earn_all(worker, reward=amount, now=now, withheld=withheld, held=held)
    elif kind == "free" and third and ledger.held(worker.id, "EUR") >= amount:
        recipes.free_held(
            actor=JOB,
            now=now,
            worker_id=worker.id,
            amount=amount,
            contributions=[Contribution("micro", "sickness", third)],
            key=str(number),
        )
    elif kind == "pay_out" and ledger.due(worker.id, "EUR") >= euros("1"):
        ask_payout(actor=actor_of(worker), now=now, client_key=str(number))
    elif kind == "return":
        for payout_id in ledger.transit_balances():
            return_payout(
                actor=actor_of(operator),
                now=now,
                payout_id=payout_id,
                reason=ReturnReason.NOT_SENT,
                explanation="Not yet.",
            )

"""Time, top-ups, appeals, payouts and remittances: each moves what it says, once, or nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction

from ouvrage.base.money import Money
from ouvrage.ledger import queries, recipes
from ouvrage.ledger.errors import InsufficientFunds, KeyUsedOtherwise
from ouvrage.ledger.models import Entry, Transfer
from ouvrage.ledger.recipes import Contribution, Earning, LateEarning, Share, Shares, Source
from tests.factories.people import JOB, NOW

pytestmark = pytest.mark.django_db
ORGANISATION, PROJECT, BATCH, WORKER = "O" * 26, "P" * 26, "B" * 26, "W" * 26


def euros(text: str) -> Money:
    return Money.parse(text, "EUR")


def earning(subject: str = "S1", reward: str = "1", fee: str = "0") -> Earning:
    social = (Contribution("percentage", "social", euros("0.2")),)
    return Earning("submission", subject, BATCH, PROJECT, WORKER, euros(reward), social, euros(fee))


@pytest.fixture(autouse=True)
def _funds() -> None:
    """A batch with 3 EUR reserved, 2 EUR for time and 1.20 EUR for the floor, and a fund of 5."""
    recipes.deposit(
        actor=JOB,
        now=NOW,
        organisation_id=ORGANISATION,
        amount=euros("10"),
        reference="r",
        key="d",
    )
    recipes.reserve(
        actor=JOB,
        now=NOW,
        organisation_id=ORGANISATION,
        project_id=PROJECT,
        batch_id=BATCH,
        shares=Shares(euros("3"), euros("2"), euros("1.2")),
        key="p",
    )
    recipes.fund_guarantee(actor=JOB, now=NOW, amount=euros("5"), reference="vote", key="g")


def due() -> str:
    return queries.due(WORKER, "EUR").decimal()


def pay_out(payout: str, amount: str) -> bool:
    return recipes.pay_out(
        actor=JOB, now=NOW, payout_id=payout, worker_id=WORKER, amount=euros(amount)
    )


def confirm(payout: str, amount: str) -> bool:
    return recipes.confirm_payout(
        actor=JOB, now=NOW, payout_id=payout, amount=euros(amount), reference="E2E"
    )


def send_back(payout: str, amount: str) -> bool:
    return recipes.return_payout(
        actor=JOB,
        now=NOW,
        payout_id=payout,
        worker_id=WORKER,
        amount=euros(amount),
        reason="account closed",
    )


def remit(amount: str, key: str = "q1") -> None:
    recipes.remit(
        actor=JOB,
        now=NOW,
        scheme="percentage",
        branch="social",
        amount=euros(amount),
        reference="quarter",
        key=key,
    )


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (Source.QUALITY, lambda: queries.quality_of_batch(BATCH, "EUR")),
        (Source.GUARANTEE, lambda: queries.guarantee("EUR")),
        (Source.RESERVED, lambda: queries.reserved_for_batch(BATCH, "EUR")),
    ],
)
def test_time_is_paid_once_from_its_source(source: Source, left: Callable[[], Money]) -> None:
    before = left()
    shares = [Share(source, earning().cost)]
    assert recipes.pay_time(actor=JOB, now=NOW, earning=earning(), shares=shares) == 1
    assert recipes.pay_time(actor=JOB, now=NOW, earning=earning(), shares=shares) == 0
    assert (due(), str(before - left())) == ("1.00", "1.20 EUR")
    assert queries.book_faults() == []


def test_several_sources_pay_one_time_together() -> None:
    """1 EUR and 0.20 EUR of contributions, of which the last 0.50 EUR come from the fund."""
    shares = [
        Share(Source.QUALITY, euros("0.4")),
        Share(Source.RESERVED, euros("0.3")),
        Share(Source.GUARANTEE, euros("0.5")),
    ]
    assert recipes.pay_time(actor=JOB, now=NOW, earning=earning(), shares=shares) == 1
    moves = Transfer.objects.filter(entry__kind="time").order_by("id")
    assert list(moves.values_list("source__kind", "target__kind", "micros")) == [
        ("quality", "due", 400_000),
        ("reserved", "due", 300_000),
        ("guarantee", "due", 300_000),
        ("guarantee", "contributions", 200_000),
    ]
    assert queries.book_faults() == []


def test_one_source_that_is_short_moves_nothing() -> None:
    shares = [Share(Source.GUARANTEE, euros("0.1")), Share(Source.TOPUP, euros("1.3"))]
    dear = earning(reward="1.2")
    with pytest.raises(InsufficientFunds), transaction.atomic():
        recipes.pay_time(actor=JOB, now=NOW, earning=dear, shares=shares)
    assert (due(), str(queries.guarantee("EUR"))) == ("0.00", "5.00 EUR")


def test_a_top_up_comes_from_what_was_set_aside_for_the_floor() -> None:
    assert recipes.top_up(actor=JOB, now=NOW, earning=earning()) == 1
    with pytest.raises(InsufficientFunds):
        recipes.top_up(actor=JOB, now=NOW, earning=earning("S2"))
    assert (due(), str(queries.topup_of_batch(BATCH, "EUR"))) == ("1.00", "0.00 EUR")


def overturn(reward: str = "1", interest: str = "0.01", source: Source = Source.RESERVED) -> int:
    return recipes.overturn(
        actor=JOB,
        now=NOW,
        late=[LateEarning(earning(reward=reward), euros(interest))],
        source=source,
        interest_source=Source.QUALITY,
    )


def test_a_won_appeal_pays_the_reward_and_interest_in_one_entry() -> None:
    """DEC-3."""
    assert (overturn(), overturn()) == (1, 0)
    moves = Transfer.objects.filter(entry__kind="overturn").order_by("id")
    assert list(moves.values_list("source__kind", "target__kind", "micros")) == [
        ("reserved", "due", 1_000_000),
        ("reserved", "contributions", 200_000),
        ("quality", "due", 10_000),
    ]


def test_an_answer_is_settled_or_overturned_and_never_both() -> None:
    assert overturn() == 1
    assert recipes.settle(actor=JOB, now=NOW, earnings=[earning()]) == 0
    assert due() == "1.01"


def test_a_payout_is_on_its_way_then_arrives() -> None:
    recipes.settle(actor=JOB, now=NOW, earnings=[earning()])
    assert (pay_out("A", "0.9"), pay_out("A", "0.9")) == (True, False)
    assert (due(), str(queries.in_transit(["A"], "EUR"))) == ("0.10", "0.90 EUR")
    assert (confirm("A", "0.9"), confirm("A", "0.9")) == (True, False)
    assert str(queries.in_transit(["A"], "EUR")) == "0.00 EUR"
    assert (due(), queries.book_faults()) == ("0.10", [])


def test_a_payout_that_had_arrived_comes_back_from_outside_by_way_of_transit() -> None:
    recipes.settle(actor=JOB, now=NOW, earnings=[earning()])
    pay_out("A", "0.9")
    confirm("A", "0.9")
    assert (send_back("A", "0.9"), send_back("A", "0.9")) == (True, False)
    moves = Transfer.objects.filter(entry__kind="return").order_by("id")
    assert list(moves.values_list("source__kind", "target__kind", "micros")) == [
        ("play", "transit", 900_000),
        ("transit", "due", 900_000),
    ]
    assert (due(), str(queries.in_transit(["A"], "EUR"))) == ("1.00", "0.00 EUR")
    assert (confirm("A", "0.9"), queries.book_faults()) == (False, [])


def test_a_payout_that_came_back_is_due_again_and_cannot_arrive_any_more() -> None:
    recipes.settle(actor=JOB, now=NOW, earnings=[earning()])
    pay_out("A", "1")
    assert (send_back("A", "1"), send_back("A", "1")) == (True, False)
    assert due() == "1.00"
    with pytest.raises(InsufficientFunds):
        confirm("A", "1")
    assert queries.book_faults() == []


def test_nobody_is_paid_out_more_than_is_due() -> None:
    recipes.settle(actor=JOB, now=NOW, earnings=[earning()])
    with pytest.raises(InsufficientFunds):
        pay_out("A", "1.01")
    assert (due(), Entry.objects.filter(kind="payout").count()) == ("1.00", 0)


def test_contributions_leave_to_their_collector_once_and_no_more_than_there_are() -> None:
    """STA-3."""
    recipes.settle(actor=JOB, now=NOW, earnings=[earning("S1"), earning("S2")])
    for _ in range(2):
        remit("0.3")
    with pytest.raises(InsufficientFunds):
        remit("0.2", key="q2")
    with pytest.raises(KeyUsedOtherwise):
        remit("0.1")
    remit("0.1", key="q2")
    assert queries.contributions_due("percentage", "social", "EUR") == euros("0")
    assert queries.contributions() == [("percentage", "social", euros("0"))]
    assert queries.book_faults() == []


def test_what_was_held_is_split_once_its_rate_is_known() -> None:
    """STA-4: held, not lost."""
    paid = earning()
    recipes.settle(
        actor=JOB,
        now=NOW,
        earnings=[replace(paid, held=euros("0.3"))],
    )
    assert (due(), str(queries.held(WORKER, "EUR"))) == ("0.70", "0.30 EUR")
    for _ in range(2):
        recipes.free_held(
            actor=JOB,
            now=NOW,
            worker_id=WORKER,
            amount=euros("0.3"),
            contributions=[Contribution("micro_fr", "sickness", euros("0.21"))],
            key="2026-11",
        )
    assert (due(), str(queries.held(WORKER, "EUR"))) == ("0.79", "0.00 EUR")
    assert queries.contributions_due("micro_fr", "sickness", "EUR") == euros("0.21")
    assert queries.book_faults() == []

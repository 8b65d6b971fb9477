"""Every recipe moves what it says, once, or nothing at all."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from ouvrage.base.money import Money
from ouvrage.journal.models import Event
from ouvrage.ledger import queries, recipes
from ouvrage.ledger.errors import (
    AmountNotPositive,
    InsufficientFunds,
    KeyUsedOtherwise,
    PlayMoneyOff,
    WrongCurrency,
)
from ouvrage.ledger.models import Account, AccountKind, Entry, Transfer
from ouvrage.ledger.recipes import Contribution, Earning, Shares
from ouvrage.ledger.rules import Move, Place
from tests.factories.people import JOB, NOW

pytestmark = pytest.mark.django_db
ORGANISATION, PROJECT, BATCH, WORKER = "O" * 26, "P" * 26, "B" * 26, "W" * 26


def euros(text: str) -> Money:
    return Money.parse(text, "EUR")


def deposit(amount: str = "100", key: str = "first") -> None:
    recipes.deposit(
        actor=JOB,
        now=NOW,
        organisation_id=ORGANISATION,
        amount=euros(amount),
        reference="invoice 7",
        key=key,
    )


def grant(amount: str = "100", key: str = "first") -> None:
    recipes.grant_play_money(
        actor=JOB, now=NOW, organisation_id=ORGANISATION, amount=euros(amount), key=key
    )


def reserve(amount: str = "30", key: str = "publish") -> None:
    recipes.reserve(
        actor=JOB,
        now=NOW,
        organisation_id=ORGANISATION,
        project_id=PROJECT,
        batch_id=BATCH,
        shares=Shares(euros(amount), euros("0"), euros("0")),
        key=key,
    )


def release(amount: str = "10", key: str = "end") -> None:
    recipes.release(
        actor=JOB,
        now=NOW,
        organisation_id=ORGANISATION,
        project_id=PROJECT,
        batch_id=BATCH,
        shares=Shares(euros(amount), euros("0"), euros("0")),
        key=key,
    )


def earning(subject: str = "S1", reward: str = "1") -> Earning:
    return Earning(
        "submission",
        subject,
        BATCH,
        PROJECT,
        WORKER,
        euros(reward),
        (Contribution("percentage", "social", euros("0.2")),),
        euros("0.05"),
    )


def settle(subject: str = "S1") -> None:
    recipes.settle(actor=JOB, now=NOW, earnings=[earning(subject)])


def pay_reading() -> None:
    recipes.pay_reading(actor=JOB, now=NOW, earning=earning("R1"))


def balances() -> dict[str, str]:
    """Every account that something moved in or out of, by its key."""
    sums: dict[str, int] = {}
    for source, target, micros in Transfer.objects.values_list(
        "source__key", "target__key", "micros"
    ):
        sums[source] = sums.get(source, 0) - micros
        sums[target] = sums.get(target, 0) + micros
    return {key: Money(micros, "EUR").decimal() for key, micros in sums.items() if micros}


AVAILABLE, RESERVED = f"available:{ORGANISATION}:EUR", f"reserved:{BATCH}:EUR"
PAID = {
    "bank:EUR": "-100.00",
    AVAILABLE: "70.00",
    RESERVED: "28.75",
    f"due:{WORKER}:EUR": "1.00",
    "contributions:percentage/social:EUR": "0.20",
    "fee:EUR": "0.05",
}


@pytest.mark.parametrize(
    ("recipe", "before", "after"),
    [
        (deposit, [], {"bank:EUR": "-100.00", AVAILABLE: "100.00"}),
        (grant, [], {"play:EUR": "-100.00", AVAILABLE: "100.00"}),
        (reserve, [deposit], {"bank:EUR": "-100.00", AVAILABLE: "70.00", RESERVED: "30.00"}),
        (
            release,
            [deposit, reserve],
            {"bank:EUR": "-100.00", AVAILABLE: "80.00", RESERVED: "20.00"},
        ),
        (settle, [deposit, reserve], PAID),
        (pay_reading, [deposit, reserve], PAID),
    ],
)
def test_a_recipe_moves_what_it_says_once(
    recipe: Callable[[], None], before: list[Callable[[], None]], after: dict[str, str]
) -> None:
    for step in before:
        step()
    recipe()
    assert balances() == after
    entries, lines = Entry.objects.count(), Event.objects.count()
    recipe()
    assert balances() == after
    assert (Entry.objects.count(), Event.objects.count()) == (entries, lines)
    assert queries.book_faults() == []
    assert sum(amount.micros for _, amount in queries.totals()) == 0


@pytest.mark.parametrize(
    ("recipe", "before"),
    [
        (lambda: reserve("100.000001"), [deposit]),
        (lambda: reserve("0.01"), []),
        (lambda: release("30.000001"), [deposit, reserve]),
        (settle, [deposit, lambda: reserve("1.249999")]),
        (pay_reading, [deposit]),
    ],
)
def test_without_the_funds_nothing_moves(
    recipe: Callable[[], None], before: list[Callable[[], None]]
) -> None:
    for step in before:
        step()
    held, entries = balances(), Entry.objects.count()
    with pytest.raises(InsufficientFunds):
        recipe()
    assert (balances(), Entry.objects.count()) == (held, entries)
    assert queries.book_faults() == []


def test_one_earning_too_many_pays_none_of_them() -> None:
    deposit()
    reserve("2.6")
    with pytest.raises(InsufficientFunds) as refusal:
        recipes.settle(actor=JOB, now=NOW, earnings=[earning(f"S{n}") for n in range(3)])
    assert str(refusal.value).startswith("This costs 3.75 EUR and 2.60 EUR is available.")
    assert queries.due(WORKER, "EUR") == euros("0")


def test_only_the_new_ones_of_several_earnings_are_paid() -> None:
    deposit()
    reserve()
    assert recipes.settle(actor=JOB, now=NOW, earnings=[earning("S1")]) == 1
    assert recipes.settle(actor=JOB, now=NOW, earnings=[earning("S2"), earning("S1")]) == 1
    assert queries.due(WORKER, "EUR") == euros("2")


@pytest.mark.parametrize(
    ("amount", "refusal"),
    [
        (Money(0, "EUR"), AmountNotPositive),
        (Money(-1, "EUR"), AmountNotPositive),
        (Money(10**15 + 1, "EUR"), AmountNotPositive),
        (Money(1, "USD"), WrongCurrency),
    ],
)
def test_amounts_that_cannot_be_are_refused(amount: Money, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        recipes.deposit(
            actor=JOB, now=NOW, organisation_id=ORGANISATION, amount=amount, reference="", key="k"
        )
    with pytest.raises(refusal):
        recipes.grant_play_money(
            actor=JOB, now=NOW, organisation_id=ORGANISATION, amount=amount, key="k"
        )
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"organisation_id": "Q" * 26},
        {"amount": Money.parse("40", "EUR")},
        {"reference": "invoice 8"},
    ],
)
def test_a_deposit_sent_again_with_other_content_is_refused(change: dict[str, object]) -> None:
    deposit()
    said = {"organisation_id": ORGANISATION, "amount": euros("100"), "reference": "invoice 7"}
    with pytest.raises(KeyUsedOtherwise):
        recipes.deposit(actor=JOB, now=NOW, key="first", **{**said, **change})  # type: ignore[arg-type]
    deposit()
    assert balances() == {"bank:EUR": "-100.00", AVAILABLE: "100.00"}


def test_play_money_sent_again_with_another_amount_is_refused() -> None:
    grant()
    grant()
    with pytest.raises(KeyUsedOtherwise):
        grant("40")
    assert balances() == {"play:EUR": "-100.00", AVAILABLE: "100.00"}


def test_play_money_stays_on_test_instances() -> None:
    with override_settings(PLAY_MONEY=False), pytest.raises(PlayMoneyOff):
        grant()
    assert balances() == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET reference = 'other'",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_transfer SET micros = 1",
        "DELETE FROM ledger_transfer",
    ],
)
def test_entries_and_transfers_are_never_changed(statement: str) -> None:
    deposit()
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert balances() == {"bank:EUR": "-100.00", AVAILABLE: "100.00"}


@pytest.mark.parametrize("micros", [0, -5])
def test_a_transfer_of_nothing_or_less_cannot_be_stored(micros: int) -> None:
    deposit()
    source, target = Account.objects.order_by("id")
    entry = Entry.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(entry=entry, source=source, target=target, micros=micros)


def test_a_transfer_to_itself_cannot_be_stored() -> None:
    deposit()
    account = Account.objects.order_by("id")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(entry=Entry.objects.get(), source=account, target=account, micros=1)


def test_no_floored_account_goes_below_zero() -> None:
    deposit()
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(key=AVAILABLE).update(balance_micros=-1)


def test_a_changed_balance_is_a_fault_of_the_books() -> None:
    deposit()
    Account.objects.filter(key=AVAILABLE).update(balance_micros=100_000_001)
    assert queries.book_faults() == [
        f"account {AVAILABLE} holds 100000001 and its transfers sum to 100000000"
    ]


def _planted(source: str, target: str, kinds: tuple[str, str], currency: str = "EUR") -> None:
    """A transfer of one micro-unit that no recipe makes."""
    accounts = [
        Account.objects.get_or_create(
            key=key, defaults={"kind": kind, "currency": coin, "floored": False}
        )[0]
        for key, kind, coin in (
            (source, kinds[0], "EUR"),
            (target, kinds[1], currency),
        )
    ]
    entry = Entry.objects.create(
        id="E" * 26, key="planted", kind="settle", at=NOW, subject_kind="x", subject_id="x"
    )
    Transfer.objects.create(entry=entry, source=accounts[0], target=accounts[1], micros=1)


@pytest.mark.parametrize(
    ("source", "target", "kinds", "currency", "fault"),
    [
        ("bank:EUR", "fee:USD", ("bank", "fee"), "USD", "mixes currencies"),
        ("contributions:s/b:EUR", "bank:EUR", ("contributions", "bank"), "EUR", "contributions"),
        ("fee:EUR", "bank:EUR", ("fee", "bank"), "EUR", "the fee account is below zero"),
    ],
)
def test_a_transfer_no_recipe_makes_is_a_fault_of_the_books(
    source: str, target: str, kinds: tuple[str, str], currency: str, fault: str
) -> None:
    _planted(source, target, kinds, currency)
    assert any(fault in found for found in queries.book_faults())


def test_an_entry_without_transfers_is_a_fault_of_the_books() -> None:
    Entry.objects.create(
        id="E" * 26, key="empty", kind="settle", at=NOW, subject_kind="x", subject_id="x"
    )
    assert queries.book_faults() == ["entry empty moves nothing"]


def test_statements_show_each_movement_from_one_side() -> None:
    deposit()
    reserve()
    settle()
    release()
    rows = queries.statement_of_organisation(ORGANISATION)
    assert [(row.kind, str(row.amount)) for row in rows] == [
        ("release", "10.00 EUR"),
        ("reserve", "-30.00 EUR"),
        ("deposit", "100.00 EUR"),
    ]
    older = queries.statement_of_organisation(ORGANISATION, before=rows[1].id)
    assert [(row.kind, row.reference) for row in older] == [("deposit", "invoice 7")]
    (earned,) = queries.statement_of_worker(WORKER)
    assert (earned.kind, earned.subject_id, str(earned.amount)) == ("settle", "S1", "1.00 EUR")
    assert queries.statement_of_organisation("X" * 26) == []


def test_what_is_withheld_leaves_the_reward_in_the_same_entry() -> None:
    """The reward reaches the worker whole; the books say who bore which contribution (STA-3)."""
    deposit()
    reserve()
    paid = replace(
        earning(),
        withheld=(Contribution("micro", "sickness", euros("0.21")),),
        held=euros("0.04"),
    )
    recipes.settle(actor=JOB, now=NOW, earnings=[paid])
    due = f"due:{WORKER}:EUR"
    moves = Transfer.objects.filter(entry__kind="settle").order_by("id")
    assert list(moves.values_list("source__key", "target__key", "micros")) == [
        (RESERVED, due, 1_000_000),
        (RESERVED, "contributions:percentage/social:EUR", 200_000),
        (RESERVED, "fee:EUR", 50_000),
        (due, "contributions:micro/sickness:EUR", 210_000),
        (due, f"held:{WORKER}:EUR", 40_000),
    ]
    assert queries.due(WORKER, "EUR") == euros("0.75") == paid.net
    assert queries.book_faults() == []


@pytest.mark.parametrize("kind", [kind.value for kind in AccountKind])
@pytest.mark.parametrize("own", ["due", "held"])
def test_a_worker_never_pays_to_work(kind: str, own: str) -> None:
    """No movement leads from a worker's money to a fee or to anybody's pocket (PAY-14)."""
    source, target = Place(own, "EUR", WORKER), Place(kind, "EUR", "somebody")
    if kind in {"due", "held", "transit", "contributions"}:
        Move(source, target, euros("1"))
    else:
        with pytest.raises(AssertionError):
            Move(source, target, euros("1"))

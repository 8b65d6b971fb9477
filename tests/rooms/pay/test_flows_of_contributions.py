"""Random payments under random statuses and rates: nothing is lost, nothing leaks (STA-3)."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ouvrage.base.money import Money, total
from ouvrage.base.rates import Rate, RateTable, Side
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.pay.queries import dearest
from ouvrage.pay.rules import Terms
from ouvrage.pay.schemes import SCHEMES, Levy, WorkerFacts
from tests.factories.people import JOB, NOW, make_organisation, make_worker
from tests.factories.work import fund

DAY = date(2026, 1, 5)
CAP = Money(1_500_000, "EUR")
KINDS = ("none", "percentage", "micro_fr", "employee_coop")
_numbers = count(1)

ppm = st.integers(0, 330_000)
rewards = st.integers(1, 50_000_000)
caps = st.none() | st.integers(0, 2_000_000).map(lambda micros: Money(micros, "EUR"))


@st.composite
def tables(draw: st.DrawFn) -> RateTable:
    """Two branches on each side, each at most a third of the pay, some with a cap."""
    rows = [
        Rate(branch, side, draw(ppm), DAY, "drawn", cap=draw(caps))
        for branch in ("health", "pension")
        for side in Side
    ]
    return RateTable(tuple(rows))


@st.composite
def levies(draw: st.DrawFn) -> tuple[Money, Levy, Terms]:
    """A reward with what one of the schemes levies, and the terms that knew all of them."""
    by_scheme = {key: SCHEMES[key].regime(draw(tables())) for key in KINDS}
    agreed = {key: found.requester_rates(DAY) for key, found in by_scheme.items()}
    terms = Terms(50, "percentage", 0, 50, 50, 12_310_000, NOW, agreed)
    reward = Money(draw(rewards), "EUR")
    own = draw(
        st.none() | st.dictionaries(st.sampled_from(("social", "training")), ppm, max_size=2)
    )
    key = draw(st.sampled_from(KINDS))
    facts = WorkerFacts(DAY, own_rates=own)
    return reward, by_scheme[key].levy(reward, agreed[key], facts), terms


@given(levies())
@settings(max_examples=500)
def test_every_levy_leaves_the_worker_something_and_fits_what_was_set_aside(
    drawn: tuple[Money, Levy, Terms],
) -> None:
    """The parts out of a reward never exceed it; those on top never exceed the dearest case."""
    reward, levy, terms = drawn
    out = total([part.amount for part in levy.withheld], "EUR") + (levy.held or Money(0, "EUR"))
    on_top = total([part.amount for part in levy.contributions], "EUR")
    assert Money(0, "EUR") <= out <= reward
    assert on_top <= total([part.amount for part in dearest(reward, terms)], "EUR")
    assert all(part.amount for part in (*levy.withheld, *levy.contributions))


def test_a_hundred_thousand_flows_come_out_even() -> None:
    """STA-3: what a source pays is what worker, held account, branches and fee get, each time."""
    dice = random.Random(20260213)
    schemes = [(key, SCHEMES[key].regime(random_table(dice))) for key in KINDS for _n in range(25)]
    for _flow in range(100_000):
        key, regime = dice.choice(schemes)
        reward = Money(dice.randrange(1, 50_000_000), "EUR")
        own = (
            {"social": dice.randrange(330_000), "training": 2_000} if dice.random() < 0.5 else None
        )
        levy = regime.levy(reward, regime.requester_rates(DAY), WorkerFacts(DAY, own_rates=own))
        earning = recipes.Earning(
            "submission", "S", "B", "P", "W", reward, levy.contributions,
            reward.permille(50), levy.withheld, levy.held,
        )  # fmt: skip
        paid = [part.amount for part in (*earning.contributions, *earning.withheld)]
        parts = [earning.net, earning.fee, earning.held or Money(0, "EUR"), *paid]
        assert min(part.micros for part in parts) >= 0, (key, reward)
        assert sum(part.micros for part in parts) == earning.cost.micros, (key, reward)


def random_table(dice: random.Random) -> RateTable:
    rows = [
        Rate(branch, side, dice.randrange(330_000), DAY, "drawn", cap=dice.choice([None, CAP]))
        for branch in ("health", "pension")
        for side in Side
    ]
    return RateTable(tuple(rows))


class TestFlows(TestCase):
    """Debits equal credits in every entry; contributions leave to their collector alone."""

    @given(st.lists(levies(), min_size=1, max_size=12), st.data())
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def test_books_are_right_after_any_payments_and_remittances(
        self, drawn: list[tuple[Money, Levy, Terms]], data: st.DataObject
    ) -> None:
        organisation, worker = make_organisation(), make_worker()
        fund(organisation.id, "10000")
        number = next(_numbers)
        earnings = earned(number, worker.id, drawn)
        cost = total([earning.cost for earning in earnings], "EUR")
        recipes.reserve(
            actor=JOB,
            now=NOW,
            organisation_id=organisation.id,
            project_id=f"P{number}",
            batch_id=f"B{number}",
            shares=shares(cost),
            key=f"K{number}",
        )
        for _time in range(2):
            recipes.settle(actor=JOB, now=NOW, earnings=earnings)
        owed = contributions(earnings)
        assert {(s, b): a for s, b, a in ledger.contributions() if a} == owed
        assert ledger.due(worker.id, "EUR") == total([each.net for each in earnings], "EUR")
        assert ledger.reserved_for_batch(f"B{number}", "EUR") == Money(0, "EUR")
        for (scheme, branch), amount in owed.items():
            asked = Money(data.draw(st.integers(1, amount.micros * 2)), "EUR")
            sent = remitted(scheme, branch, asked, f"{number}{scheme}{branch}")
            assert sent == (asked <= amount)
        assert ledger.book_faults() == []


def earned(
    number: int, worker_id: str, drawn: list[tuple[Money, Levy, Terms]]
) -> list[recipes.Earning]:
    """One earning for each drawn payment, of one batch."""
    return [
        recipes.Earning(
            "submission",
            f"S{number}-{index}",
            f"B{number}",
            f"P{number}",
            worker_id,
            reward,
            levy.contributions,
            reward.permille(50),
            levy.withheld,
            levy.held,
        )
        for index, (reward, levy, _terms) in enumerate(drawn)
    ]


def shares(cost: Money) -> recipes.Shares:
    return recipes.Shares(cost, Money(0, "EUR"), Money(0, "EUR"))


def contributions(earnings: list[recipes.Earning]) -> dict[tuple[str, str], Money]:
    owed: dict[tuple[str, str], Money] = {}
    for earning in earnings:
        for part in (*earning.contributions, *earning.withheld):
            place = (part.scheme, part.branch)
            owed[place] = owed.get(place, Money(0, "EUR")) + part.amount
    return owed


def remitted(scheme: str, branch: str, amount: Money, key: str) -> bool:
    try:
        with transaction.atomic():
            recipes.remit(
                actor=JOB,
                now=NOW,
                scheme=scheme,
                branch=branch,
                amount=amount,
                reference="x",
                key=key,
            )
    except InsufficientFunds:
        return False
    return True


@pytest.fixture(autouse=True)
def _real_money() -> Iterator[None]:
    with override_settings(PLAY_MONEY=False):
        yield

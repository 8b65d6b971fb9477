"""Money is asked for, or paid monthly without asking, once (PAY-10)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ouvrage.base.errors import Refusals
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.pay.actions.payouts import (
    ask_monthly_payouts,
    choose_payout_method,
    confirm_payouts,
)
from ouvrage.pay.errors import (
    PayoutBelowLeast,
    PayoutMethodMissing,
    RailNotOffered,
)
from ouvrage.pay.models import Payout, PayoutMethod
from ouvrage.people.models import Person, Secret
from tests.factories.money import IDENTITY, choose_sepa, earn
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.rooms.pay.paying import ask, due, faults, payout_file, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("payer")]
OTHER_IBAN = "DE89370400440532013000"
LATER = NOW + timedelta(days=1)


def test_whole_cents_leave_and_the_rest_stays_due(worker: Person) -> None:
    """PAY-10: a payout from 1 EUR, when the worker asks."""
    earn(worker, "5.234567")
    choose_sepa(worker)
    payout = ask(worker)
    assert str(payout.amount) == "5.23 EUR"
    assert due(worker) == "0.004567 EUR"
    assert ledger.transit_balances() == {payout.id: 5_230_000}
    assert faults() == []


def test_a_second_click_and_a_second_form_find_the_payout_that_waits(worker: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    first = ask(worker)
    earn(worker, "3")
    assert ask(worker).id == first.id
    assert ask(worker, "another").id == first.id
    assert due(worker) == "3.00 EUR"
    assert Entry.objects.filter(kind="payout").count() == 1


def test_a_form_that_was_sent_before_finds_its_payout_even_when_it_has_ended(
    worker: Person, operator: Person
) -> None:
    payout = sent(worker, operator)
    confirm_payouts(actor=actor_of(operator), now=NOW, file_id=payout_file(payout), reference="")
    earn(worker, "9")
    assert ask(worker).id == payout.id
    assert due(worker) == "9.00 EUR"


def test_under_the_least_amount_nothing_moves(worker: Person) -> None:
    earn(worker, "0.99")
    choose_sepa(worker)
    with pytest.raises(PayoutBelowLeast) as refusal:
        ask(worker)
    assert str(refusal.value).startswith("0.99 EUR is due and payouts begin at 1.00 EUR.")
    assert due(worker) == "0.99 EUR"


def test_nobody_is_paid_before_they_said_how(worker: Person) -> None:
    earn(worker, "5")
    with pytest.raises(PayoutMethodMissing):
        ask(worker)


def test_a_rail_that_is_not_offered_is_refused(worker: Person) -> None:
    with pytest.raises(RailNotOffered):
        choose_payout_method(
            actor=actor_of(worker), now=NOW, rail="mobile_money", identity=IDENTITY
        )


def test_an_account_that_cannot_be_is_refused_field_by_field(worker: Person) -> None:
    with pytest.raises(Refusals) as refusal:
        choose_sepa(worker, iban="FR00", town="")
    assert [(each.field, each.code) for each in refusal.value.each()] == [
        ("town", "payout_field_missing"),
        ("iban", "iban_wrong"),
    ]
    assert not PayoutMethod.objects.exists()
    assert not Secret.objects.exists()


def test_everybody_who_is_owed_enough_is_paid_once_a_month(worker: Person) -> None:
    """PAY-10: at least monthly, without asking."""
    little, nowhere = make_worker(), make_worker()
    for person, amount in ((worker, "5"), (little, "0.5"), (nowhere, "5")):
        earn(person, amount)
    choose_sepa(worker)
    choose_sepa(little)
    assert ask_monthly_payouts(actor=JOB, now=NOW) == 1
    earn(worker, "5")
    assert ask_monthly_payouts(actor=JOB, now=LATER) == 0
    payout = Payout.objects.get()
    assert (payout.worker_id, payout.monthly, str(payout.amount)) == (worker.id, True, "5.00 EUR")
    assert due(nowhere) == "5.00 EUR"


def test_who_asked_this_month_is_not_paid_twice_in_it(worker: Person, operator: Person) -> None:
    payout = sent(worker, operator)
    confirm_payouts(actor=actor_of(operator), now=NOW, file_id=payout_file(payout), reference="")
    earn(worker, "5")
    assert ask_monthly_payouts(actor=JOB, now=LATER) == 0
    assert ask_monthly_payouts(actor=JOB, now=NOW + timedelta(days=31)) == 1


def test_what_was_agreed_of_a_payout_cannot_be_changed(worker: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    payout = ask(worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.filter(id=payout.id).update(amount_micros=6_000_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        payout.delete()

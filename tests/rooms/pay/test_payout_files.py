"""Payouts go into one file, then have arrived or are due again, never both (PAY-10, PAY-11)."""

from datetime import timedelta
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test import override_settings

from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Month
from ouvrage.journal.models import Event
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.flows import left_for_payouts
from ouvrage.ledger.models import Entry
from ouvrage.pay import queries
from ouvrage.pay.actions.identity import own_identity
from ouvrage.pay.actions.payouts import (
    ask_monthly_payouts,
    choose_payout_method,
    confirm_payouts,
    draw_payout_file,
    return_payout,
    send_payout_file,
    withdraw_payout_file,
)
from ouvrage.pay.errors import (
    NoPayoutToSend,
    PayerMissing,
    PayoutFileGone,
    PayoutFileSent,
    PayoutMethodReturned,
    PayoutNotThere,
    ReturnReasonMissing,
)
from ouvrage.pay.models import Payout, PayoutFile
from ouvrage.pay.rails.mobile_money.maps import FOLDER
from ouvrage.pay.rules import ReturnReason
from ouvrage.people.models import Person, Secret
from tests.factories.money import IBAN, IDENTITY, choose_sepa, earn
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.rooms.pay.paying import ask, due, faults, make_file, payout_file, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("payer")]
FILE = FOLDER / "generic.toml"
OTHER_IBAN = "DE89370400440532013000"
LATER = NOW + timedelta(days=1)


def test_who_is_paid_lies_in_the_vault_alone(worker: Person, operator: Person) -> None:
    """PRI-7: no table and no journal line holds the name or the account."""
    sent(worker, operator)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            kept = repr(cursor.fetchall())
            assert IBAN not in kept, table
            assert IDENTITY["street"] not in kept, table
            assert IDENTITY["legal_name"] not in kept, table
    assert own_identity(actor=actor_of(worker), now=NOW) == IDENTITY
    read = Event.objects.filter(action="secret_read", details__purpose="payout")
    assert {(event.actor_id, event.subject_id) for event in read} == {(operator.id, worker.id)}


def test_a_file_asks_for_what_left_the_books(operator: Person) -> None:
    """M9: the sums of the file are the ledger's movements into transit."""
    for amount in ("5", "1.239999", "100"):
        person = make_worker()
        earn(person, amount)
        choose_sepa(person)
        ask(person)
    file = make_file(operator)
    _row, content = draw_payout_file(actor=actor_of(operator), now=LATER, file_id=file.id)
    root = fromstring(content)
    sums = [part.text for part in root.iter() if part.tag.endswith("CtrlSum")]
    assert sums == ["106.23", "106.23"]
    assert sum(ledger.transit_balances().values()) == 106_230_000
    ids = [part.text for part in root.iter() if part.tag.endswith("EndToEndId")]
    assert sorted(ids) == sorted(ledger.transit_balances())


def test_a_payout_goes_into_one_file(worker: Person, operator: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    ask(worker)
    file = make_file(operator)
    assert make_file(operator).id == file.id
    with pytest.raises(NoPayoutToSend):
        make_file(operator, "another")
    assert PayoutFile.objects.count() == 1


def test_a_file_needs_the_account_that_is_debited(worker: Person, operator: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    ask(worker)
    with override_settings(PAYER_IBAN=""), pytest.raises(PayerMissing):
        make_file(operator)


def test_an_account_changed_before_the_file_is_the_one_in_it(
    worker: Person, operator: Person
) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    ask(worker)
    choose_sepa(worker, iban=OTHER_IBAN, now=LATER)
    file = make_file(operator)
    _row, content = draw_payout_file(actor=actor_of(operator), now=LATER, file_id=file.id)
    assert OTHER_IBAN.encode() in content
    assert IBAN.encode() not in content


def test_an_account_changed_after_the_file_leaves_the_file_as_it_was(
    worker: Person, operator: Person
) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    ask(worker)
    file = make_file(operator)
    _row, before = draw_payout_file(actor=actor_of(operator), now=NOW, file_id=file.id)
    for iban in (OTHER_IBAN, "NL91ABNA0417164300"):
        choose_sepa(worker, iban=iban, now=LATER)
    _row, after = draw_payout_file(actor=actor_of(operator), now=LATER, file_id=file.id)
    assert after == before
    assert own_identity(actor=actor_of(worker), now=LATER)["iban"] == "NL91ABNA0417164300"


def test_once_a_payment_has_ended_its_old_account_is_forgotten(
    worker: Person, operator: Person
) -> None:
    payout = sent(worker, operator)
    confirm_payouts(actor=actor_of(operator), now=NOW, file_id=payout_file(payout), reference="")
    choose_sepa(worker, iban=OTHER_IBAN, now=LATER)
    with pytest.raises(PayoutFileGone):
        draw_payout_file(actor=actor_of(operator), now=LATER, file_id=payout_file(payout))


def test_those_whose_account_cannot_be_read_stay_out_and_wait(operator: Person) -> None:
    people = [make_worker(), make_worker()]
    for person in people:
        earn(person, "5")
        choose_sepa(person)
        ask(person)
    Secret.objects.filter(person=people[0]).delete()
    file = make_file(operator)
    assert [row.worker_id for row in queries.payouts_of_file(file.id)] == [people[1].id]
    assert [row.worker_id for row in queries.payouts_in_no_file("sepa", "")] == [people[0].id]


def test_a_payment_that_arrived_left_through_the_bank_once(
    worker: Person, operator: Person
) -> None:
    payout = sent(worker, operator)
    actor, file_id = actor_of(operator), payout_file(payout)
    assert confirm_payouts(actor=actor, now=NOW, file_id=file_id, reference="statement 12") == 1
    assert confirm_payouts(actor=actor, now=NOW, file_id=file_id, reference="statement 13") == 0
    payout.refresh_from_db()
    assert (payout.state, payout.reference) == ("confirmed", "statement 12")
    assert ledger.transit_balances() == {}
    assert due(worker) == "0.00 EUR"
    assert faults() == []


def test_nothing_is_confirmed_before_it_was_sent(worker: Person, operator: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    ask(worker)
    file = make_file(operator)
    assert confirm_payouts(actor=actor_of(operator), now=NOW, file_id=file.id, reference="") == 0
    assert faults() == []


def test_a_payment_that_came_back_is_due_again_and_the_account_must_change(
    worker: Person, operator: Person
) -> None:
    payout = sent(worker, operator)
    for _ in range(2):
        return_payout(
            actor=actor_of(operator),
            now=LATER,
            payout_id=payout.id,
            reason=ReturnReason.ACCOUNT_WRONG,
            explanation="The bank knows no such account.",
        )
    assert due(worker) == "5.00 EUR"
    assert faults() == []
    with pytest.raises(PayoutMethodReturned):
        ask(worker, "again")
    assert ask_monthly_payouts(actor=JOB, now=NOW + timedelta(days=40)) == 0
    choose_sepa(worker, iban=OTHER_IBAN, now=LATER)
    assert str(ask(worker, "again").amount) == "5.00 EUR"


def test_an_account_that_was_changed_meanwhile_is_not_blamed(
    worker: Person, operator: Person
) -> None:
    payout = sent(worker, operator)
    choose_sepa(worker, iban=OTHER_IBAN, now=LATER)
    return_payout(
        actor=actor_of(operator),
        now=LATER,
        payout_id=payout.id,
        reason=ReturnReason.ACCOUNT_CLOSED,
        explanation="Closed.",
    )
    assert ask(worker, "again").state == "requested"


def test_a_return_says_why(worker: Person, operator: Person) -> None:
    payout = sent(worker, operator)
    with pytest.raises(ReturnReasonMissing):
        return_payout(
            actor=actor_of(operator),
            now=LATER,
            payout_id=payout.id,
            reason=ReturnReason.NOT_ACCEPTED,
            explanation="  ",
        )
    assert ledger.transit_balances() == {payout.id: 5_000_000}


def test_a_payment_that_came_back_after_it_had_arrived_is_due_again_once(
    worker: Person, operator: Person
) -> None:
    """A bank may send a transfer back weeks after it was in the statement."""
    payout = sent(worker, operator)
    actor, file_id = actor_of(operator), payout_file(payout)
    confirm_payouts(actor=actor, now=NOW, file_id=file_id, reference="statement 12")
    outside = dict(ledger.totals())["play"]
    for _ in range(2):
        return_payout(
            actor=actor,
            now=LATER,
            payout_id=payout.id,
            reason=ReturnReason.ACCOUNT_CLOSED,
            explanation="AC04, account closed.",
        )
    payout.refresh_from_db()
    assert (payout.state, payout.ended_at, payout.reference) == ("returned", LATER, "statement 12")
    assert (due(worker), ledger.transit_balances()) == ("5.00 EUR", {})
    assert dict(ledger.totals())["play"] == outside - payout.amount
    kinds = Entry.objects.filter(subject_id=payout.id).values_list("kind", flat=True)
    assert sorted(kinds) == ["confirm", "payout", "return"]
    assert Event.objects.filter(action="payout.returned", subject_id=payout.id).count() == 1
    assert confirm_payouts(actor=actor, now=LATER, file_id=file_id, reference="") == 0
    month = queries.statement(worker.id, Month.of(LATER), NOW + timedelta(days=40))
    assert (month.paid_out, month.returned) == (payout.amount, payout.amount)
    assert (str(month.gross), str(month.due_after)) == ("5.00 EUR", "5.00 EUR")
    assert left_for_payouts(worker.id, "EUR").micros == 0
    assert faults() == []
    with pytest.raises(PayoutMethodReturned):
        ask(worker, "again")


def test_what_is_in_a_file_is_not_taken_out_alone(worker: Person, operator: Person) -> None:
    """The file would still ask the bank for it, and it would be paid twice."""
    earn(worker, "5")
    choose_sepa(worker)
    payout = ask(worker)
    make_file(operator)
    with pytest.raises(PayoutNotThere):
        return_payout(
            actor=actor_of(operator),
            now=LATER,
            payout_id=payout.id,
            reason=ReturnReason.NOT_SENT,
            explanation="No.",
        )


def test_a_withdrawn_file_lets_its_payouts_go_into_another(
    worker: Person, operator: Person
) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    payout = ask(worker)
    actor, file = actor_of(operator), make_file(operator, variant="pain.001.001.09")
    assert withdraw_payout_file(actor=actor, now=LATER, file_id=file.id) == 1
    with pytest.raises(PayoutFileSent):
        draw_payout_file(actor=actor, now=LATER, file_id=file.id)
    with pytest.raises(PayoutFileSent):
        send_payout_file(actor=actor, now=LATER, file_id=file.id)
    other = make_file(operator, "other", "pain.001.001.03")
    assert [row.id for row in queries.payouts_of_file(other.id)] == [payout.id]
    assert send_payout_file(actor=actor, now=LATER, file_id=other.id) == 1
    assert send_payout_file(actor=actor, now=LATER, file_id=other.id) == 0
    with pytest.raises(PayoutFileSent):
        withdraw_payout_file(actor=actor, now=LATER, file_id=other.id)


def test_an_amount_that_the_new_way_cannot_carry_is_due_again_when_its_file_is_withdrawn(
    worker: Person, operator: Person, tmp_path: Path
) -> None:
    """The worker changed to a service that takes whole units while the file was waiting."""
    form = FILE.read_text(encoding="utf-8").replace('phone = "plus"', "decimals = 0")
    (tmp_path / "whole.toml").write_text(form, encoding="utf-8")
    person = {name: value for name, value in IDENTITY.items() if name != "iban"}
    phone = {**person, "service": "whole", "phone": "+33612345678"}
    earn(worker, "5.40")
    choose_sepa(worker)
    payout, file = ask(worker), make_file(operator)
    with override_settings(
        MOBILE_MONEY=["whole"], MOBILE_MONEY_MAPS=str(tmp_path), PAYOUT_RAILS=["mobile_money"]
    ):
        choose_payout_method(actor=actor_of(worker), now=NOW, rail="mobile_money", identity=phone)
        withdraw_payout_file(actor=actor_of(operator), now=LATER, file_id=file.id)
        payout.refresh_from_db()
        assert (payout.state, payout.reason, due(worker)) == ("returned", "not_sent", "5.40 EUR")
        again = ask(worker, "again")
        assert (again.channel, str(again.amount)) == ("whole", "5.00 EUR")
    assert faults() == []


def test_a_closed_account_is_paid_all_the_same(worker: Person, operator: Person) -> None:
    """PAY-11: deactivation takes nothing away."""
    earn(worker, "5")
    choose_sepa(worker)
    Person.objects.filter(id=worker.id).update(is_active=False, works=False)
    assert ask_monthly_payouts(actor=JOB, now=NOW) == 1
    file = make_file(operator)
    draw_payout_file(actor=actor_of(operator), now=NOW, file_id=file.id)
    send_payout_file(actor=actor_of(operator), now=NOW, file_id=file.id)
    assert confirm_payouts(actor=actor_of(operator), now=NOW, file_id=file.id, reference="") == 1
    assert due(worker) == "0.00 EUR"
    assert faults() == []


def test_nobody_but_the_operator_handles_files(worker: Person, operator: Person) -> None:
    payout = sent(worker, operator)
    actor, file_id = actor_of(worker), payout_file(payout)
    for act in (
        lambda: make_file(worker, "x"),
        lambda: draw_payout_file(actor=actor, now=NOW, file_id=file_id),
        lambda: send_payout_file(actor=actor, now=NOW, file_id=file_id),
        lambda: withdraw_payout_file(actor=actor, now=NOW, file_id=file_id),
        lambda: confirm_payouts(actor=actor, now=NOW, file_id=file_id, reference=""),
        lambda: return_payout(
            actor=actor,
            now=NOW,
            payout_id=payout.id,
            reason=ReturnReason.NOT_SENT,
            explanation="Mine.",
        ),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_waits_is_counted_by_channel_with_its_age(worker: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    ask(worker)
    (waiting,) = queries.payouts_waiting(NOW + timedelta(days=7))
    assert (waiting.rail, waiting.count, str(waiting.total)) == ("sepa", 1, "5.00 EUR")
    assert (waiting.oldest_at, waiting.late) == (NOW, False)
    assert queries.payouts_waiting(NOW + timedelta(days=7, seconds=1))[0].late


def test_money_in_transit_without_its_payout_is_a_fault(worker: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    payout = ask(worker)
    Payout.objects.filter(id=payout.id).update(state="confirmed")
    assert queries.payout_faults() == [f"payout {payout.id} has ended and holds 5000000 in transit"]

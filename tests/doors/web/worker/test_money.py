"""Pages of money on its way: the worker's own, whatever became of their account."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import Month
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.recipes import Contribution
from ouvrage.pay.actions.payouts import return_payout
from ouvrage.pay.models import Payout, PayoutMethod
from ouvrage.pay.rules import ReturnReason
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from tests.doors.web.worker.scenes import logged_in
from tests.factories.money import IDENTITY, choose_sepa, earn, earn_all, euros
from tests.factories.people import JOB, NOW, actor_of, make_operator, make_person, make_worker
from tests.factories.work import answer_one, make_open_batch

pytestmark = pytest.mark.django_db
PAGES = ("payouts", "payout_method", "statements")
MONTH = str(Month.of(NOW))


@pytest.fixture
def worker() -> Person:
    return make_worker()


def page(person: Person | None, name: str, *args: str, query: str = "") -> str:
    answer = logged_in(person).get(reverse(f"worker:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_led_to_the_log_in(name: str) -> None:
    address = reverse(f"worker:{name}")
    answer = Client().get(address)
    assert answer.headers["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("name", PAGES)
def test_who_does_not_work_any_more_still_reaches_their_money(name: str) -> None:
    """PAY-11: what is due is theirs."""
    person = make_worker()
    earn(person, "5")
    Person.objects.filter(id=person.id).update(works=False)
    assert page(Person.objects.get(id=person.id), name)


def test_a_worker_says_how_they_are_paid_and_asks(worker: Person) -> None:
    earn(worker, "5.234567")
    client = logged_in(worker)
    address = reverse("worker:payout_method") + "?rail=sepa"
    assert "Name of the account" in client.get(address).content.decode()
    answer = client.post(address, IDENTITY)
    assert answer.headers["Location"] == reverse("worker:payouts")
    shown = client.get(reverse("worker:payouts")).content.decode()
    assert "Ask for 5.23 EUR" in shown
    for _ in range(2):
        assert client.post(reverse("worker:payouts"), {"client_key": "once"}).status_code == 302
    assert Payout.objects.count() == 1
    shown = client.get(reverse("worker:payouts")).content.decode()
    assert "A payout is asked for and waits to be sent." in shown
    assert "0.004567 EUR" in shown


def test_a_wrong_account_is_said_beside_its_field_and_what_was_typed_stays(
    worker: Person,
) -> None:
    address = reverse("worker:payout_method") + "?rail=sepa"
    answer = logged_in(worker).post(address, {**IDENTITY, "iban": "FR12 3456", "town": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_iban"' in shown
    assert 'href="#id_town"' in shown
    assert 'value="FR12 3456"' in shown
    assert not PayoutMethod.objects.exists()


def test_under_the_least_amount_the_page_says_so_and_nothing_moves(worker: Person) -> None:
    earn(worker, "0.5")
    choose_sepa(worker)
    client = logged_in(worker)
    assert "Ask for" not in client.get(reverse("worker:payouts")).content.decode()
    client.post(reverse("worker:payouts"), {"client_key": "k"})
    assert "payouts begin at 1.00 EUR" in client.get(reverse("worker:payouts")).content.decode()
    assert str(ledger.due(worker.id, "EUR")) == "0.50 EUR"


def test_a_payment_that_came_back_says_why(worker: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    client = logged_in(worker)
    client.post(reverse("worker:payouts"), {"client_key": "k"})
    return_payout(
        actor=actor_of(make_operator()),
        now=NOW,
        payout_id=Payout.objects.get().id,
        reason=ReturnReason.ACCOUNT_CLOSED,
        explanation="AC04 <closed>",
    )
    shown = client.get(reverse("worker:payouts")).content.decode()
    assert "The account is closed." in shown
    assert "AC04 &lt;closed&gt;" in shown
    assert "Once the account is corrected, payouts go on." in shown
    assert "Ask for" not in shown


def test_nobody_sees_the_payouts_of_another(worker: Person) -> None:
    earn(worker, "5")
    choose_sepa(worker)
    logged_in(worker).post(reverse("worker:payouts"), {"client_key": "k"})
    assert "5.00 EUR" not in page(make_worker(), "payouts")
    assert IDENTITY["street"] not in page(make_worker(), "payout_method", query="?rail=sepa")


def test_a_month_is_shown_and_taken_along(worker: Person) -> None:
    earn_all(
        worker,
        reward=euros("10"),
        withheld=(Contribution("micro", "sickness", euros("2.1")),),
        contributions=(Contribution("percentage", "social", euros("0.1")),),
    )
    choose_sepa(worker)
    assert MONTH in page(worker, "statements")
    shown = page(worker, "statement", MONTH)
    for figure in ("10.00 EUR", "2.10 EUR", "7.90 EUR", "0.10 EUR"):
        assert figure in shown
    client = logged_in(worker)
    pdf = client.get(reverse("worker:statement_file", args=[MONTH, "pdf"]))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"] == f'attachment; filename="statement-{MONTH}.pdf"'
    assert pdf.headers["Cache-Control"] == "no-store"
    kept = json.loads(client.get(reverse("worker:statement_file", args=[MONTH, "json"])).content)
    assert (kept["month"], kept["gross"], kept["withheld"], kept["net"], kept["due_after"]) == (
        MONTH,
        "10.00",
        "2.10",
        "7.90",
        "7.90",
    )
    assert kept["earned"][0]["kind"] == "settle"


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "x", "1999-12"])
def test_what_is_no_month_is_not_there(worker: Person, month: str) -> None:
    assert logged_in(worker).get(reverse("worker:statement", args=[month])).status_code == 404


def test_a_statement_has_no_other_form(worker: Person) -> None:
    address = reverse("worker:statement_file", args=[MONTH, "xlsx"])
    assert logged_in(worker).get(address).status_code == 404


def test_a_receipt_is_for_who_was_paid() -> None:
    """TRA-8: from the client's price to what became due."""
    batch, worker = make_open_batch(), make_worker()
    sent = answer_one(worker, batch)
    address = reverse("worker:receipt", args=[sent.id])
    assert logged_in(worker).get(address).status_code == 404
    review.accept(actor=JOB, now=NOW, project_id=batch.project_id, submission_ids=[sent.id])
    shown = logged_in(worker).get(address).content.decode()
    for figure in ("0.063 EUR", "0.003 EUR", "0.06 EUR"):
        assert figure in shown
    assert address in page(worker, "answer", sent.id)
    assert logged_in(make_worker()).get(address).status_code == 404
    assert logged_in(make_person()).get(address).status_code == 404


def test_earnings_say_what_is_due_on_its_way_and_kept(worker: Person) -> None:
    earn_all(worker, reward=euros("9"), held=euros("2"))
    earn(worker, "1", kind="reading")
    choose_sepa(worker)
    logged_in(worker).post(reverse("worker:payouts"), {"client_key": "k"})
    shown = page(worker, "earnings")
    assert "On its way to you" in shown
    assert "8.00 EUR" in shown
    assert "Kept until its rate is known" in shown
    assert "Kept until the rate of a contribution is known" in shown
    assert "Paid reading of instructions" in shown

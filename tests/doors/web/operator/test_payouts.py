"""The operator's pages of payouts: what waits, one file for it, what arrived, what came back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.ledger import queries as ledger
from ouvrage.pay.actions.payouts import ask_payout
from ouvrage.pay.models import Payout, PayoutFile
from ouvrage.people.models import Person
from tests.factories.money import IBAN, choose_sepa, earn
from tests.factories.people import actor_of, make_operator, make_organisation, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _payer() -> Iterator[None]:
    with override_settings(LEGAL_NAME="Ouvrage", PAYER_IBAN="BE68539007547034"):
        yield


@pytest.fixture
def client() -> Client:
    return logged_in(make_operator())


def logged_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def asked(amount: str = "5", days: int = 0) -> Payout:
    worker, at = make_worker(), utc_now() - timedelta(days=days)
    earn(worker, amount, now=at)
    choose_sepa(worker, now=at)
    return ask_payout(actor=actor_of(worker), now=at, client_key="k")


def made(client: Client, variant: str = "pain.001.001.09", key: str = "f") -> str:
    fields = {"rail": "sepa", "channel": "", "variant": variant, "client_key": key}
    answer = client.post(reverse("operator:payout_file_made"), fields)
    assert answer.status_code == 302
    return str(answer.headers["Location"]).rstrip("/").rpartition("/")[2]


def address(name: str, *args: str) -> str:
    return reverse(f"operator:{name}", args=args)


def test_pages_are_for_operators_only(client: Client) -> None:
    payout = asked()
    file_id = made(client)
    owner = Person.objects.get(memberships__organisation=make_organisation())
    pages = [
        address("payouts"),
        address("payouts_waiting"),
        address("payout_file", file_id),
        address("payout_file_download", file_id),
    ]
    for page in [*pages, address("payout_returned", payout.id)]:
        assert logged_in(owner).get(page).status_code == 404
        assert logged_in(make_worker()).get(page).status_code == 404
        assert logged_in(None).get(page).headers["Location"] == f"/accounts/login/?next={page}"
    for page in pages:
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("name", ["payout_file_sent", "payout_file_withdrawn", "payouts_confirmed"])
def test_nobody_else_moves_a_file(client: Client, name: str) -> None:
    payout = asked()
    page = address(name, made(client))
    assert logged_in(make_worker()).post(page).status_code == 404
    assert logged_in(None).post(page).status_code == 302
    payout.refresh_from_db()
    assert payout.state == "requested"
    assert PayoutFile.objects.get().sent_at is None


def test_what_waits_longer_than_agreed_is_said(client: Client) -> None:
    asked(days=6)
    assert "This is later than agreed." not in client.get(address("payouts")).content.decode()
    asked(days=8)
    shown = client.get(address("payouts")).content.decode()
    assert "This is later than agreed." in shown
    assert "10.00 EUR" in shown


@pytest.mark.parametrize("variant", ["pain.001.001.09", "pain.001.001.03"])
def test_a_file_is_made_once_and_taken_to_the_bank(client: Client, variant: str) -> None:
    asked()
    file_id = made(client, variant)
    assert made(client, variant) == file_id
    answer = client.get(address("payout_file_download", file_id))
    assert answer.headers["Content-Type"] == "application/xml"
    assert answer.headers["Cache-Control"] == "no-store"
    assert IBAN.encode() in answer.content
    assert variant.encode() in answer.content
    assert IBAN not in client.get(address("payout_file", file_id)).content.decode()


def test_without_an_account_to_debit_the_page_says_what_to_set(client: Client) -> None:
    asked()
    fields = {"rail": "sepa", "channel": "", "variant": "pain.001.001.09", "client_key": "k"}
    with override_settings(PAYER_IBAN=""):
        client.post(reverse("operator:payout_file_made"), fields)
    assert "OUVRAGE_PAYER_IBAN" in client.get(address("payouts")).content.decode()
    assert not PayoutFile.objects.exists()


def test_a_file_is_sent_and_its_payouts_arrive_one_by_one_or_together(client: Client) -> None:
    first, second, third = asked("5"), asked("6"), asked("7")
    file_id = made(client)
    client.post(address("payout_file_sent", file_id))
    confirm = address("payouts_confirmed", file_id)
    client.post(confirm, {"payout": first.id, "reference": "statement 12"})
    assert states() == {first.id: "confirmed", second.id: "sent", third.id: "sent"}
    assert "statement 12" in client.get(address("payout_file", file_id)).content.decode()
    client.post(confirm)
    assert "No payout was ticked." in client.get(address("payout_file", file_id)).content.decode()
    client.post(confirm, {"all": "1"})
    assert set(states().values()) == {"confirmed"}
    assert ledger.transit_balances() == {}


def states() -> dict[str, str]:
    return dict(Payout.objects.values_list("id", "state"))


def test_a_payment_that_came_back_needs_a_reason_and_words(client: Client) -> None:
    payout = asked()
    client.post(address("payout_file_sent", made(client)))
    page = address("payout_returned", payout.id)
    answer = client.post(page, {"explanation": "AC01"})
    assert answer.status_code == 422
    assert 'href="#id_reason_field"' in answer.content.decode()
    client.post(page, {"reason": "account_wrong", "explanation": "AC01: no such account"})
    payout.refresh_from_db()
    assert (payout.state, payout.reason) == ("returned", "account_wrong")
    assert str(ledger.due(payout.worker_id, "EUR")) == "5.00 EUR"
    assert client.get(page).status_code == 404


def test_a_payment_that_had_arrived_can_come_back(client: Client) -> None:
    payout = asked()
    file_id = made(client)
    client.post(address("payout_file_sent", file_id))
    client.post(address("payouts_confirmed", file_id), {"all": "1", "reference": "statement 12"})
    page = address("payout_returned", payout.id)
    assert f'href="{page}"' in client.get(address("payout_file", file_id)).content.decode()
    assert "It was recorded as arrived on" in client.get(page).content.decode()
    client.post(page, {"reason": "not_accepted", "explanation": "MS03, no reason given"})
    shown = client.get(address("payout_file", file_id)).content.decode()
    assert "<bdi>statement 12</bdi> · <bdi>MS03, no reason given</bdi>" in shown
    assert f'href="{page}"' not in shown
    assert str(ledger.due(payout.worker_id, "EUR")) == "5.00 EUR"


def test_a_withdrawn_file_is_not_given_out_again(client: Client) -> None:
    asked()
    file_id = made(client)
    client.post(address("payout_file_withdrawn", file_id))
    assert client.get(address("payout_file_download", file_id)).status_code == 409
    assert made(client, key="other") != file_id


def test_what_is_in_a_file_is_not_given_back_alone(client: Client) -> None:
    payout = asked()
    made(client)
    fields = {"reason": "not_sent", "explanation": "No."}
    answer = client.post(address("payout_returned", payout.id), fields)
    assert answer.status_code == 422
    assert "not in a state for that" in answer.content.decode()

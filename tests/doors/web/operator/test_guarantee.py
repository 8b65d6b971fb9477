"""The guarantee fund's page: what it holds and owes, and filling it once for each form."""

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.ledger import queries as ledger
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import CreditDraft
from ouvrage.pay.rules import CreditKind
from tests.factories.people import JOB, NOW, make_operator, make_worker

pytestmark = pytest.mark.django_db
FIELDS = {"client_key": "0" * 32, "amount": "12.50", "reference": "members' vote"}


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


def test_the_fund_is_filled_once_for_each_form(client: Client) -> None:
    for _ in range(2):
        answer = client.post(reverse("operator:guarantee"), FIELDS)
        assert answer.headers["Location"] == reverse("operator:guarantee")
    assert str(ledger.guarantee("EUR")) == "12.50 EUR"
    assert "12.50 EUR" in client.get(reverse("operator:guarantee")).content.decode()


def test_the_same_form_with_another_amount_moves_nothing(client: Client) -> None:
    client.post(reverse("operator:guarantee"), FIELDS)
    answer = client.post(reverse("operator:guarantee"), {**FIELDS, "amount": "9"})
    assert answer.status_code == 422
    assert str(ledger.guarantee("EUR")) == "12.50 EUR"


def test_what_is_owed_stands_on_the_page_until_it_is_paid(client: Client) -> None:
    draft = CreditDraft(CreditKind.QUALIFICATION, "A1", make_worker().id, 60, 600)
    pay.credit_time(actor=JOB, now=NOW, draft=draft)
    assert "0.205167 EUR" in client.get(reverse("operator:guarantee")).content.decode()
    client.post(reverse("operator:guarantee"), FIELDS)
    pay.pay_credits(actor=JOB, now=NOW)
    page = client.get(reverse("operator:guarantee")).content.decode()
    assert ("0.205167 EUR" in page, "Nothing is owed." in page) == (False, True)

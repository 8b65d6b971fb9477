"""The operator's pages: for operators alone, with the books, the journal and deposits."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.people.models import Organisation, Person
from tests.factories.people import make_operator, make_organisation, make_person, make_worker

pytestmark = pytest.mark.django_db
PAGES = ["home", "books", "guarantee", "journal", "people", "organisations", "reports"]
KEY = "0" * 32


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation()


def logged_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_operators_only(organisation: Organisation, name: str) -> None:
    address = reverse(f"operator:{name}")
    owner = Person.objects.get(memberships__organisation=organisation)
    assert logged_in(make_operator()).get(address).status_code == 200
    assert logged_in(owner).get(address).status_code == 404
    assert logged_in(make_worker()).get(address).status_code == 404
    assert logged_in(None).get(address).headers["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("name", ["deposit", "grant"])
def test_nobody_else_moves_money(organisation: Organisation, name: str) -> None:
    address = reverse(f"operator:{name}", args=[organisation.id])
    owner = Person.objects.get(memberships__organisation=organisation)
    fields = {f"{name}-client_key": KEY, f"{name}-amount": "5", f"{name}-reference": "x"}
    assert logged_in(owner).post(address, fields).status_code == 404
    assert logged_in(make_person()).post(address, fields).status_code == 404
    assert logged_in(None).post(address, fields).status_code == 302
    assert ledger.available(organisation.id, "EUR") == Money.zero("EUR")


def test_organisation_page_is_for_operators(organisation: Organisation) -> None:
    address = reverse("operator:organisation", args=[organisation.id])
    assert logged_in(make_operator()).get(address).status_code == 200
    assert logged_in(make_person()).get(address).status_code == 404
    unknown = reverse("operator:organisation", args=["unknown"])
    assert logged_in(make_operator()).get(unknown).status_code == 404


def test_deposit_is_recorded_once(organisation: Organisation) -> None:
    client = logged_in(make_operator())
    address = reverse("operator:deposit", args=[organisation.id])
    fields = {
        "deposit-client_key": KEY,
        "deposit-amount": "250,50",
        "deposit-reference": "RF18 5390",
    }
    for _ in range(2):
        assert client.post(address, fields).status_code == 302
    assert ledger.available(organisation.id, "EUR") == Money.parse("250.50", "EUR")
    page = client.get(reverse("operator:organisation", args=[organisation.id])).content.decode()
    assert "RF18 5390" in page
    assert "250.50 EUR" in page


@pytest.mark.parametrize("amount", ["0", "-3", "1.0000001", "ten"])
def test_amount_that_cannot_be_is_said_and_kept(organisation: Organisation, amount: str) -> None:
    address = reverse("operator:deposit", args=[organisation.id])
    fields = {"deposit-client_key": KEY, "deposit-amount": amount, "deposit-reference": "x"}
    answer = logged_in(make_operator()).post(address, fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_deposit-amount"' in page
    assert f'value="{amount}"' in page
    assert ledger.available(organisation.id, "EUR") == Money.zero("EUR")


def test_play_money_is_granted_on_a_test_instance(organisation: Organisation) -> None:
    client = logged_in(make_operator())
    address = reverse("operator:grant", args=[organisation.id])
    fields = {"grant-client_key": KEY, "grant-amount": "100"}
    assert client.post(address, fields).status_code == 302
    assert ledger.available(organisation.id, "EUR") == Money.parse("100", "EUR")


def test_there_is_no_play_money_elsewhere(organisation: Organisation) -> None:
    client = logged_in(make_operator())
    page = reverse("operator:organisation", args=[organisation.id])
    fields = {"grant-client_key": KEY, "grant-amount": "100"}
    with override_settings(PLAY_MONEY=False):
        assert "Grant play money" not in client.get(page).content.decode()
        answer = client.post(reverse("operator:grant", args=[organisation.id]), fields)
    assert answer.status_code == 422
    assert ledger.available(organisation.id, settings.CURRENCY) == Money.zero("EUR")


def test_health_says_that_the_books_are_right(organisation: Organisation) -> None:
    page = logged_in(make_operator()).get(reverse("operator:home")).content.decode()
    assert "The books are balanced" in page
    assert "No event waits for a handler." in page


def test_people_are_found_by_address() -> None:
    make_person(email="findme@example.org")
    make_person(email="other@example.org")
    client = logged_in(make_operator())
    page = client.get(reverse("operator:people"), {"text": "FINDME"}).content.decode()
    assert "findme@example.org" in page
    assert "other@example.org" not in page


def test_journal_shows_the_latest_lines(organisation: Organisation) -> None:
    page = logged_in(make_operator()).get(reverse("operator:journal")).content.decode()
    assert "organisation_created" in page
    assert organisation.id in page


def test_an_operator_appoints_and_removes_a_reviewer() -> None:
    person, client = make_person(name="Renée"), logged_in(make_operator())
    page = reverse("operator:person", args=[person.id])
    assert "Appoint as reviewer" in client.get(page).content.decode()
    answer = client.post(reverse("operator:reviewer_appointed", args=[person.id]))
    assert answer.headers["Location"] == page
    assert Person.objects.get(id=person.id).reviews
    assert "Renée" in client.get(reverse("operator:people")).content.decode()
    end = reverse("operator:reviewer_removed", args=[person.id])
    assert client.post(end, {"removal-reason": ""}).status_code == 422
    assert Person.objects.get(id=person.id).reviews
    assert client.post(end, {"removal-reason": "The term is over."}).status_code == 302
    assert not Person.objects.get(id=person.id).reviews


@pytest.mark.parametrize("name", ["person", "reviewer_appointed", "reviewer_removed"])
def test_roles_are_given_by_operators_only(name: str) -> None:
    person = make_person()
    address = reverse(f"operator:{name}", args=[person.id])
    for other in (person, make_worker()):
        client = logged_in(other)
        answer = client.get(address) if name == "person" else client.post(address)
        assert answer.status_code == 404
    assert not Person.objects.get(id=person.id).reviews


def test_scripts_are_allowed_and_ended_with_a_reason_by_operators_alone(
    organisation: Organisation,
) -> None:
    address = reverse("operator:scripts", args=[organisation.id])
    owner = Person.objects.get(memberships__organisation=organisation)
    allowed = {"scripts-reason": "Seen in the register.", "then": "allow"}
    assert logged_in(owner).post(address, allowed).status_code == 404
    client = logged_in(make_operator())
    assert client.post(address, {"scripts-reason": " ", "then": "allow"}).status_code == 422
    organisation.refresh_from_db()
    assert not organisation.scripts_allowed
    page = client.post(address, allowed, follow=True).content.decode()
    assert "Its pages may run scripts." in page
    assert "End scripts" in page
    assert client.post(address, allowed).status_code == 422
    ended = {"scripts-reason": "It asked for passwords.", "then": "withdraw"}
    page = client.post(address, ended, follow=True).content.decode()
    assert "Its scripts no longer run." in page
    assert "Allow scripts" in page

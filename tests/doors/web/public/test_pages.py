"""What anybody sees first."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.factories.people import make_organisation, make_person, make_worker

pytestmark = pytest.mark.django_db


def test_front_page_speaks_to_workers_and_requesters(client: Client) -> None:
    text = client.get(reverse("home")).content.decode()
    assert f'{reverse("account_signup")}?for=work"' in text
    assert f'{reverse("account_signup")}?for=order"' in text
    assert "12.31 EUR" in text


def test_sign_up_button_chooses_the_wish(client: Client) -> None:
    text = client.get(reverse("account_signup") + "?for=order").content.decode()
    assert re.search(r'value="order"[^>]* checked', text)


def test_front_page_leads_each_person_to_their_places(client: Client) -> None:
    owner = make_person(works=True)
    organisation = make_organisation(owner)
    client.force_login(owner)
    text = client.get(reverse("home")).content.decode()
    assert reverse("worker:offers") in text
    assert reverse("requester:organisation", args=[organisation.id]) in text
    assert "?for=work" not in text
    client.force_login(make_worker())
    assert organisation.id not in client.get(reverse("home")).content.decode()


def test_about_page_says_what_is_recorded(client: Client) -> None:
    text = client.get(reverse("about")).content.decode()
    assert "What is recorded about workers" in text
    assert "5 % on top" in text


def test_pages_are_in_french_for_french_browsers(client: Client) -> None:
    text = client.get(reverse("about"), headers={"accept-language": "fr"}).content.decode()
    assert "Ce qui est enregistré sur les travailleurs" in text
    assert "12,31 EUR" in text


def test_robots_read_the_front_page_only(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode().splitlines() == ["User-agent: *", "Allow: /$", "Disallow: /"]


def test_favicon_is_there() -> None:
    assert finders.find("public/favicon.svg")


def test_anybody_reads_the_register_of_systems_that_decide(client: Client) -> None:
    """DEC-9: purpose, data, parameters with their figures, version, owner, last change."""
    page = client.get(reverse("register")).content.decode()
    for said in (
        "Acceptance at the deadline",
        "Days within which a person decides: 14",
        "Frauds, each proven by a person, that make the rule propose: 2",
        "The operator of this instance",
        "First version.",
    ):
        assert said in page
    assert reverse("register") in client.get(reverse("home")).content.decode()

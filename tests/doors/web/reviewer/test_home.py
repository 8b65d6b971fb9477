"""The reviewers' first page: for those with the role and for operators."""

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.people.models import Person
from tests.factories.people import make_operator, make_person, make_reviewer, make_worker

pytestmark = pytest.mark.django_db
HOME = "/reviewer/"


def logged_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def test_the_page_is_for_reviewers_and_operators() -> None:
    assert reverse("reviewer:home") == HOME
    assert logged_in(make_reviewer()).get(HOME).status_code == 200
    assert logged_in(make_operator()).get(HOME).status_code == 200
    assert logged_in(make_worker()).get(HOME).status_code == 404
    assert logged_in(make_person()).get(HOME).status_code == 404
    assert logged_in(None).get(HOME).headers["Location"] == f"/accounts/login/?next={HOME}"


def test_the_navigation_leads_there() -> None:
    entry = f'<a href="{HOME}"'
    assert entry in logged_in(make_reviewer()).get(reverse("profile")).content.decode()
    assert entry not in logged_in(make_person()).get(reverse("profile")).content.decode()


def test_a_reviewer_is_at_home_there_after_logging_in() -> None:
    reviewer = make_reviewer()
    fields = {"login": reviewer.email, "password": "three brown horses"}
    answer = Client().post(reverse("account_login"), fields)
    assert answer.headers["Location"] == HOME

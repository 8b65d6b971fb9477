"""The pages of messages: one's own, in one's language, and when letters come."""

import pytest
from django.urls import reverse
from django.utils import translation

from ouvrage.base.moment import utc_now
from ouvrage.people.models import Person
from ouvrage.voice import actions, queries
from ouvrage.voice.drafts import Telling
from ouvrage.voice.rules import Window
from tests.doors.web.worker.scenes import logged_in
from tests.factories.people import JOB, make_member, make_organisation, make_worker

pytestmark = pytest.mark.django_db
CHOICES = {"letters": "on", "zone": "Asia/Kolkata", "from_hour": "18", "to_hour": "22"}


def tell(person: Person, key: str = "k", **about: str) -> None:
    params = {"amount": {"micros": 12_500_000, "currency": "EUR"}, "project": "Moods"}
    telling = Telling(key, person.id, "payout_sent", params, **about)
    actions.tell(actor=JOB, now=utc_now(), telling=telling)


def test_visitor_is_led_to_the_log_in() -> None:
    for name in ("messages", "message_choices"):
        response = logged_in(None).get(reverse(name))
        assert (response.status_code, response.url.partition("?")[0]) == (302, "/accounts/login/")


def test_person_sees_their_own_messages_and_nobody_elses() -> None:
    mine, other = make_worker(), make_worker()
    tell(mine)
    page = logged_in(mine).get(reverse("messages")).content.decode()
    assert "12.50 EUR was sent to your account." in page
    assert "12.50 EUR" not in logged_in(other).get(reverse("messages")).content.decode()


def test_member_of_an_organisation_has_messages_too() -> None:
    member = make_member(make_organisation())
    assert logged_in(member).get(reverse("messages")).status_code == 200


def test_message_is_new_once() -> None:
    worker = make_worker()
    tell(worker)
    browser = logged_in(worker)
    assert "<small>new</small>" in browser.get(reverse("messages")).content.decode()
    assert "<small>new</small>" not in browser.get(reverse("messages")).content.decode()


def test_message_leads_to_what_it_is_about() -> None:
    worker = make_worker()
    tell(worker, subject_kind="project", subject_id="01J0000000000000000000ABCD")
    tell(worker, "other", subject_kind="something", subject_id="1")
    page = logged_in(worker).get(reverse("messages")).content.decode()
    assert reverse("worker:project", args=["01J0000000000000000000ABCD"]) in page
    assert page.count("<h2>A payout was sent") == 1


def test_messages_are_in_the_readers_language() -> None:
    worker = make_worker(language="fr")
    tell(worker)
    browser = logged_in(worker)
    browser.cookies["language"] = "fr"
    page = browser.get(reverse("messages")).content.decode()
    translation.activate("en")
    assert "12,50 EUR" in page


def test_person_chooses_when_letters_come() -> None:
    worker = make_worker()
    browser = logged_in(worker)
    given = {**CHOICES, "at_once": ["payout_sent"], "asked_for": ["work_available"]}
    response = browser.post(reverse("message_choices"), given)
    assert (response.status_code, response.url) == (302, reverse("messages"))
    row = queries.preference_of(worker.id)
    assert (row.window, row.letters) == (Window("Asia/Kolkata", 18, 22), True)
    assert (row.at_once, row.asked_for) == (("payout_sent",), ("work_available",))
    page = browser.get(reverse("message_choices")).content.decode()
    assert '<option value="Asia/Kolkata" selected>' in page


def test_window_of_no_hours_is_refused_beside_its_field() -> None:
    worker = make_worker()
    response = logged_in(worker).post(reverse("message_choices"), {**CHOICES, "to_hour": "18"})
    assert response.status_code == 422
    assert "A window begins and ends at a full hour" in response.content.decode()
    assert not queries.preference_of(worker.id).chosen


def test_legal_notices_cannot_be_turned_off_and_nothing_is_asked_for_by_default() -> None:
    page = logged_in(make_worker()).get(reverse("message_choices")).content.decode()
    assert 'value="contract_changed"' not in page
    assert 'value="work_available" checked' not in page
    assert 'value="work_available"' in page

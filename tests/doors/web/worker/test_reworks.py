"""A rework on the worker's pages: why, what it pays, doing it, leaving it; and what waits."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.people.rules import StatusKind
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Submission
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.contributions import EVERY_SCHEME, choose
from tests.factories.people import JOB, make_operator
from tests.factories.review import fill_guarantee, offer, refuse_after_offer

pytestmark = pytest.mark.django_db
SAID = {
    "evidence": "The sentence tells of a bridge that is closed.",
    "explanation": "Nothing in the words is glad.",
}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def send(scene: Scene) -> Submission:
    held = scene.take()
    return work.submit(
        actor=scene.actor,
        now=utc_now(),
        assignment_id=held.id,
        answer={"mood": "glad", "why": "bridge"},
        active_seconds=8,
    )


def address(name: str, *args: str) -> str:
    return reverse(f"worker:{name}", args=args)


def page(client: Client, name: str, *args: str) -> str:
    shown = client.get(address(name, *args))
    assert shown.status_code == 200
    return shown.content.decode()


def state_of(sent: Submission) -> str:
    return Submission.objects.values_list("state", flat=True).get(id=sent.id)


def offered(scene: Scene) -> tuple[Submission, Assignment]:
    sent = send(scene)
    return sent, offer(sent, utc_now(), **SAID)


def test_an_offer_says_why_and_what_it_pays(scene: Scene, client: Client) -> None:
    """DEC-2: no urgency, no loss; the answer and the defect stand on the page."""
    sent, again = offered(scene)
    assert address("rework", again.id) in page(client, "offers")
    shown = page(client, "rework", again.id)
    for text in (
        "It is not refused",
        "C1: <bdi>The mood is the one the words show.</bdi>",
        SAID["evidence"],
        SAID["explanation"],
        "12.31 EUR an hour, for 1 h at the most",
        "whether or not the new answer is accepted",
        "Nothing else depends on it.",
        "bridge</textarea>",
    ):
        assert text in shown
    assert address("rework", again.id) in page(client, "answer", sent.id)
    assert "A paid rework is offered" in page(client, "answers")


@override_settings(**EVERY_SCHEME)
def test_a_rework_says_what_it_pays_in_the_workers_own_country(
    scene: Scene, client: Client
) -> None:
    """PAY-19: 13.90 EUR an hour in Germany, where the batch was published at 12.31 EUR."""
    choose(scene.worker, StatusKind.FOREIGN, utc_now(), country="DE")
    _, again = offered(scene)
    assert "13.90 EUR an hour, for 1 h at the most" in page(client, "rework", again.id)


def test_a_rework_begins_with_the_first_answer_in_the_form(scene: Scene, client: Client) -> None:
    _, again = offered(scene)
    led = client.get(address("assignment", again.id))
    assert led.headers["Location"] == address("rework", again.id)
    begun = client.post(address("rework", again.id))
    assert begun.headers["Location"] == address("assignment", again.id)
    shown = page(client, "assignment", again.id)
    assert "This is a paid rework" in shown
    assert "bridge</textarea>" in shown
    assert "Leave the first answer as it is" in shown
    assert "Somebody else will get it" not in shown


def test_a_rework_is_sent_like_any_answer(scene: Scene, client: Client) -> None:
    sent, again = offered(scene)
    client.post(address("rework", again.id))
    answer = {"mood": "sad", "why": "closed", "then": "stop", "active_seconds": "12"}
    led = client.post(address("submit", again.id), answer)
    assert led.headers["Location"] == f"{address('offers')}?sent=1"
    new = Submission.objects.get(assignment_id=again.id)
    assert (new.answer["mood"], state_of(sent), state_of(new)) == ("sad", "reworked", "pending")
    assert address("answer", new.id) in page(client, "answer", sent.id)
    assert address("answer", sent.id) in page(client, "answer", new.id)
    assert client.get(address("rework", again.id)).status_code == 302
    assert address("rework", again.id) not in page(client, "offers")


def test_an_offer_can_be_left(scene: Scene, client: Client) -> None:
    sent, again = offered(scene)
    client.post(address("return", again.id))
    assert state_of(sent) == "pending"
    shown = page(client, "rework", again.id)
    assert "The first answer waits for a decision." in shown
    assert "Begin the rework" not in shown
    assert address("rework", again.id) not in page(client, "offers")


def test_a_rework_that_comes_too_late_keeps_what_was_written(scene: Scene, client: Client) -> None:
    sent, again = offered(scene)
    client.post(address("rework", again.id))
    work.expire_leases(actor=JOB, now=utc_now() + timedelta(days=4))
    late = client.post(address("submit", again.id), {"mood": "sad", "why": "closed"})
    assert late.status_code == 409
    assert "your first answer waits for a decision" in late.content.decode()
    assert "closed</textarea>" in late.content.decode()
    assert state_of(sent) == "pending"
    assert "your first answer waits for a decision" in page(client, "assignment", again.id)


def test_a_rework_is_for_its_worker_alone(scene: Scene) -> None:
    _, again = offered(scene)
    for person in (scene.stranger, scene.owner):
        assert logged_in(person).get(address("rework", again.id)).status_code == 404
        assert logged_in(person).post(address("rework", again.id)).status_code == 404
    visitor = logged_in(None).get(address("rework", again.id))
    assert (visitor.status_code, "login" in visitor.headers["Location"]) == (302, True)


def test_a_final_refusal_says_what_its_time_was_paid(scene: Scene, client: Client) -> None:
    """PAY-9: 8 s at 12.31 EUR an hour."""
    fill_guarantee()
    sent = send(scene)
    verdict = refuse_after_offer(sent, utc_now(), **SAID)
    assert "the time of this work is paid all the same" in page(client, "answer", sent.id)
    assert verdict.appeal_until is not None
    review.close_refusals(actor=JOB, now=verdict.appeal_until)
    shown = page(client, "answer", sent.id)
    assert "paid all the same: 0.027356 EUR" in shown
    assert "Refused for good" in shown


def test_an_overturned_refusal_shows_the_words_of_the_reviewer(
    scene: Scene, client: Client
) -> None:
    fill_guarantee()
    sent = send(scene)
    refuse_after_offer(sent, utc_now(), **SAID)
    review.overturn_refusal(
        actor=Actor.person(make_operator().id, operator=True),
        now=utc_now(),
        submission_id=sent.id,
        explanation="A bridge can be closed for a feast.",
    )
    shown = page(client, "answer", sent.id)
    assert "by a reviewer of the instance" in shown
    assert "A bridge can be closed for a feast." in shown

"""Tasks that do not work, that one stops, or that a first answer ends (PAY-6, PAY-7, HLT-1, 4)."""

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.pay.models import Credit
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Batch, Project, Stop, Submission, Task
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    amount = Money.parse("50", "EUR")
    recipes.fund_guarantee(
        actor=Actor.job("tests"), now=utc_now(), amount=amount, reference="", key="tests"
    )
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return logged_in(scene.worker)


def address(name: str, *args: str) -> str:
    """The address of a worker's page."""
    return reverse(f"worker:{name}", args=args)


def sensitive(scene: Scene) -> None:
    """The scene's batch shows violence, and its worker chose to see it."""
    Batch.objects.filter(id=scene.batch_id).update(sensitive=["violence"])
    work.choose_sensitive(
        actor=scene.actor, now=utc_now(), sensitive=["violence"], exposure_minutes=None
    )


def test_a_task_that_does_not_work_is_reported_from_its_page(scene: Scene, client: Client) -> None:
    """PAY-7."""
    held = scene.take()
    page = client.get(address("assignment", held.id)).content.decode()
    assert "This task does not work" in page
    assert address("broken", held.id) in page
    sent = client.post(
        address("broken", held.id),
        {"reason": "missing_file", "words": "No picture.", "active_seconds": "40"},
    )
    assert (sent.status_code, sent["Location"]) == (302, "/worker/?sent=stopped")
    assert Assignment.objects.get().state == "broken"
    stop = Stop.objects.get()
    assert (stop.reason, stop.words, stop.seconds) == ("missing_file", "No picture.", 40)
    listed = client.get(address("stops")).content.decode()
    assert "An image, a sound or a file is missing" in listed
    assert "Counted and paid" in listed
    assert "0.136778 EUR" in listed
    closed = client.get(address("assignment", held.id)).content.decode()
    assert "This task was stopped" in closed


def test_a_report_without_words_says_what_is_missing(scene: Scene, client: Client) -> None:
    held = scene.take()
    refused = client.post(address("broken", held.id), {"reason": "other"})
    assert refused.status_code == 422
    assert "This report was not sent yet" in refused.content.decode()
    assert Assignment.objects.get().state == "taken"


def test_nobody_stops_a_task_in_anothers_hands(scene: Scene) -> None:
    held = scene.take()
    for person, status in ((scene.stranger, 404), (scene.owner, 404), (None, 302)):
        client = logged_in(person)
        for name in ("broken", "withdraw", "mislabelled"):
            sent = client.post(address(name, held.id), {"reason": "error"})
            assert sent.status_code == status
    assert Assignment.objects.get().state == "taken"


def test_a_sensitive_task_is_stopped_on_paid_time(scene: Scene, client: Client) -> None:
    """HLT-4: the button takes the place of the one that returns."""
    sensitive(scene)
    held = scene.take()
    page = client.get(address("assignment", held.id)).content.decode()
    assert "Stop this task, paid" in page
    assert "Return this task" not in page
    assert "Violence, injury or death" in page
    client.post(address("withdraw", held.id), {"active_seconds": "10"})
    assert Assignment.objects.get().state == "withdrawn"
    assert Credit.objects.get().kind == "withdrawn"


def test_an_ordinary_task_is_returned_as_before(scene: Scene, client: Client) -> None:
    held = scene.take()
    page = client.get(address("assignment", held.id)).content.decode()
    assert "Return this task" in page
    assert "Stop this task, paid" not in page
    assert client.post(address("withdraw", held.id)).status_code == 409
    assert Assignment.objects.get().state == "taken"


def test_what_was_not_declared_is_reported(scene: Scene, client: Client) -> None:
    """HLT-1."""
    held = scene.take()
    client.post(address("mislabelled", held.id), {"sensitive": ["violence", "hate"]})
    stop = Stop.objects.get()
    assert (stop.kind, stop.sensitive) == ("mislabelled", ["hate", "violence"])
    listed = client.get(address("stops")).content.decode()
    assert "Hatred against people or groups, Violence, injury or death" in listed


def test_the_first_question_ends_a_task_and_the_rest_may_stay_empty(
    scene: Scene, client: Client
) -> None:
    """PAY-6."""
    Project.objects.update(screening={"field": "mood", "values": ["sad"]})
    held = scene.take()
    page = client.get(address("assignment", held.id)).content.decode()
    assert "novalidate" in page
    sent = client.post(
        address("submit", held.id), {"mood": "sad", "then": "stop", "active_seconds": "7"}
    )
    assert sent["Location"] == "/worker/?sent=screened"
    assert "The first question ended this task" in client.get(sent["Location"]).content.decode()
    stop = Stop.objects.get()
    assert (stop.kind, stop.seconds, stop.answer) == ("screen_out", 7, {"mood": ["sad"]})
    assert Submission.objects.count() == 0
    assert Task.objects.order_by("position")[0].places == 2


def test_screened_out_leads_to_the_next_task(scene: Scene, client: Client) -> None:
    """PAY-6."""
    Project.objects.update(screening={"field": "mood", "values": ["sad"]})
    held = scene.take()
    sent = client.post(address("submit", held.id), {"mood": "sad", "then": "next"})
    following = Assignment.objects.get(state="taken")
    assert sent["Location"] == f"{address('assignment', following.id)}?sent=screened"
    again = client.post(address("submit", held.id), {"mood": "sad", "then": "next"})
    assert again["Location"] == address("assignment", held.id)
    assert Credit.objects.count() == 1


def test_another_answer_is_sent_as_ever(scene: Scene, client: Client) -> None:
    Project.objects.update(screening={"field": "mood", "values": ["sad"]})
    held = scene.take()
    client.post(address("submit", held.id), {"mood": "glad", "then": "stop"})
    assert Submission.objects.get().answer["mood"] == "glad"

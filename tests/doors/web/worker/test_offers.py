"""The list of offers and the page of one project before it is accepted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.work import actions as work
from ouvrage.work.models import Project
from ouvrage.work.rules import OFFER_ORDER
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene

pytestmark = pytest.mark.django_db
NOT_PILOTED = "Not piloted: fewer than 5 people have done it."


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def page(client: Client, name: str, *args: str, **query: str) -> str:
    answer = client.get(reverse(f"worker:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_offer_says_what_it_pays_before_anything_is_accepted(scene: Scene) -> None:
    shown = page(logged_in(scene.worker), "offers")
    for text in (
        "Mood of sentences",
        "Archive of Lyon",
        "Find which sentences visitors like.",
        "0.12 EUR",
        "21.60 EUR",
        "20 s",
        "Paid up to 0.",
    ):
        assert text in shown


def test_offers_are_filtered_by_language(scene: Scene) -> None:
    client = logged_in(scene.worker)
    assert "Mood of sentences" in page(client, "offers", language="en")
    shown = page(client, "offers", language="fr")
    assert "Mood of sentences" not in shown
    assert "There is no offer in this language at present." in shown


def test_unfinished_task_stands_first(scene: Scene) -> None:
    held = scene.take()
    shown = page(logged_in(scene.worker), "offers")
    link = reverse("worker:assignment", args=[held.id])
    assert "Go on with “Mood of sentences”" in shown
    assert shown.index(link) < shown.index('id="offers"')


def test_nobody_sees_who_is_there(scene: Scene) -> None:
    shown = page(logged_in(scene.worker), "offers")
    assert scene.stranger.email not in shown
    assert scene.stranger.id not in shown


def test_order_is_explained(scene: Scene) -> None:
    shown = page(logged_in(scene.worker), "order")
    assert [sentence for sentence in OFFER_ORDER if sentence not in shown] == []
    assert reverse("worker:order") in page(logged_in(scene.worker), "offers")


def test_project_discloses_before_it_is_accepted(scene: Scene) -> None:
    shown = page(logged_in(scene.worker), "project", scene.project.id)
    for text in (
        "Archive of Lyon",
        "(FR)",
        "A non-profit organisation",
        "Weather Museum",
        "Preparation: make or label the data a model learns from",
        "Public texts",
        "archive@example.org",
        "English",
        "3 days after it was sent",
        "1 h",
    ):
        assert text in shown


def test_confidential_client_comes_with_its_reason_and_end(scene: Scene) -> None:
    hidden = make_scene(end_client="")
    shown = page(logged_in(hidden.worker), "project", hidden.project.id)
    assert "Confidential until" in shown
    assert "The museum opens in May." in shown


def test_preview_is_a_real_task_that_cannot_be_sent_yet(scene: Scene) -> None:
    shown = page(logged_in(scene.worker), "project", scene.project.id)
    start = shown.index("<fieldset disabled")
    assert "The rain has stopped." in shown[start:]
    assert 'name="mood"' in shown[start:]


def test_instructions_come_with_the_paid_reading(scene: Scene) -> None:
    client = logged_in(scene.worker)
    before = page(client, "project", scene.project.id)
    assert "Read the instructions (paid up to" in before
    assert "Irony counts as what is meant." not in before
    scene.read()
    after = page(client, "project", scene.project.id)
    assert "Irony counts as what is meant." in after
    assert "You have read these instructions. That time is paid." in after


def test_paused_project_says_so(scene: Scene) -> None:
    work.pause_project(actor=scene.actor, now=utc_now(), project_id=scene.project.id)
    shown = page(logged_in(scene.worker), "project", scene.project.id)
    assert "The requester has paused this project." in shown
    assert "Read the instructions (paid" not in shown


def test_foreign_text_is_escaped() -> None:
    scene = make_scene(title="<script>x</script>")
    client = logged_in(scene.worker)
    assert "<script>x" not in page(client, "offers")
    assert "<script>x" not in page(client, "project", scene.project.id)


def test_work_that_few_people_have_done_says_so(scene: Scene) -> None:
    """ACC-9."""
    client = logged_in(scene.worker)
    pages = [("offers",), ("project", scene.project.id)]
    assert all(NOT_PILOTED in page(client, *each) for each in pages)
    Project.objects.update(measured_workers=5)
    assert not any(NOT_PILOTED in page(client, *each) for each in pages)


def test_project_whose_client_had_to_be_named_by_now_hands_out_nothing() -> None:
    scene = make_scene(end_client="")
    Project.objects.update(confidentiality_until=utc_now().date() - timedelta(days=1))
    client = logged_in(scene.worker)
    assert "Mood of sentences" not in page(client, "offers")
    shown = page(client, "project", scene.project.id)
    assert "The requester had to name the end client by now and has not" in shown
    assert reverse("worker:read", args=[scene.project.id]) not in shown
    owner = logged_in(scene.owner)
    place = reverse("requester:project", args=[scene.organisation.id, scene.project.id])
    assert "Name the end client" in owner.get(place).content.decode()
    Project.objects.update(end_client="Weather Museum")
    assert "Name the end client" not in owner.get(place).content.decode()
    assert "Mood of sentences" in page(client, "offers")

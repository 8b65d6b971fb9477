"""The first reading is paid time, whether the worker goes on or not (PAY-4)."""

from dataclasses import replace

import pytest
from django.urls import reverse

from ouvrage.ledger.queries import due
from ouvrage.pay.models import Reading
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Task
from tests.doors.web.worker.scenes import INSTRUCTIONS, Scene, logged_in, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address(name: str, scene: Scene) -> str:
    return reverse(f"worker:{name}", args=[scene.project.id])


def shown_on(scene: Scene) -> dict[str, str]:
    """The chain that the project's page shows, as its form sends it."""
    return {"chain": scene.project.chain_hash}


def test_reading_begins_with_the_button_and_shows_the_instructions(scene: Scene) -> None:
    client = logged_in(scene.worker)
    answer = client.post(address("read", scene), {"task": "T", **shown_on(scene)}, follow=True)
    assert answer.redirect_chain == [(f"{address('instructions', scene)}?task=T", 302)]
    shown = answer.content.decode()
    for text in (
        INSTRUCTIONS.goal,
        *INSTRUCTIONS.steps,
        INSTRUCTIONS.good_examples[0].text,
        INSTRUCTIONS.bad_examples[1].why,
        INSTRUCTIONS.criteria[0],
        INSTRUCTIONS.edge_cases[0],
        "Not for me",
    ):
        assert text in shown
    assert Reading.objects.get().state == "open"


def test_instructions_wait_for_the_button(scene: Scene) -> None:
    answer = logged_in(scene.worker).get(address("instructions", scene))
    assert answer.headers["Location"] == address("project", scene)
    assert not Reading.objects.exists()


def test_declining_is_paid(scene: Scene) -> None:
    client = logged_in(scene.worker)
    client.post(address("read", scene), shown_on(scene))
    answer = client.post(address("decline", scene), {"active_seconds": "7"}, follow=True)
    assert "The time you spent reading is counted and paid." in answer.content.decode()
    reading = Reading.objects.get()
    assert (reading.state, reading.seconds) == ("paid", 7)
    assert due(scene.worker.id, "EUR") == reading.pay
    assert reading.pay.micros > 0
    assert not Assignment.objects.exists()


def test_starting_is_paid_and_takes_the_task_that_was_shown(scene: Scene) -> None:
    client = logged_in(scene.worker)
    shown = Task.objects.filter(project=scene.project).order_by("position")[1]
    client.post(address("read", scene), {"task": shown.id, **shown_on(scene)})
    sent = {"active_seconds": "7", "task": shown.id}
    answer = client.post(address("take", scene), sent)
    held = Assignment.objects.get()
    assert answer.headers["Location"] == reverse("worker:assignment", args=[held.id])
    assert held.task_id == shown.id
    assert Reading.objects.get().seconds == 7


def test_reading_twice_is_paid_once(scene: Scene) -> None:
    client = logged_in(scene.worker)
    for _ in range(2):
        client.post(address("read", scene), shown_on(scene))
        client.post(address("decline", scene), {"active_seconds": "7"})
    assert Reading.objects.count() == 1
    assert due(scene.worker.id, "EUR") == Reading.objects.get().pay


def test_tasks_wait_for_the_reading(scene: Scene) -> None:
    answer = logged_in(scene.worker).post(address("take", scene), shown_on(scene))
    assert answer.headers["Location"] == address("project", scene)
    assert not Assignment.objects.exists()


def test_new_instructions_are_read_and_paid_again(scene: Scene) -> None:
    scene.read()
    work.write_instructions(
        actor=scene.actor,
        now=scene.project.created_at,
        project_id=scene.project.id,
        draft=replace(INSTRUCTIONS, goal="Say how the sentence feels."),
    )
    client = logged_in(scene.worker)
    assert (
        "Read the instructions (paid up to"
        in client.get(address("project", scene)).content.decode()
    )
    client.post(address("read", scene), shown_on(scene))
    client.post(address("decline", scene), {"active_seconds": "7"})
    assert Reading.objects.filter(state="paid").count() == 2

"""Tasks that do not work, as their requester sees them (PAY-7), and what publishing asks."""

from datetime import timedelta

import pytest
from django.test import Client

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Batch, Project, Task
from ouvrage.work.rules import StopKind
from tests.doors.web.requester.scenes import RunningScene, logged_in, make_running_scene
from tests.factories.people import make_worker
from tests.factories.work import make_draft_batch, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> RunningScene:
    return make_running_scene(tasks=1)


@pytest.fixture
def pulled(scene: RunningScene) -> Task:
    """The scene's task, which two workers reported."""
    draft = StopDraft(StopKind.BROKEN, reason="unreadable", words="The text is cut.")
    now = utc_now()
    for _ in range(2):
        actor = ready(make_worker(), scene.batch)
        held = work.take(actor=actor, now=now, project_id=scene.project.id)
        later = now + timedelta(seconds=20)
        pay.stop_task(actor=actor, now=later, assignment_id=held.id, draft=draft)
    return Task.objects.get()


def page(client: Client, scene: RunningScene, name: str, *more: str) -> str:
    """A page of the project."""
    return client.get(scene.address(name, scene.project.id, *more)).content.decode()


def test_the_project_says_that_a_task_was_taken_out_and_what_workers_said(
    scene: RunningScene, pulled: Task
) -> None:
    client = logged_in(scene.bob)
    assert "1 task was taken out" in page(client, scene, "project")
    shown = page(client, scene, "pulled", scene.batch.id)
    assert shown.count("The text is cut.") == 2
    assert "The content cannot be read or heard" in shown


def test_a_repaired_task_is_opened_again(scene: RunningScene, pulled: Task) -> None:
    client = logged_in(scene.alice)
    sent = client.post(scene.address("reopen_task", scene.project.id, pulled.id))
    assert sent.status_code == 302
    pulled.refresh_from_db()
    assert (pulled.places, pulled.pulled_at) == (2, None)
    assert "There is none now." in page(client, scene, "pulled", scene.batch.id)


def test_a_task_can_stay_out(scene: RunningScene, pulled: Task) -> None:
    client = logged_in(scene.alice)
    client.post(scene.address("drop_task", scene.project.id, pulled.id))
    pulled.refresh_from_db()
    assert (pulled.places, pulled.pulled_places) == (0, 0)
    assert "taken out" not in page(client, scene, "project")


def test_strangers_find_nothing(scene: RunningScene, pulled: Task) -> None:
    for person, status in ((scene.charlie, 404), (scene.dalia, 404), (None, 302)):
        client = logged_in(person)
        shown = client.get(scene.address("pulled", scene.project.id, scene.batch.id))
        assert shown.status_code == status
        for name in ("reopen_task", "drop_task"):
            sent = client.post(scene.address(name, scene.project.id, pulled.id))
            assert sent.status_code == status
    pulled.refresh_from_db()
    assert pulled.pulled_places == 2


def test_publishing_asks_what_may_hurt_and_takes_no_silence_for_none(scene: RunningScene) -> None:
    """HLT-1."""
    batch = make_draft_batch(scene.project)
    client = logged_in(scene.alice)
    address = scene.address("publish_batch", scene.project.id, batch.id)
    key = {"client_key": "0" * 32}
    assert client.post(address, key).status_code == 422
    both = client.post(address, {**key, "sensitive": ["none", "hate"]})
    assert "stands alone" in both.content.decode()
    assert Batch.objects.get(id=batch.id).state == "draft"
    assert client.post(address, {**key, "sensitive": ["hate", "medical"]}).status_code == 302
    assert Batch.objects.get(id=batch.id).sensitive == ["hate", "medical"]
    assert "Sensitive content: Hatred against people or groups" in page(client, scene, "project")


def test_a_question_that_ends_the_task_is_set_with_pay_and_time(scene: RunningScene) -> None:
    """PAY-6."""
    project = Project.objects.get()
    Batch.objects.update(state="draft")
    client = logged_in(scene.alice)
    fields = {
        "client_key": "0" * 32,
        "time_estimate_seconds": "10",
        "reward": "0.06",
        "answers_per_task": "3",
        "lease_minutes": "60",
        "review_days": "3",
        "screening_field": "money",
        "screening_values": "no\nunsure",
    }
    address = scene.address("pay", project.id)
    wrong = client.post(address, {**fields, "screening_field": "colour"})
    assert "The task page asks no question called “colour”" in wrong.content.decode()
    assert client.post(address, fields).status_code == 302
    project.refresh_from_db()
    assert project.screening == {"field": "money", "values": ["no", "unsure"]}
    assert "unsure" in client.get(address).content.decode()

"""Control items on the requester's pages and over the protocol (DEC-13)."""

from typing import Any

import pytest
from django.test import Client

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.review import actions as review
from ouvrage.review.models import GoldItem
from ouvrage.work.models import Batch, Task
from tests.doors.web.requester.scenes import Scene, logged_in, make_scene
from tests.factories.people import JOB
from tests.factories.work import answer_one, make_draft_batch, make_project

pytestmark = pytest.mark.django_db
FORM = {
    "client_key": "0" * 32,
    "task": "t2",
    "known_0": "yes",
    "explanation": "The sentence speaks of rent, which is money.",
}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def batch(scene: Scene) -> Batch:
    return make_draft_batch(make_project(scene.organisation), 3)


def at(scene: Scene, batch: Batch, name: str = "gold", *more: str) -> str:
    return scene.address(name, batch.project_id, batch.id, *more)


def page(client: Client, address: str) -> str:
    shown = client.get(address)
    assert shown.status_code == 200
    return shown.content.decode()


def test_a_task_is_marked_by_its_identifier_or_its_row(scene: Scene, batch: Batch) -> None:
    client = logged_in(scene.alice)
    assert at(scene, batch) in page(client, at(scene, batch, "publish_batch"))
    assert client.post(at(scene, batch), FORM).status_code == 302
    assert client.post(at(scene, batch), {**FORM, "task": "3"}).status_code == 302
    marked = GoldItem.objects.order_by("task__position")
    assert [item.task.external_id for item in marked] == ["t2", "t3"]
    assert marked[0].expected == {"money": "yes"}
    shown = page(client, at(scene, batch))
    assert FORM["explanation"] in shown
    client.post(at(scene, batch, "gold_unmarked", marked[0].task_id))
    assert [item.task.external_id for item in GoldItem.objects.all()] == ["t3"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"task": "t9"}, "No task of this batch"),
        ({"task": "4"}, "No task of this batch"),
        ({"known_0": ""}, "has a known answer to one question"),
        ({"explanation": "Rent."}, "at least 10 characters"),
    ],
)
def test_a_control_item_lacks_nothing(
    scene: Scene, batch: Batch, changes: dict[str, str], said: str
) -> None:
    answer = logged_in(scene.alice).post(at(scene, batch), {**FORM, **changes})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert GoldItem.objects.count() == 0


def test_once_published_items_are_shown_with_what_came_of_them(scene: Scene, batch: Batch) -> None:
    client = logged_in(scene.alice)
    client.post(at(scene, batch), {**FORM, "task": "t1"})
    pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)
    answer_one(scene.dalia, Batch.objects.get(id=batch.id), "no", now=utc_now())
    review.check_gold(actor=JOB, now=utc_now())
    shown = page(client, at(scene, batch))
    assert "Add a control item" not in shown
    assert "Otherwise" in shown
    assert at(scene, batch) in page(client, scene.address("project", batch.project_id))
    late = client.post(at(scene, batch), FORM)
    assert late.status_code == 422
    task = Task.objects.filter(batch=batch).order_by("position")[0]
    client.post(at(scene, batch, "gold_unmarked", task.id))
    assert GoldItem.objects.count() == 1


def test_control_items_are_for_members(scene: Scene, batch: Batch) -> None:
    address = at(scene, batch)
    assert logged_in(scene.bob).get(address).status_code == 200
    for person in (scene.charlie, scene.dalia):
        assert logged_in(person).get(address).status_code == 404
        assert logged_in(person).post(address, FORM).status_code == 404
    assert logged_in(None).get(address).status_code == 302
    other: Any = make_draft_batch(make_project(), 1)
    assert (
        logged_in(scene.alice).get(scene.address("gold", batch.project_id, other.id)).status_code
        == 404
    )

"""Each page for the worker whose it is, another worker, the requester and a visitor."""

import pytest
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.people.models import Person
from ouvrage.work import actions as work
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene

pytestmark = pytest.mark.django_db

OWN = ("offers", "order", "earnings", "answers")
OF_A_PROJECT = ("project", "nothing_left", "instructions")


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def status(person: Person | None, name: str, *args: str) -> tuple[int, str]:
    answer = logged_in(person).get(reverse(f"worker:{name}", args=args))
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("name", OWN)
def test_workers_have_their_own_pages(scene: Scene, name: str) -> None:
    address = reverse(f"worker:{name}")
    assert status(scene.worker, name) == (200, "")
    assert status(scene.owner, name) == (404, "")
    assert status(None, name) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("name", OF_A_PROJECT)
def test_published_projects_are_for_all_who_work(scene: Scene, name: str) -> None:
    scene.read()
    scene.read(scene.stranger)
    address = reverse(f"worker:{name}", args=[scene.project.id])
    assert status(scene.worker, name, scene.project.id) == (200, "")
    assert status(scene.stranger, name, scene.project.id) == (200, "")
    assert status(scene.owner, name, scene.project.id) == (404, "")
    assert status(None, name, scene.project.id) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("name", OF_A_PROJECT)
def test_unknown_project_is_not_there(scene: Scene, name: str) -> None:
    assert status(scene.worker, name, "no-such-project")[0] == 404


def test_task_is_for_who_took_it(scene: Scene) -> None:
    held = scene.take()
    address = reverse("worker:assignment", args=[held.id])
    assert status(scene.worker, "assignment", held.id) == (200, "")
    assert status(scene.stranger, "assignment", held.id) == (404, "")
    assert status(scene.owner, "assignment", held.id) == (404, "")
    assert status(None, "assignment", held.id) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("name", ["submit", "draft", "return"])
def test_nobody_else_acts_on_a_task(scene: Scene, name: str) -> None:
    held = scene.take()
    address = reverse(f"worker:{name}", args=[held.id])
    sent = {"mood": "glad"}
    assert logged_in(scene.stranger).post(address, sent).status_code == 404
    assert logged_in(scene.owner).post(address, sent).status_code == 404
    assert logged_in(None).post(address, sent).headers["Location"].startswith("/accounts/login/")
    held.refresh_from_db()
    assert (held.state, held.draft) == ("taken", None)


@pytest.mark.parametrize("name", ["read", "decline", "take"])
def test_only_workers_begin(scene: Scene, name: str) -> None:
    address = reverse(f"worker:{name}", args=[scene.project.id])
    assert logged_in(scene.owner).post(address).status_code == 404
    assert logged_in(None).post(address).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["submit", "draft", "return"])
def test_an_address_of_a_form_leads_back_to_the_task(scene: Scene, name: str) -> None:
    held = scene.take()
    task = reverse("worker:assignment", args=[held.id])
    assert status(scene.worker, name, held.id) == (302, task)


@pytest.mark.parametrize("name", ["read", "decline", "take"])
def test_an_address_of_a_form_leads_back_to_the_project(scene: Scene, name: str) -> None:
    project = reverse("worker:project", args=[scene.project.id])
    assert status(scene.worker, name, scene.project.id) == (302, project)


def test_answer_is_for_who_sent_it(scene: Scene) -> None:
    held = scene.take()
    sent = work.submit(
        actor=scene.actor,
        now=utc_now(),
        assignment_id=held.id,
        answer={"mood": "glad"},
        active_seconds=9,
    )
    address = reverse("worker:answer", args=[sent.id])
    assert status(scene.worker, "answer", sent.id) == (200, "")
    assert status(scene.stranger, "answer", sent.id) == (404, "")
    assert status(scene.owner, "answer", sent.id) == (404, "")
    assert status(None, "answer", sent.id) == (302, f"/accounts/login/?next={address}")

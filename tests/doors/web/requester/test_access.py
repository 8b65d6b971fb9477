"""Each page for the owner, a member, a stranger, a worker and a visitor."""

import pytest
from django.test import Client

from ouvrage.work.actions import store_upload
from tests.doors.web.requester.scenes import RunningScene, logged_in, make_running_scene
from tests.factories.people import JOB, NOW
from tests.factories.work import make_draft_batch, make_project

pytestmark = pytest.mark.django_db

PAGES = {
    "organisation": (),
    "statement": (),
    "members": (),
    "project_new": (),
    "project": ("project",),
    "progress": ("project",),
    "about": ("project",),
    "gallery": ("project",),
    "source": ("project",),
    "instructions": ("project",),
    "pay": ("project",),
    "file": ("project",),
    "publish": ("project",),
    "answers": ("project",),
    "batch_end": ("project", "batch"),
    "batch_answers": ("project", "batch"),
    "batch_readings": ("project", "batch"),
    "results": ("project", "batch"),
    "answer": ("project", "answer"),
    "rework": ("project", "answer"),
    "suspicion": ("project", "answer"),
}
FORMS = {
    "project_new": (),
    "about": ("project",),
    "source": ("project",),
    "instructions": ("project",),
    "pay": ("project",),
    "file": ("project",),
    "pause": ("project",),
    "resume": ("project",),
    "accept": ("project",),
    "accept_batch": ("project", "batch"),
    "batch_end": ("project", "batch"),
    "batch_answers": ("project", "batch"),
    "batch_readings": ("project", "batch"),
    "compute": ("project", "batch"),
    "accept_one": ("project", "answer"),
    "refuse": ("project", "answer"),
    "rework": ("project", "answer"),
    "suspicion": ("project", "answer"),
}


@pytest.fixture
def scene() -> RunningScene:
    return make_running_scene()


def at(scene: RunningScene, name: str, parts: tuple[str, ...]) -> str:
    return scene.address(name, *(getattr(scene, part).id for part in parts))


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_members_only(scene: RunningScene, name: str) -> None:
    address = at(scene, name, PAGES[name])
    assert status(logged_in(scene.alice), address) == 200
    assert status(logged_in(scene.bob), address) == 200
    assert status(logged_in(scene.charlie), address) == 404
    assert status(logged_in(scene.dalia), address) == 404
    visitor = logged_in(None).get(address)
    assert visitor.headers["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("name", FORMS)
def test_nobody_else_sends_a_form(scene: RunningScene, name: str) -> None:
    address = at(scene, name, FORMS[name])
    assert logged_in(scene.charlie).post(address).status_code == 404
    assert logged_in(scene.dalia).post(address).status_code == 404
    assert logged_in(None).post(address).headers["Location"].startswith("/accounts/login/")
    scene.batch.refresh_from_db()
    scene.project.refresh_from_db()
    scene.answer.refresh_from_db()
    assert (scene.batch.state, scene.project.paused) == ("open", False)
    assert (scene.answer.state, scene.batch.answers_per_task) == ("pending", 3)


def test_another_organisation_leads_to_no_project(scene: RunningScene) -> None:
    other = scene.charlie.memberships.get().organisation_id
    address = f"/requester/{other}/projects/{scene.project.id}/"
    assert status(logged_in(scene.charlie), address) == 404
    assert status(logged_in(scene.alice), address) == 404


def test_keys_are_for_owners(scene: RunningScene) -> None:
    address = scene.address("keys")
    assert status(logged_in(scene.alice), address) == 200
    assert status(logged_in(scene.bob), address) == 404
    assert logged_in(scene.bob).post(address, {"name": "mine"}).status_code == 404
    assert status(logged_in(scene.charlie), address) == 404


def test_the_only_organisation_opens_by_itself(scene: RunningScene) -> None:
    answer = logged_in(scene.alice).get("/requester/")
    assert answer.headers["Location"] == scene.address("organisation")


def test_who_has_no_organisation_is_led_to_register(scene: RunningScene) -> None:
    shown = logged_in(scene.dalia).get("/requester/").content.decode()
    assert "Register an organisation" in shown


def test_batch_of_another_project_is_not_there(scene: RunningScene) -> None:
    other = make_running_scene()
    address = scene.address("results", scene.project.id, other.batch.id)
    assert status(logged_in(scene.alice), address) == 404


def test_the_other_steps_are_for_members_only(scene: RunningScene) -> None:
    upload = store_upload(
        actor=JOB,
        now=NOW,
        project_id=scene.project.id,
        name="more.csv",
        chunks=[b"id,text\n1,More.\n"],
        client_key="more",
    )
    waiting = make_draft_batch(scene.project)
    addresses = [
        scene.address("preset", scene.project.id, "classification"),
        scene.address("mapping", scene.project.id, upload.id),
        scene.address("publish_batch", scene.project.id, waiting.id),
    ]
    for address in addresses:
        assert status(logged_in(scene.alice), address) == 200
        assert status(logged_in(scene.bob), address) == 200
        for person in (scene.charlie, scene.dalia):
            assert status(logged_in(person), address) == 404
            assert logged_in(person).post(address).status_code == 404
        assert logged_in(None).get(address).headers["Location"].startswith("/accounts/login/")
    waiting.refresh_from_db()
    assert waiting.state == "draft"


def test_results_are_for_members_only(scene: RunningScene) -> None:
    parts = (scene.project.id, scene.batch.id)
    logged_in(scene.alice).post(scene.address("compute", *parts))
    address = scene.address("results_file", *parts, "csv")
    assert status(logged_in(scene.bob), address) == 200
    assert status(logged_in(scene.charlie), address) == 404
    assert status(logged_in(scene.dalia), address) == 404
    assert logged_in(None).get(address).headers["Location"].startswith("/accounts/login/")


def test_upload_of_another_project_is_not_there(scene: RunningScene) -> None:
    other = make_project(scene.organisation)
    upload = store_upload(
        actor=JOB, now=NOW, project_id=other.id, name="a.csv", chunks=[b"a\n1\n"], client_key="a"
    )
    address = scene.address("mapping", scene.project.id, upload.id)
    assert status(logged_in(scene.alice), address) == 404

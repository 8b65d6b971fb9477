"""Projects over the protocol: created once, changed, paused, instructed, listed in pages."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.doors.api.conftest import PROJECT, Program

pytestmark = pytest.mark.django_db
Counting = Callable[..., CaptureQueriesContext]


def test_project_is_created_with_its_instructions_in_one_call(program: Program) -> None:
    answer = program.post("/projects", PROJECT)
    assert answer.status_code == 201
    project = answer.json()
    assert (project["reward"], project["currency"]) == ("0.06", "EUR")
    assert project["columns"] == ["text"]
    assert [field["name"] for field in project["fields"]] == ["label"]
    assert project["instructions_version"] == 1
    instructions = program.get(f"/projects/{project['id']}/instructions").json()
    assert instructions["criteria"] == [{"code": "C1", "text": "The choice fits the text."}]


def test_same_key_gives_the_same_project(program: Program) -> None:
    body = PROJECT | {"client_key": "once"}
    first, second = program.post("/projects", body).json(), program.post("/projects", body).json()
    assert first == second
    header = {"Idempotency-Key": "once"}
    assert program.post("/projects", PROJECT, **header).json() == first
    assert len(program.get("/projects").json()["items"]) == 1


def test_preset_with_choices_writes_the_template(program: Program) -> None:
    names = {row["name"]: row for row in program.get("/presets").json()["items"]}
    assert names["classification"]["options"] is True
    body: dict[str, Any] = PROJECT | {"preset": "classification", "options": ["good", "{bad}"]}
    del body["template"]
    project = program.post("/projects", body).json()
    assert project["preset"] == "classification"
    assert project["columns"] == ["text"]
    assert "&#123;bad&#125;" in project["template"]
    assert project["fields"][0]["name"] == "label"
    changed = program.patch(f"/projects/{project['id']}", {"question": "Good, is it?"}).json()
    assert "Good, is it?" in changed["template"]


def test_unknown_preset_is_refused_with_the_choices(program: Program) -> None:
    answer = program.post("/projects", {"preset": "mind_reading"})
    assert answer.status_code == 422
    fault = answer.json()["error"]
    assert (fault["code"], fault["field"]) == ("preset_unknown", "preset")


@pytest.mark.parametrize("reward", ["0", "-1", "0.0000001", "1e3", "lots"])
def test_reward_that_is_no_amount_is_refused_at_its_field(program: Program, reward: str) -> None:
    answer = program.post("/projects", PROJECT | {"reward": reward})
    assert answer.status_code == 422
    assert answer.json()["error"]["field"] == "reward"


def test_only_what_is_sent_changes(program: Program) -> None:
    project = program.project()
    answer = program.patch(f"/projects/{project['id']}", {"title": "Better?", "reward": "0.07"})
    assert answer.status_code == 200
    assert answer.json() == project | {"title": "Better?", "reward": "0.07"}


def test_project_is_paused_and_resumed(program: Program) -> None:
    path = f"/projects/{program.project()['id']}"
    assert program.post(f"{path}/pause").json()["paused"] is True
    assert program.post(f"{path}/pause").json()["paused"] is True
    assert program.post(f"{path}/resume").json()["paused"] is False


def test_new_instructions_are_a_new_version(program: Program) -> None:
    path = f"/projects/{program.project()['id']}"
    answer = program.post(f"{path}/instructions", {"goal": "Say more."})
    assert (answer.status_code, answer.json()["version"]) == (201, 2)
    assert program.get(path).json()["instructions_version"] == 2


def test_list_comes_in_pages_newest_first(
    program: Program, django_assert_max_num_queries: Counting
) -> None:
    created = [program.project(title=f"Project {number}")["id"] for number in range(3)]
    with django_assert_max_num_queries(8):
        first = program.get("/projects", limit=2).json()
    second = program.get("/projects", limit=2, cursor=first["next"]).json()
    seen = [row["id"] for row in first["items"] + second["items"]]
    assert sorted(seen) == sorted(created)
    assert seen == sorted(seen, reverse=True)
    assert second["next"] == ""


def _png(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(stream, "PNG")
    return stream.getvalue()


def test_one_media_file_is_stored(program: Program) -> None:
    path = f"/projects/{program.project()['id']}/media"
    answer = program.upload(path, {"file": SimpleUploadedFile("a.png", _png("red"))})
    assert (answer.status_code, answer.json()) == (201, {"files": 1})


def test_every_file_of_an_archive_is_stored(program: Program) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.png", _png("red"))
        archive.writestr("more/b.png", _png("blue"))
    path = f"/projects/{program.project()['id']}/media"
    answer = program.upload(path, {"file": SimpleUploadedFile("scans.zip", stream.getvalue())})
    assert (answer.status_code, answer.json()) == (201, {"files": 2})


def test_media_that_is_something_else_is_refused(program: Program) -> None:
    path = f"/projects/{program.project()['id']}/media"
    answer = program.upload(path, {"file": SimpleUploadedFile("a.png", b"<script></script>")})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]

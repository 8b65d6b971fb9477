"""Segments of recordings leave as WebVTT, SubRip and TextGrid, by page and protocol (FUN-5..9)."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client

from ouvrage.base.moment import utc_now
from ouvrage.people.actions import create_api_key
from ouvrage.work import actions as work
from tests.doors.web.requester.scenes import RunningScene, logged_in, make_running_scene, make_scene
from tests.factories.people import JOB, NOW
from tests.factories.work import make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
TEMPLATE = (
    '<ouvrage-audio-transcription name="said" src="{{ task.input.text }}.wav" '
    "labels=\"['Ana', 'Bo']\"></ouvrage-audio-transcription>"
)
SAID = {
    "duration": 4.0,
    "segments": [{"start": 0.5, "end": 2.75, "label": "Ana", "text": "Hello."}],
}
VTT = b"WEBVTT\n\n1\n00:00:00.500 --> 00:00:02.750\n<v Ana>Hello.\n"


@pytest.fixture
def scene() -> RunningScene:
    """Dalia wrote down what Ana says in one recording."""
    plain = make_scene()
    project = make_project(plain.organisation, template=TEMPLATE)
    batch = make_open_batch(1, project)
    now = utc_now()
    actor = ready(plain.dalia, batch, now)
    held = work.take(actor=actor, now=now, project_id=project.id)
    sent = work.submit(
        actor=actor,
        now=now + timedelta(seconds=8),
        assignment_id=held.id,
        answer={"said": SAID},
        active_seconds=8,
    )
    people = (plain.alice, plain.bob, plain.charlie, plain.dalia)
    return RunningScene(*people, plain.organisation, batch.project, batch, sent)


def _files(response: HttpResponseBase) -> dict[str, bytes]:
    assert isinstance(response, StreamingHttpResponse)
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _page_file(client: Client, scene: RunningScene, form: str) -> HttpResponseBase:
    return client.get(scene.address("segments_file", scene.project.id, scene.batch.id, form))


def test_segments_are_downloaded_with_where_they_come_from(scene: RunningScene) -> None:
    response = _page_file(logged_in(scene.bob), scene, "webvtt")
    assert response["Content-Disposition"] == f'attachment; filename="webvtt-{scene.batch.id}.zip"'
    files = _files(response)
    (name,) = [name for name in files if name.endswith(".vtt")]
    assert files[name] == VTT
    line = json.loads(files["answers.jsonl"])
    assert (line["file"], line["answer_id"]) == (name, scene.answer.id)
    assert name == f"said/1/{line['recording'].removesuffix('.wav')}.vtt"
    assert line["worker"].startswith("A")
    assert scene.dalia.id not in files["answers.jsonl"].decode()


def test_each_format_is_offered_on_the_page_of_results(scene: RunningScene) -> None:
    page = logged_in(scene.alice).get(scene.address("results", scene.project.id, scene.batch.id))
    for form, ending in (("webvtt", "vtt"), ("srt", "srt"), ("textgrid", "TextGrid")):
        address = scene.address("segments_file", scene.project.id, scene.batch.id, form)
        assert f'href="{address}"' in page.content.decode()
        files = _files(_page_file(logged_in(scene.alice), scene, form))
        assert [name.rpartition(".")[2] for name in files] == [ending, "jsonl"]


def test_strangers_and_unknown_formats_find_nothing(scene: RunningScene) -> None:
    assert _page_file(logged_in(scene.charlie), scene, "webvtt").status_code == 404
    assert _page_file(logged_in(scene.alice), scene, "coco").status_code == 404


def test_a_project_without_recordings_offers_none() -> None:
    other = make_running_scene()
    page = logged_in(other.alice).get(other.address("results", other.project.id, other.batch.id))
    assert "/segments/" not in page.content.decode()
    assert _page_file(logged_in(other.alice), other, "webvtt").status_code == 404


def test_the_api_gives_segments_and_refuses_where_there_are_none(scene: RunningScene) -> None:
    _, secret = create_api_key(
        actor=JOB, now=NOW, organisation_id=scene.organisation.id, name="files"
    )
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    address = f"/api/v1/batches/{scene.batch.id}"
    files = _files(client.get(f"{address}/segments?format=webvtt"))
    assert VTT in files.values()
    refused = client.get(f"{address}/images?format=coco")
    assert refused.json()["error"]["code"] == "format_holds_nothing"
    assert client.get(f"{address}/segments?format=coco").status_code == 422

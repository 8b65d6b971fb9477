"""Templates of other platforms over HTTP: shown, answered without scripts, given out whole."""

import json

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from ouvrage.base.errors import Refusals
from ouvrage.work.models import Submission
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db

TEMPLATE = """
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <crowd-classifier name="mood" header="Which mood?" categories="['Glad', 'Sad']">
    <classification-target>{{ task.input.text }}</classification-target>
    <short-instructions>Judge the words only.</short-instructions>
  </crowd-classifier>
  <crowd-checkbox name="about" value="weather">It is about the weather</crowd-checkbox>
</crowd-form>
"""
ROW_LISTS = TEMPLATE.replace("\"['Glad', 'Sad']\"", '"{{ task.input.text }}"')


@pytest.fixture
def scene() -> Scene:
    return make_scene(template=TEMPLATE)


def answered(scene: Scene) -> None:
    """The worker sends one answer, as a browser without scripts does."""
    held = scene.take()
    address = reverse("worker:submit", args=[held.id])
    form = {"mood": "Sad", "about": "weather", "then": "stop", "active_seconds": "9"}
    assert logged_in(scene.worker).post(address, form).status_code == 302


def lines_of(client: Client, address: str) -> list[dict[str, object]]:
    answer = client.get(address)
    assert isinstance(answer, StreamingHttpResponse)
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def file_address(scene: Scene) -> str:
    place = [scene.organisation.id, scene.project.id, scene.batch_id]
    return reverse("requester:answers_file", args=place)


def test_a_worker_sees_plain_controls_and_the_page_loads_their_keys(scene: Scene) -> None:
    """ACC-3: nothing of the task needs the script."""
    held = scene.take()
    page = logged_in(scene.worker).get(reverse("worker:assignment", args=[held.id]))
    html = page.content.decode()
    assert 'value="Glad" required="" id="choice-mood" data-element="crowd-classifier"> Glad' in html
    assert '<div class="target">The rain has stopped.</div>' in html
    assert "<crowd-" not in html
    assert "assets.crowd.aws" not in html
    assert 'src="/static/elements/choices.js"' in html
    assert (
        '<script id="ouvrage-words" type="application/json">{"Keys on the keyboard": "Keys' in html
    )


def test_what_is_missing_is_told_beside_the_question(scene: Scene) -> None:
    held = scene.take()
    page = logged_in(scene.worker).post(
        reverse("worker:submit", args=[held.id]), {"about": "weather", "then": "next"}
    )
    assert page.status_code == 422
    html = page.content.decode()
    assert '<a href="#choice-mood"><bdi>Which mood?</bdi></a>: This question has no answer' in html
    assert 'name="about" value="weather" data-element="crowd-checkbox" checked=""' in html


def test_answers_are_stored_plain_and_given_out_as_documented(scene: Scene) -> None:
    answered(scene)
    assert Submission.objects.get().answer == {"mood": "Sad", "about": ["weather"]}
    (line,) = lines_of(logged_in(scene.owner), file_address(scene))
    assert line["data"] == {"text": "The rain has stopped."}
    assert line["answer"] == {"mood": "Sad", "about": ["weather"]}
    assert line["documented"] == {"mood": {"label": "Sad"}, "about": {"weather": True}}
    assert line["state"] == "pending"
    assert str(line["worker"])[0] == "A"
    assert scene.worker.id not in json.dumps(line)


def test_members_have_the_file_of_answers_and_strangers_do_not(scene: Scene) -> None:
    answered(scene)
    member = make_member(scene.organisation)
    assert len(lines_of(logged_in(member), file_address(scene))) == 1
    assert logged_in(scene.stranger).get(file_address(scene)).status_code == 404


def test_a_row_whose_list_cannot_be_read_is_refused_at_import_wherever_it_stands() -> None:
    good = "['a', 'b']"
    texts = (*([good] * 22), "a, b")
    with pytest.raises(Refusals) as caught:
        make_scene(texts, template=ROW_LISTS)
    assert [(one.row, one.code) for one in caught.value.each()] == [(23, "row_literal_not_read")]


def test_lists_of_rows_are_offered_row_by_row() -> None:
    scene = make_scene(("['Glad', 'Sad']", "['Wry']"), template=ROW_LISTS, answers_per_task=1)
    client = logged_in(scene.worker)
    held = scene.take()
    address = reverse("worker:submit", args=[held.id])
    assert client.post(address, {"mood": "Wry", "then": "next"}).status_code == 422
    assert client.post(address, {"mood": "Sad", "then": "next"}).status_code == 302
    documented = [
        line["documented"] for line in lines_of(logged_in(scene.owner), file_address(scene))
    ]
    assert documented == [{"mood": {"label": "Sad"}, "about": {"weather": False}}]

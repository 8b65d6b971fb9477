"""Marked words leave as CoNLL-2003 and for spaCy, by page and by protocol (FUN-5..9)."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from ouvrage.base.moment import utc_now
from ouvrage.people.actions import create_api_key
from ouvrage.people.models import Person
from ouvrage.work import actions as work
from ouvrage.work.models import Batch, Submission
from tests.doors.web.requester.scenes import RunningScene, logged_in, make_running_scene, make_scene
from tests.factories.people import JOB, NOW
from tests.factories.work import make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
TEMPLATE = (
    "<crowd-entity-annotation name=\"names\" labels=\"['thing', 'number']\" "
    'text="👋 {{ task.input.text }}"></crowd-entity-annotation>'
)
MARKS = [
    {"startOffset": 2, "endOffset": 12, "label": "thing"},
    {"startOffset": 11, "endOffset": 12, "label": "number"},
]


def _answered(worker: Person, batch: Batch, marks: object) -> Submission:
    now = utc_now()
    actor = ready(worker, batch, now)
    held = work.take(actor=actor, now=now, project_id=batch.project_id)
    answer: Mapping[str, object] = {"names": {"entities": marks}}
    return work.submit(
        actor=actor,
        now=now + timedelta(seconds=8),
        assignment_id=held.id,
        answer=answer,
        active_seconds=8,
    )


@pytest.fixture
def scene() -> RunningScene:
    """A batch of two texts: Dalia marked words of one of them and none of the other."""
    plain = make_scene()
    batch = make_open_batch(2, make_project(plain.organisation, template=TEMPLATE))
    first = _answered(plain.dalia, batch, MARKS)
    _answered(plain.dalia, batch, [])
    people = (plain.alice, plain.bob, plain.charlie, plain.dalia)
    return RunningScene(*people, plain.organisation, batch.project, batch, first)


def _file(client: Client, scene: RunningScene, form: str) -> tuple[str, str]:
    answer = client.get(scene.address("marks_file", scene.project.id, scene.batch.id, form))
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer).decode(), answer["Content-Disposition"]


def test_marks_are_downloaded_for_spacy_with_where_they_come_from(scene: RunningScene) -> None:
    text, disposition = _file(logged_in(scene.bob), scene, "spacy")
    assert disposition == f'attachment; filename="marks-{scene.batch.id}.jsonl"'
    lines = {line["meta"]["answer_id"]: line for line in map(json.loads, text.splitlines())}
    assert len(lines) == 2
    line = lines[scene.answer.id]
    number = scene.answer.task.position
    assert line["text"] == f"👋 Sentence {number}."
    assert line["entities"] == [[2, 12, "thing"]]
    assert line["spans"] == {"sc": [[2, 12, "thing"], [11, 12, "number"]]}
    assert line["text"][2:12] == f"Sentence {number}"
    assert line["meta"]["external_id"] == f"t{number}"
    assert line["meta"]["field"] == "names"
    assert scene.dalia.id not in text


def test_marks_are_downloaded_as_conll(scene: RunningScene) -> None:
    text, disposition = _file(logged_in(scene.alice), scene, "conll")
    assert disposition == f'attachment; filename="marks-{scene.batch.id}.conll"'
    number = scene.answer.task.position
    assert f"👋 -X- -X- O\nSentence -X- -X- B-thing\n{number} -X- -X- I-thing\n. -X- -X- O" in text
    assert text.count("-DOCSTART-") == 2


def test_refused_answers_are_left_out(scene: RunningScene) -> None:
    Submission.objects.filter(id=scene.answer.id).update(state="refused")
    text, _ = _file(logged_in(scene.alice), scene, "spacy")
    assert scene.answer.id not in text
    assert len(text.splitlines()) == 1


def test_the_results_page_offers_the_files_where_words_are_marked(scene: RunningScene) -> None:
    address = scene.address("results", scene.project.id, scene.batch.id)
    page = logged_in(scene.alice).get(address).content.decode()
    for form in ("conll", "spacy"):
        assert scene.address("marks_file", scene.project.id, scene.batch.id, form) in page


def test_other_projects_and_strangers_find_no_such_file(scene: RunningScene) -> None:
    address = scene.address("marks_file", scene.project.id, scene.batch.id, "spacy")
    assert logged_in(scene.charlie).get(address).status_code == 404
    assert logged_in(scene.alice).get(address.replace("spacy", "pickle")).status_code == 404
    other = make_running_scene()
    address = other.address("marks_file", other.project.id, other.batch.id, "spacy")
    assert logged_in(other.alice).get(address).status_code == 404


def test_a_program_downloads_the_marks_of_its_batches(scene: RunningScene) -> None:
    _key, secret = create_api_key(
        actor=JOB, now=NOW, organisation_id=scene.organisation.id, name="reader"
    )
    answer = Client().get(
        f"/api/v1/batches/{scene.batch.id}/marks?format=conll",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert isinstance(answer, StreamingHttpResponse)
    assert b"".join(answer).decode() == _file(logged_in(scene.alice), scene, "conll")[0]


def test_a_requester_sees_the_marks_where_they_were_made(scene: RunningScene) -> None:
    address = scene.address("answer", scene.project.id, scene.answer.id)
    html = logged_in(scene.alice).get(address).content.decode()
    assert '<fieldset disabled><legend class="hidden">The task and the answer</legend>' in html
    assert '<crowd-entity-annotation class="widget" id="widget-names" name="names"' in html
    (value,) = re.findall(r'name="names" data-widget="[^"]+" value="([^"]+)"', html)
    assert json.loads(unescape(value)) == {"entities": MARKS}
    assert 'src="/static/elements/crowd-entity-annotation.js"' in html
    assert 'id="ouvrage-words"' in html


def test_results_say_that_marks_have_no_label(scene: RunningScene) -> None:
    address = scene.address("results", scene.project.id, scene.batch.id)
    html = logged_in(scene.alice).get(address).content.decode()
    assert "There is no label for <bdi>names</bdi>" in html


def test_the_requester_reads_the_words_and_not_their_places(scene: RunningScene) -> None:
    address = scene.address("answer", scene.project.id, scene.answer.id)
    page = logged_in(scene.alice).get(address).content.decode()
    number = scene.answer.task.position
    assert f"Sentence {number} (thing), {number} (number)" in page
    assert "startOffset: 2" not in page

"""Answers about images leave as COCO, YOLO, VOC and manifest, by page and protocol (FUN-5..9)."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from PIL import Image

from ouvrage.base.moment import utc_now
from ouvrage.people.actions import create_api_key
from ouvrage.people.models import Person
from ouvrage.work import actions as work
from ouvrage.work.models import Batch, Submission, Task
from tests.doors.web.requester.scenes import RunningScene, logged_in, make_running_scene, make_scene
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
SIZE = {"height": 60, "width": 80}
BOXES = (
    "<crowd-bounding-box name=\"boxes\" labels=\"['cat', 'dog']\" "
    'src="{{ task.input.text }}.jpg"></crowd-bounding-box>'
)
BOX = {"height": 20, "label": "dog", "left": 10, "top": 5, "width": 30}
DRAWN = {"boxes": {"boundingBoxes": [BOX], "inputImageProperties": SIZE}}
NONE = {"boxes": {"boundingBoxes": [], "inputImageProperties": SIZE}}


def _answered(worker: Person, batch: Batch, answer: Mapping[str, object]) -> Submission:
    now = utc_now()
    actor = ready(worker, batch, now)
    held = work.take(actor=actor, now=now, project_id=batch.project_id)
    return work.submit(
        actor=actor,
        now=now + timedelta(seconds=8),
        assignment_id=held.id,
        answer=answer,
        active_seconds=8,
    )


def _scene(
    template: str, *answers: Mapping[str, object], media: Sequence[str] = ()
) -> RunningScene:
    """A batch of as many tasks as answers, all by Dalia; the first answer is the scene's."""
    plain = make_scene()
    project = make_project(plain.organisation, template=template)
    batch = make_open_batch(len(answers), project)
    Batch.objects.filter(id=batch.id).update(media_columns=list(media))
    batch.refresh_from_db()
    sent = [_answered(plain.dalia, batch, answer) for answer in answers]
    people = (plain.alice, plain.bob, plain.charlie, plain.dalia)
    return RunningScene(*people, plain.organisation, batch.project, batch, sent[0])


@pytest.fixture
def scene() -> RunningScene:
    """Dalia drew a box on one image and found nothing on another."""
    return _scene(BOXES, DRAWN, NONE)


def _response(client: Client, scene: RunningScene, form: str) -> StreamingHttpResponse:
    answer = client.get(scene.address("images_file", scene.project.id, scene.batch.id, form))
    assert isinstance(answer, StreamingHttpResponse)
    return answer


def _coco(scene: RunningScene) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(b"".join(_response(logged_in(scene.bob), scene, "coco")))
    return document


def _files(scene: RunningScene, form: str) -> dict[str, bytes]:
    packed = b"".join(_response(logged_in(scene.alice), scene, form))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _image(scene: RunningScene) -> str:
    return f"Sentence {scene.answer.task.position}..jpg"


def test_boxes_are_downloaded_as_coco_with_where_they_come_from(scene: RunningScene) -> None:
    response = _response(logged_in(scene.bob), scene, "coco")
    assert response["Content-Disposition"] == (f'attachment; filename="coco-{scene.batch.id}.json"')
    assert response["Content-Type"] == "application/json"
    text = b"".join(response).decode()
    assert scene.dalia.id not in text
    read = json.loads(text)
    position = scene.answer.task.position
    images = {image["answer_id"]: image for image in read["images"]}
    assert len(images) == 2
    image = images[scene.answer.id]
    assert (image["id"], image["file_name"]) == (position * 1_000 + 1, _image(scene))
    assert (image["width"], image["height"], image["field"]) == (80, 60, "boxes")
    assert (image["task_id"], image["external_id"]) == (scene.answer.task_id, f"t{position}")
    assert image["worker"].startswith("A")
    (annotation,) = read["annotations"]
    assert (annotation["image_id"], annotation["bbox"]) == (image["id"], [10, 5, 30, 20])
    names = {one["id"]: one["name"] for one in read["categories"]}
    assert names == {1: "cat", 2: "dog"}
    assert names[annotation["category_id"]] == "dog"


def test_boxes_are_downloaded_for_yolo_and_as_voc(scene: RunningScene) -> None:
    stem = _image(scene).removesuffix(".jpg")
    yolo = _files(scene, "yolo")
    assert yolo[f"boxes/labels/1/{stem}.txt"] == b"1 0.3125 0.25 0.375 0.333333333\n"
    voc = _files(scene, "voc")
    assert b"<xmax>40</xmax>" in voc[f"boxes/Annotations/1/{stem}.xml"]
    assert len(voc["boxes/ImageSets/Main/answers.txt"].splitlines()) == 2


def test_boxes_are_downloaded_as_a_manifest(scene: RunningScene) -> None:
    lines = [json.loads(one) for one in _files(scene, "manifest")["output.manifest"].splitlines()]
    line = next(one for one in lines if one["source-ref"] == _image(scene))
    assert line["boxes"]["annotations"] == [
        {"class_id": 1, "left": 10, "top": 5, "width": 30, "height": 20}
    ]
    metadata = line["boxes-metadata"]
    assert metadata["answer-id"] == scene.answer.id
    assert metadata["job-name"] == f"labeling-job/{scene.batch.id}"
    assert metadata["creation-date"] == scene.answer.submitted_at.strftime("%Y-%m-%dT%H:%M:%S.%f")


def test_refused_answers_are_left_out(scene: RunningScene) -> None:
    Submission.objects.filter(id=scene.answer.id).update(state="refused")
    read = _coco(scene)
    assert len(read["images"]) == 1
    assert read["annotations"] == []


def test_ids_stay_when_answers_are_added(scene: RunningScene) -> None:
    before = {image["answer_id"]: image["id"] for image in _coco(scene)["images"]}
    later = _answered(make_worker(), scene.batch, DRAWN)
    after = {image["answer_id"]: image["id"] for image in _coco(scene)["images"]}
    assert len(after) == 3
    assert after[later.id] not in before.values()
    assert {one: after[one] for one in before} == before


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        (
            {"boundingBoxes": [{**BOX, "left": 70}], "inputImageProperties": SIZE},
            "shape 1 reaches out of the image.",
        ),
        ({"boundingBoxes": [BOX]}, "the size of the image is not known."),
        ({"boundingBoxes": [{"label": "dog"}], "inputImageProperties": SIZE}, "this answer cannot"),
        ("drawn elsewhere", "this answer cannot"),
    ],
)
def test_an_answer_that_no_file_holds_is_named_with_its_task(stored: object, problem: str) -> None:
    scene = _scene(BOXES, {"boxes": stored}, NONE)
    read = _coco(scene)
    (left,) = read["left_out"]
    assert left["answer_id"] == scene.answer.id
    assert left["problem"].startswith(f"Task t{scene.answer.task.position}: {problem}")
    assert len(read["images"]) == 1
    address = scene.address("answers_file", scene.project.id, scene.batch.id)
    raw = logged_in(scene.alice).get(address)
    assert isinstance(raw, StreamingHttpResponse)
    lines = [json.loads(line) for line in b"".join(raw).splitlines()]
    assert {"boxes": stored} in [line["answer"] for line in lines]


def test_masks_leave_as_the_picture_of_their_classes() -> None:
    painted = {
        "surface": {
            "inputImageProperties": {"height": 2, "width": 3},
            "labels": [{"label": "dog", "color": "#56b4e9"}],
            "runs": [0, 1, 1, 2, 0, 3],
        }
    }
    scene = _scene(
        "<crowd-semantic-segmentation name=\"surface\" labels=\"['cat', 'dog']\" "
        'src="{{ task.input.text }}.jpg"></crowd-semantic-segmentation>',
        painted,
    )
    png = _files(scene, "manifest")[f"masks/surface/{scene.answer.id}.png"]
    assert np.asarray(Image.open(io.BytesIO(png))).tolist() == [[0, 2, 2], [0, 0, 0]]
    (annotation,) = _coco(scene)["annotations"]
    assert annotation["segmentation"] == {"counts": [2, 1, 1, 1, 1], "size": [2, 3]}
    assert annotation["category_id"] == 2


def test_points_and_outlines_leave_as_coco_and_for_yolo() -> None:
    corners = [{"x": 0, "y": 0}, {"x": 8, "y": 0}, {"x": 8, "y": 6}]
    scene = _scene(
        '<crowd-keypoint name="face" labels="[\'eye\', \'nose\']" src="a.jpg"></crowd-keypoint>'
        '<crowd-polygon name="roof" labels="[\'roof\']" src="b.jpg"></crowd-polygon>',
        {
            "face": {
                "keypoints": [{"label": "nose", "x": 8, "y": 6}],
                "inputImageProperties": SIZE,
            },
            "roof": {
                "polygons": [{"label": "roof", "vertices": corners}],
                "inputImageProperties": SIZE,
            },
        },
    )
    read = _coco(scene)
    assert [image["file_name"] for image in read["images"]] == ["a.jpg", "b.jpg"]
    face, roof = read["annotations"]
    assert face["keypoints"] == [0, 0, 0, 8, 6, 2]
    assert (roof["segmentation"], roof["area"]) == ([[0, 0, 8, 0, 8, 6]], 24)
    yolo = _files(scene, "yolo")
    assert yolo["roof/labels/1/b.txt"] == b"0 0 0 0.1 0 0.1 0.1\n"
    assert yolo["face/labels/1/a.txt"] == b"0 0.1 0.1 0 0 0 0 0 0.1 0.1 2\n"


def test_a_class_is_about_the_image_in_the_row() -> None:
    template = (
        "<crowd-image-classifier-multi-select name=\"kinds\" categories=\"['cat', 'dog']\" "
        'exclusion-category="{ text: \'None\' }" src="{{ task.input.text }}">'
        "</crowd-image-classifier-multi-select>"
    )
    scene = _scene(template, {"kinds": ["dog"]}, {"kinds": ["None"]}, media=["text"])
    lines = [json.loads(one) for one in _files(scene, "manifest")["output.manifest"].splitlines()]
    found = {line["source-ref"]: line["kinds"] for line in lines}
    position = scene.answer.task.position
    assert found.pop(f"Sentence {position}.") == [1]
    assert list(found.values()) == [[]]


def test_a_class_of_a_sound_is_not_offered_as_one_of_an_image() -> None:
    template = (
        "<crowd-classifier name=\"kind\" categories=\"['song', 'talk']\">"
        "<classification-target>{{ task.input.text }}</classification-target></crowd-classifier>"
    )
    scene = _scene(template, {"kind": "song"}, media=["text"])
    assert [*_files(scene, "manifest")] == ["output.manifest"]
    Task.objects.filter(batch=scene.batch).update(data={"text": "birds.mp3"})
    address = scene.address("images_file", scene.project.id, scene.batch.id, "manifest")
    assert logged_in(scene.alice).get(address).status_code == 404


def test_with_one_column_of_media_the_image_is_what_it_holds(scene: RunningScene) -> None:
    Batch.objects.filter(id=scene.batch.id).update(media_columns=["text"])
    names = {image["answer_id"]: image["file_name"] for image in _coco(scene)["images"]}
    assert names[scene.answer.id] == f"Sentence {scene.answer.task.position}."


def test_the_results_page_offers_what_holds_the_answers(scene: RunningScene) -> None:
    address = scene.address("results", scene.project.id, scene.batch.id)
    page = logged_in(scene.alice).get(address).content.decode()
    assert "Answers about images" in page
    for form in ("coco", "yolo", "voc", "manifest"):
        assert scene.address("images_file", scene.project.id, scene.batch.id, form) in page
    lines = _scene(
        '<crowd-line name="line" labels="[\'road\']" src="a.jpg"></crowd-line>',
        {"line": {"lines": [], "inputImageProperties": SIZE}},
    )
    address = lines.address("results", lines.project.id, lines.batch.id)
    assert "Answers about images" not in logged_in(lines.alice).get(address).content.decode()


def test_other_projects_and_strangers_find_no_such_file(scene: RunningScene) -> None:
    address = scene.address("images_file", scene.project.id, scene.batch.id, "coco")
    assert logged_in(scene.charlie).get(address).status_code == 404
    assert logged_in(scene.alice).get(address.replace("coco", "pickle")).status_code == 404
    other = make_running_scene()
    address = other.address("images_file", other.project.id, other.batch.id, "coco")
    assert logged_in(other.alice).get(address).status_code == 404


def _program(scene: RunningScene, form: str) -> Any:
    _key, secret = create_api_key(
        actor=JOB, now=NOW, organisation_id=scene.organisation.id, name="reader"
    )
    return Client().get(
        f"/api/v1/batches/{scene.batch.id}/images?format={form}",
        headers={"Authorization": f"Bearer {secret}"},
    )


def test_a_program_downloads_what_the_page_gives(scene: RunningScene) -> None:
    answer = _program(scene, "yolo")
    assert answer["Content-Disposition"] == f'attachment; filename="yolo-{scene.batch.id}.zip"'
    page = _response(logged_in(scene.alice), scene, "yolo")
    assert b"".join(answer) == b"".join(page)


def test_a_format_that_holds_none_of_the_answers_is_refused() -> None:
    answer = _program(make_running_scene(), "coco")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "format_holds_nothing"

"""Answers about images as an augmented manifest of Ground Truth (FUN-5..9).

No public library reads these manifests: lines are compared with what AWS documents
(https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html), masks are read by Pillow.
"""

import io
from typing import Any

import numpy as np
from hypothesis import given
from PIL import Image

from ouvrage.formats import manifest
from ouvrage.formats.drawn import Box, Classes, Entry, ImageAnswer, Kind
from tests.libraries.formats.images import (
    BLUE,
    CAT,
    DOG,
    MAPS,
    answer,
    boxes,
    lines,
    mask,
    unpacked,
)

WHERE_FROM = {
    "human-annotated": "yes",
    "creation-date": "2026-11-30T12:00:00.000000",
    "job-name": "labeling-job/B1",
    "batch-id": "B1",
    "task-id": "T1",
    "answer-id": "S1",
}


def classes(*labels: str, kind: Kind = Kind.CLASS, **changes: Any) -> ImageAnswer:
    return answer(kind=kind, said=Classes(labels), size=None, **changes)


def files(*answers: ImageAnswer) -> dict[str, bytes]:
    return unpacked(manifest.write(answers))


def line(*answers: ImageAnswer) -> dict[str, Any]:
    (found,) = lines(files(*answers)["output.manifest"])
    return found


def colours(content: bytes) -> "np.ndarray[Any, Any]":
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def indexes(content: bytes) -> "np.ndarray[Any, Any]":
    image = Image.open(io.BytesIO(content))
    assert image.mode == "P"
    return np.asarray(image)


def test_boxes_are_as_documented() -> None:
    drawn = boxes(Box("dog", 111, 134, 61, 128), Box("dog", 20, 20, 30, 30))
    assert line(drawn) == {
        "source-ref": "street.jpg",
        "things": {
            "image_size": [{"width": 800, "height": 600, "depth": 3}],
            "annotations": [
                {"class_id": 1, "left": 111, "top": 134, "width": 61, "height": 128},
                {"class_id": 1, "left": 20, "top": 20, "width": 30, "height": 30},
            ],
        },
        "things-metadata": {
            "objects": [{"confidence": 0.0}, {"confidence": 0.0}],
            "class-map": {"1": "dog"},
            "type": "groundtruth/object-detection",
            **WHERE_FROM,
        },
    }


def test_a_class_is_as_documented() -> None:
    assert line(classes("dog")) == {
        "source-ref": "street.jpg",
        "things": 1,
        "things-metadata": {
            "class-name": "dog",
            "confidence": 0.0,
            "type": "groundtruth/image-classification",
            **WHERE_FROM,
        },
    }


def test_several_classes_are_as_documented() -> None:
    assert line(classes("dog", "cat", kind=Kind.CLASSES)) == {
        "source-ref": "street.jpg",
        "things": [1, 0],
        "things-metadata": {
            "class-map": {"1": "dog", "0": "cat"},
            "confidence-map": {"1": 0.0, "0": 0.0},
            "type": "groundtruth/image-classification-multilabel",
            **WHERE_FROM,
        },
    }
    assert line(classes(kind=Kind.CLASSES))["things"] == []


def test_a_semantic_mask_is_a_file_named_in_its_line() -> None:
    painted = mask(np.array([[0, 1]], np.uint8), DOG)
    content = files(painted)
    assert list(content) == ["masks/things/S1.png", "output.manifest"]
    assert line(painted) == {
        "source-ref": "street.jpg",
        "things-ref": "masks/things/S1.png",
        "things-ref-metadata": {
            "internal-color-map": {
                "0": {"class-name": "BACKGROUND", "hex-color": "#ffffff", "confidence": 0.0},
                "2": {"class-name": "dog", "hex-color": "#56b4e9", "confidence": 0.0},
            },
            "type": "groundtruth/semantic-segmentation",
            **WHERE_FROM,
        },
    }
    assert indexes(content["masks/things/S1.png"]).tolist() == [[0, 2]]


@given(MAPS)
def test_a_pixel_has_the_index_of_its_class_and_the_colour_it_was_painted_in(
    numbers: "np.ndarray[Any, Any]",
) -> None:
    """Entries come in any order; classes are numbered as the page offers them."""
    owl = Entry("owl", "#cc79a7")
    content = files(mask(numbers, DOG, owl, CAT))["masks/things/S1.png"]
    assert np.array_equal(indexes(content), np.array([0, 2, 3, 1], np.uint8)[numbers])
    palette = np.array(
        [[255, 255, 255], [0x56, 0xB4, 0xE9], [0xCC, 0x79, 0xA7], [0xE6, 0x9F, 0]], np.uint8
    )
    assert np.array_equal(colours(content), palette[numbers])


@given(MAPS)
def test_instances_keep_an_index_and_a_colour_each(numbers: "np.ndarray[Any, Any]") -> None:
    painted = mask(numbers, CAT, DOG, BLUE, kind=Kind.THINGS)
    assert np.array_equal(indexes(files(painted)["masks/things/S1.png"]), numbers)
    metadata = line(painted)["things-ref-metadata"]
    assert metadata["type"] == "groundtruth/custom"
    named = {key: one["class-name"] for key, one in metadata["internal-color-map"].items()}
    assert named == {"0": "BACKGROUND", "1": "cat", "2": "dog", "3": "cat"}


def test_questions_of_one_page_share_a_line() -> None:
    both = line(boxes(), classes("cat", question="kind"))
    assert list(both) == ["source-ref", "things", "things-metadata", "kind", "kind-metadata"]


def test_questions_about_two_images_of_a_page_do_not() -> None:
    read = lines(files(boxes(), boxes(question="other", image="b.jpg"))["output.manifest"])
    assert [one["source-ref"] for one in read] == ["street.jpg", "b.jpg"]


def test_a_question_named_like_another_attribute_hides_none() -> None:
    both = line(boxes(question="source-ref"), classes("cat", question="source-ref_-metadata"))
    assert list(both) == [
        "source-ref",
        "source-ref_",
        "source-ref_-metadata",
        "source-ref_-metadata_",
        "source-ref_-metadata_-metadata",
    ]


def test_two_answers_about_one_image_are_two_lines() -> None:
    read = lines(files(classes("cat"), classes("dog", number=2))["output.manifest"])
    assert [(one["source-ref"], one["things"]) for one in read] == [
        ("street.jpg", 0),
        ("street.jpg", 1),
    ]


def test_what_cannot_be_written_is_named_and_the_rest_of_the_page_is_there() -> None:
    content = files(boxes(size=None), classes("cat", question="kind"))
    assert list(line(boxes(size=None), classes("cat", question="kind"))) == [
        "source-ref",
        "kind",
        "kind-metadata",
    ]
    (left,) = lines(content["left-out.jsonl"])
    assert left["problem"].startswith("Task t1: the size of the image is not known.")


def test_a_mask_of_another_size_than_its_image_is_left_out() -> None:
    content = files(mask(np.zeros((2, 3), np.uint8), CAT, size=(3, 3)))
    (left,) = lines(content["left-out.jsonl"])
    assert left["problem"].startswith("Task t1: this answer cannot be read as one about its image.")
    assert content["output.manifest"] == b""


def test_a_label_past_those_a_mask_holds_is_left_out() -> None:
    many = tuple(f"label {number}" for number in range(300))
    one = np.array([[1]], np.uint8)
    content = files(
        mask(one, Entry(many[254], "#000001"), labels=many),
        mask(one, Entry(many[255], "#000001"), labels=many, number=2),
    )
    assert indexes(content["masks/things/S1.png"]).tolist() == [[255]]
    (left,) = lines(content["left-out.jsonl"])
    assert left["problem"].startswith("Task t2: a mask holds at most 255 labels.")

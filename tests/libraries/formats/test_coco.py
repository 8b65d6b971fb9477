"""Answers about images as COCO, read back by pycocotools and globox (FUN-5..9)."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from globox import AnnotationSet
from hypothesis import given
from pycocotools import mask as rle
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from ouvrage.formats import coco
from ouvrage.formats.drawn import Box, ImageAnswer, Kind, Outline, Point
from tests.libraries.formats.images import (
    BLUE,
    CAT,
    DOG,
    MAPS,
    boxes,
    drawn_boxes,
    drawn_outlines,
    mask,
    outlines,
    points,
)

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
BOX = Box("cat", 78, 118, 242, 240)


def document(*answers: ImageAnswer) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(b"".join(coco.write(answers)))
    return read


def pictures(*answers: ImageAnswer) -> COCO:
    """The file as pycocotools reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "answers.json")
        path.write_bytes(b"".join(coco.write(answers)))
        return COCO(str(path))


def test_a_box_is_read_back_with_its_image_and_its_category() -> None:
    read = pictures(boxes(BOX, number=3_001))
    (image,) = read.loadImgs(read.getImgIds())
    assert image == {
        "id": 3_001,
        "file_name": "street.jpg",
        "width": 800,
        "height": 600,
        "field": "things",
        "batch_id": "B1",
        "task_id": "T3001",
        "answer_id": "S3001",
    }
    (annotation,) = read.loadAnns(read.getAnnIds(imgIds=[3_001]))
    assert annotation == {
        "id": 30_010_001,
        "image_id": 3_001,
        "category_id": 1,
        "iscrowd": 0,
        "bbox": [78, 118, 242, 240],
        "area": 58_080,
        "segmentation": [],
    }
    assert read.loadCats(read.getCatIds()) == [
        {"id": 1, "name": "cat", "supercategory": ""},
        {"id": 2, "name": "dog", "supercategory": ""},
    ]
    assert read.dataset["licenses"] == []


def test_categories_are_numbered_in_the_order_of_the_page() -> None:
    read = document(boxes(Box("dog", 1, 1, 2, 2)), boxes(BOX, Box("owl", 3, 3, 1, 1), number=2))
    assert [one["category_id"] for one in read["annotations"]] == [2, 1, 3]
    assert [one["name"] for one in read["categories"]] == ["cat", "dog", "owl"]


@given(drawn_boxes())
def test_boxes_keep_their_pixels(drawn: tuple[tuple[int, int], list[Box]]) -> None:
    size, shapes = drawn
    with TemporaryDirectory() as folder:
        path = Path(folder, "answers.json")
        path.write_bytes(b"".join(coco.write([boxes(*shapes, size=size)])))
        (read,) = AnnotationSet.from_coco(path)
    assert read.image_size == size
    assert [(one.label, *one.ltwh) for one in read.boxes] == [
        (one.label, one.left, one.top, one.width, one.height) for one in shapes
    ]


@given(drawn_outlines())
def test_outlines_keep_their_pixels(drawn: tuple[tuple[int, int], list[Outline]]) -> None:
    size, shapes = drawn
    read = document(outlines(*shapes, size=size))["annotations"]
    assert [one["segmentation"] for one in read] == [
        [[number for corner in shape.corners for number in corner]] for shape in shapes
    ]
    for one, shape in zip(read, shapes, strict=True):
        across, down = ([corner[side] for corner in shape.corners] for side in (0, 1))
        assert one["bbox"] == [
            min(across),
            min(down),
            max(across) - min(across),
            max(down) - min(down),
        ]


def test_an_outline_has_the_area_and_the_pixels_it_encloses() -> None:
    house = Outline("dog", ((10, 10), (30, 10), (30, 50), (10, 50)))
    read = pictures(outlines(house))
    (annotation,) = read.loadAnns(read.getAnnIds())
    assert annotation["area"] == 800
    inside = read.annToMask(annotation)
    assert inside.shape == (600, 800)
    assert inside.sum() == 800
    assert inside[10:50, 10:30].all()


@given(MAPS)
def test_a_mask_is_read_back_to_the_pixel(numbers: "np.ndarray[Any, Any]") -> None:
    read = pictures(mask(numbers, CAT, DOG, BLUE, kind=Kind.THINGS))
    annotations = read.loadAnns(read.getAnnIds())
    used = [number for number in (1, 2, 3) if (numbers == number).any()]
    assert [one["category_id"] for one in annotations] == [
        {1: 1, 2: 2, 3: 1}[number] for number in used
    ]
    for number, one in zip(used, annotations, strict=True):
        pixels = read.annToMask(one)
        assert np.array_equal(pixels, numbers == number)
        encoded = read.annToRLE(one)
        assert one["area"] == int(rle.area(encoded)) == int((numbers == number).sum())
        assert one["bbox"] == rle.toBbox(encoded).tolist()


def test_runs_go_down_the_columns_and_begin_with_nothing() -> None:
    numbers = np.array([[1, 0, 0], [1, 0, 1]], np.uint8)
    (annotation,) = document(mask(numbers, CAT))["annotations"]
    assert annotation["segmentation"] == {"counts": [0, 2, 3, 1], "size": [2, 3]}


def test_points_are_one_thing_where_each_stands_once() -> None:
    read = pictures(points(Point("nose", 30, 40)), points(number=2))
    (annotation,) = read.loadAnns(read.getAnnIds())
    assert annotation["keypoints"] == [0, 0, 0, 30, 40, 2]
    assert annotation["num_keypoints"] == 1
    assert read.loadCats([annotation["category_id"]]) == [
        {
            "id": 1,
            "name": "things",
            "supercategory": "",
            "keypoints": ["left eye", "nose"],
            "skeleton": [],
        }
    ]
    assert read.getImgIds() == [1, 2]


def test_points_of_two_faces_are_not_put_together() -> None:
    eyes = points(Point("left eye", 1, 2), Point("left eye", 7, 8), Point("nose", 3, 4))
    read = document(eyes)["annotations"]
    assert [one["keypoints"] for one in read] == [
        [1, 2, 2, 0, 0, 0],
        [7, 8, 2, 0, 0, 0],
        [0, 0, 0, 3, 4, 2],
    ]


def test_rows_that_offer_other_points_have_a_category_of_their_own() -> None:
    read = document(
        points(Point("nose", 1, 2)),
        points(Point("paw", 1, 2), labels=("paw",), number=2),
        points(Point("nose", 5, 6), number=3),
    )
    assert [one["category_id"] for one in read["annotations"]] == [1, 2, 1]
    assert [one["keypoints"] for one in read["categories"]] == [["left eye", "nose"], ["paw"]]


def test_two_answers_about_one_image_are_not_mixed() -> None:
    read = pictures(boxes(BOX, number=1), boxes(Box("cat", 80, 120, 240, 240), number=2))
    assert [image["file_name"] for image in read.dataset["images"]] == ["street.jpg"] * 2
    assert [len(read.getAnnIds(imgIds=[number])) for number in (1, 2)] == [1, 1]


def test_pycocotools_scores_what_it_read() -> None:
    """The file is whole as ground truth: answers found exactly score one."""
    answers = [boxes(BOX, number=1), boxes(Box("dog", 5, 6, 70, 80), number=2)]
    truth = pictures(*answers)
    found = truth.loadRes(
        [
            {**{name: one[name] for name in ("image_id", "category_id", "bbox")}, "score": 0.9}
            for one in truth.dataset["annotations"]
        ]
    )
    scored = COCOeval(truth, found, "bbox")
    scored.evaluate()
    scored.accumulate()
    scored.summarize()
    assert round(float(scored.stats[0]), 6) == 1.0


def test_what_cannot_be_written_is_named_and_the_rest_is_there() -> None:
    read = document(
        boxes(BOX, Box("cat", 790, 10, 11, 5), number=1),
        boxes(BOX, number=2, size=None),
        boxes(BOX, number=3, said=None, image=""),
        boxes(BOX, number=4),
    )
    assert [image["id"] for image in read["images"]] == [4]
    assert [(one["answer_id"], one["problem"]) for one in read["left_out"]] == [
        (
            "S1",
            "Task t1: shape 2 reaches out of the image. The file of all answers has this answer.",
        ),
        (
            "S2",
            "Task t2: the size of the image is not known. The file of all answers has this answer.",
        ),
        ("S3", "Task t3: its row names no image. The file of all answers has this answer."),
    ]


def test_an_empty_file_is_whole() -> None:
    read = pictures()
    assert (read.getImgIds(), read.getAnnIds(), read.getCatIds()) == ([], [], [])


def test_globox_reads_the_boxes() -> None:
    assert BOX.corners == ((78, 118), (320, 358))
    with TemporaryDirectory() as folder:
        path = Path(folder, "answers.json")
        path.write_bytes(b"".join(coco.write([boxes(BOX)])))
        (read,) = AnnotationSet.from_coco(path)
    assert read.image_id == "street.jpg"
    assert [(one.label, one.ltrb) for one in read.boxes] == [("cat", (78, 118, 320, 358))]

"""Answers about images as YOLO datasets, read back by globox and PyYAML (FUN-5..9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from globox import AnnotationSet
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ouvrage.formats import yolo
from ouvrage.formats.archives.zips import is_safe_name
from ouvrage.formats.datasets import Stems, stem_and_ending
from ouvrage.formats.drawn import Box, ImageAnswer, Outline, Point
from tests.libraries.formats.images import (
    boxes,
    drawn_boxes,
    drawn_outlines,
    lines,
    outlines,
    points,
    unpacked,
)

BOX = Box("dog", 80, 120, 240, 60)


def files(*answers: ImageAnswer) -> dict[str, bytes]:
    return unpacked(yolo.write(answers))


@contextmanager
def on_disk(content: dict[str, bytes], size: tuple[int, int]) -> Iterator[Path]:
    """The dataset `things` unpacked, with an image of that size at its place."""
    with TemporaryDirectory() as folder:
        for name, data in content.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        images = Path(folder, "things/images/1")
        images.mkdir(parents=True)
        Image.new("1", size).save(images / "street.png")
        yield Path(folder, "things")


def test_a_dataset_lies_as_trainers_look_for_it() -> None:
    content = files(boxes(BOX, number=1), boxes(image="park/lake 2.PNG", number=2))
    assert {name: data.decode() for name, data in content.items() if "jsonl" not in name} == {
        "things/labels/1/street.txt": "1 0.25 0.25 0.3 0.1\n",
        "things/labels/1/park/lake 2.txt": "",
        "things/images.txt": "./images/1/street.jpg\n./images/1/park/lake 2.PNG\n",
        "things/data.yaml": (
            'train: images.txt\nval: images.txt\nnames:\n  0: "cat"\n  1: "dog"\n'
        ),
    }
    assert lines(content["things/answers.jsonl"])[0] == {
        "file": "labels/1/street.txt",
        "image": "street.jpg",
        "field": "things",
        "batch_id": "B1",
        "task_id": "T1",
        "answer_id": "S1",
    }


@given(drawn_boxes(side=400))
def test_boxes_are_read_back_to_the_pixel(drawn: tuple[tuple[int, int], list[Box]]) -> None:
    size, shapes = drawn
    with on_disk(files(boxes(*shapes, size=size, image="street.png")), size) as folder:
        (read,) = AnnotationSet.from_yolo_v5(
            folder / "labels/1", image_folder=folder / "images/1", image_extension=".png"
        )
        names = yaml.safe_load((folder / "data.yaml").read_text())["names"]
    assert read.image_size == size
    found = [(names[int(one.label)], *(round(edge, 4) for edge in one.ltrb)) for one in read.boxes]
    assert found == [(one.label, *one.corners[0], *one.corners[1]) for one in shapes]


@given(drawn_outlines())
def test_outlines_are_read_back_to_a_ten_thousandth_of_a_pixel(
    drawn: tuple[tuple[int, int], list[Outline]],
) -> None:
    (width, height), shapes = drawn
    content = files(outlines(*shapes, size=(width, height)))["things/labels/1/street.txt"]
    for line, shape in zip(content.decode().splitlines(), shapes, strict=True):
        number, *shares = line.split(" ")
        assert ("cat", "dog")[int(number)] == shape.label
        numbers = [float(share) for share in shares]
        assert all(0 <= number <= 1 for number in numbers)
        read = zip(
            (round(x * width, 4) for x in numbers[::2]),
            (round(y * height, 4) for y in numbers[1::2]),
            strict=True,
        )
        assert tuple(read) == shape.corners


def test_globox_reads_an_outline() -> None:
    roof = Outline("cat", ((10, 20), (110, 20), (60, 80)))
    content = files(outlines(roof, size=(200, 100), image="street.png"))
    with on_disk(content, (200, 100)) as folder:
        (read,) = AnnotationSet.from_yolo_seg(
            folder / "labels/1", image_folder=folder / "images/1", relative=True
        )
    (box,) = read.boxes
    assert (box.label, *(round(edge, 4) for edge in box.ltrb)) == ("0", 10, 20, 110, 80)


def test_points_have_a_box_and_places_of_which_some_are_not_there() -> None:
    content = files(points(Point("nose", 400, 300), Point("left eye", 200, 150)), points(number=2))
    assert (
        content["things/labels/1/street.txt"] == b"0 0.375 0.375 0.25 0.25 0.25 0.25 2 0.5 0.5 2\n"
    )
    assert content["things/labels/2/street.txt"] == b""
    assert yaml.safe_load(content["things/data.yaml"]) == {
        "train": "images.txt",
        "val": "images.txt",
        "kpt_shape": [2, 3],
        "kpt_names": {0: ["left eye", "nose"]},
        "names": {0: "things"},
    }


def test_points_of_two_faces_are_not_put_together() -> None:
    content = files(points(Point("nose", 400, 300), Point("nose", 200, 150)))
    assert content["things/labels/1/street.txt"].decode().splitlines() == [
        "0 0.5 0.5 0 0 0 0 0 0.5 0.5 2",
        "0 0.25 0.25 0 0 0 0 0 0.25 0.25 2",
    ]


def test_rows_that_offer_other_points_are_a_dataset_of_their_own() -> None:
    content = files(points(), points(labels=("paw",), number=2))
    assert "things/labels/1/street.txt" in content
    assert yaml.safe_load(content["things.2/data.yaml"])["kpt_shape"] == [1, 3]


def test_each_question_is_a_dataset() -> None:
    content = files(boxes(BOX), outlines(question="roofs"))
    assert [name for name in content if name.endswith("data.yaml")] == [
        "things/data.yaml",
        "roofs/data.yaml",
    ]


@given(st.lists(st.text(), unique=True, max_size=5))
def test_names_of_classes_are_read_back_whatever_they_are(labels: list[str]) -> None:
    content = files(boxes(labels=tuple(labels)))
    assert yaml.safe_load(content["things/data.yaml"])["names"] == dict(enumerate(labels))


@given(st.lists(st.text(), max_size=8))
def test_names_of_files_are_safe_and_each_is_given_once(images: list[str]) -> None:
    stems = Stems()
    given = [stems.stem(image) for image in images]
    assert len({one.casefold() for one in given}) == len(images)
    for one in given:
        assert is_safe_name(f"labels/{one}.txt")
        assert "images" not in one.lower().split("/")


@pytest.mark.parametrize(
    ("image", "stem"),
    [
        ("street.jpg", ("street", ".jpg")),
        ("a/b.c/street.1.jpeg", ("a/b.c/street.1", ".jpeg")),
        ("../../etc/passwd", ("etc/passwd", "")),
        ("C:\\photos\\1.jpg", ("C_/photos/1", ".jpg")),
        ("https://example.org/a%20b/1.png?size=9", ("example.org/a b/1-size=9", ".png")),
        ("images/1.jpg", ("images_/1", ".jpg")),
        ("..", ("image", "")),
    ],
)
def test_a_file_is_named_like_its_image(image: str, stem: tuple[str, str]) -> None:
    assert stem_and_ending(image) == stem


def test_the_second_answer_about_an_image_is_in_the_second_folder() -> None:
    content = files(
        boxes(BOX, number=1), boxes(number=2), boxes(number=3, image="street.png"), boxes(number=4)
    )
    assert [one["file"] for one in lines(content["things/answers.jsonl"])] == [
        "labels/1/street.txt",
        "labels/2/street.txt",
        "labels/3/street.txt",
        "labels/4/street.txt",
    ]


def test_what_cannot_be_written_is_named_and_the_rest_is_there() -> None:
    content = files(boxes(BOX, size=None), boxes(BOX, number=2))
    (line,) = lines(content["things/left-out.jsonl"])
    assert (line["answer_id"], line["field"]) == ("S1", "things")
    assert line["problem"].startswith("Task t1: the size of the image is not known.")
    assert "things/labels/1/street.txt" in content

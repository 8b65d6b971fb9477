"""Masks: from what a browser sends to what is stored, and to the documented picture (FUN-5..9)."""

import io
from base64 import b64decode

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from ouvrage.base.errors import Refusal
from ouvrage.taskui import AnswerField, FieldKind, documented, read_answer
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets import masks
from ouvrage.taskui.widgets.masks import Entry, picture, pixels, runs_of

MAPS = arrays(
    np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.integers(0, 3)
)
CAT: Entry = {"label": "cat", "color": "#e69f00"}
DOG: Entry = {"label": "dog", "color": "#56b4e9"}
BLUE: Entry = {"label": "cat", "color": "#0000ff"}
SEMANTIC = AnswerField(
    "mask", FieldKind.WIDGET, options=("cat", "dog"), element="crowd-semantic-segmentation"
)
INSTANCES = AnswerField(
    "mask", FieldKind.WIDGET, options=("cat", "dog"), element="crowd-instance-segmentation"
)
SIZE = {"height": 2, "width": 3}


def sent(value: JsonValue) -> dict[str, list[str]]:
    return {"mask": [orjson.dumps(value).decode()]}


@given(MAPS)
def test_a_map_comes_back_from_its_runs(numbers: np.ndarray) -> None:
    height, width = numbers.shape
    runs = runs_of(numbers)
    assert np.array_equal(pixels(runs, {"height": height, "width": width}), numbers)
    assert all(one != two for one, two in zip(runs[::2], runs[2::2], strict=False))


@given(MAPS)
def test_the_picture_shows_each_pixel_in_the_colour_of_its_entry(numbers: np.ndarray) -> None:
    entries = [CAT, DOG, BLUE]
    image = Image.open(io.BytesIO(b64decode(picture(numbers, entries))))
    colours = np.array([[255, 255, 255], [230, 159, 0], [86, 180, 233], [0, 0, 255]], np.uint8)
    assert np.array_equal(np.asarray(image.convert("RGB")), colours[numbers])
    assert np.array_equal(np.asarray(image.convert("RGBA"))[..., 3], np.where(numbers, 255, 0))


def test_a_semantic_mask_is_stored_as_runs_and_documented_as_a_picture() -> None:
    value = {"inputImageProperties": SIZE, "labels": [DOG, CAT], "runs": [0, 1, 1, 2, 2, 3]}
    answer = read_answer([SEMANTIC], sent(value))
    assert answer == {"mask": value}
    shown = documented([SEMANTIC], answer)["mask"]
    assert isinstance(shown, dict)
    assert shown.keys() == {"inputImageProperties", "labeledImage", "labelMappings"}
    assert shown["inputImageProperties"] == SIZE
    assert shown["labelMappings"] == {"dog": {"color": "#56b4e9"}, "cat": {"color": "#e69f00"}}
    image = Image.open(io.BytesIO(b64decode(shown["labeledImage"]["pngImageData"])))
    assert [image.convert("RGB").getpixel(place) for place in ((0, 0), (1, 0), (0, 1))] == [
        (255, 255, 255),
        (86, 180, 233),
        (230, 159, 0),
    ]


def test_instances_of_one_label_keep_their_own_colours() -> None:
    value = {"inputImageProperties": SIZE, "instances": [CAT, BLUE], "runs": [1, 3, 2, 3]}
    answer = read_answer([INSTANCES], sent(value))
    shown = documented([INSTANCES], answer)["mask"]
    assert isinstance(shown, dict)
    assert shown["instances"] == [
        {"color": "#e69f00", "label": "cat"},
        {"color": "#0000ff", "label": "cat"},
    ]


def test_a_requester_reads_the_share_of_each_label() -> None:
    value = {"inputImageProperties": SIZE, "labels": [DOG, CAT], "runs": [0, 1, 1, 2, 2, 3]}
    assert masks.SEMANTIC.show(value, SEMANTIC) == "dog (33.3 %), cat (50.0 %)"


def test_nothing_to_mark_is_an_answer() -> None:
    value = {"inputImageProperties": SIZE, "labels": [], "runs": [0, 6]}
    assert read_answer([SEMANTIC], sent(value)) == {"mask": value}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"runs": [1, 5]}, "widget_unreadable"),
        ({"runs": [1, 6, 0, 0]}, "widget_unreadable"),
        ({"runs": [1, 6, 0]}, "widget_unreadable"),
        ({"runs": [2, 6]}, "widget_unreadable"),
        ({"runs": [-1, 6]}, "widget_unreadable"),
        ({"runs": [1.0, 6]}, "widget_unreadable"),
        ({"runs": [1, 2**63]}, "widget_unreadable"),
        ({"runs": [1, 2**62, 1, 2**62, 1, 2**62, 1, 2**62, 1, 6]}, "widget_unreadable"),
        ({"runs": "1,6"}, "widget_unreadable"),
        ({"labels": [{"label": "cow", "color": "#e69f00"}]}, "shape_label_unknown"),
        ({"labels": [{"label": "cat", "color": "red"}]}, "widget_unreadable"),
        ({"labels": [CAT, DOG]}, "mask_entry_empty"),
        ({"labels": [CAT, {**DOG, "color": CAT["color"]}]}, "widget_unreadable"),
        ({"labels": None}, "widget_unreadable"),
        ({"inputImageProperties": {"height": 0, "width": 3}}, "widget_unreadable"),
        ({"inputImageProperties": {"height": 20_000, "width": 20_000}}, "mask_too_large"),
    ],
)
def test_a_mask_that_cannot_be_right_is_refused(change: dict[str, JsonValue], code: str) -> None:
    value = {"inputImageProperties": SIZE, "labels": [CAT], "runs": [1, 6], **change}
    with pytest.raises(Refusal) as caught:
        read_answer([SEMANTIC], sent(value))
    assert [(each.code, each.field) for each in caught.value.each()] == [(code, "mask")]

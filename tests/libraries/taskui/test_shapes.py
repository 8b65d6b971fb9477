"""Answers of the elements that draw shapes: kept as documented, refused shape by shape."""

import json
from typing import Any

import pytest

from ouvrage.base.errors import Refusals
from ouvrage.base.limits import SHAPES_MAX
from ouvrage.taskui import compile_template, read_answer, task_page
from ouvrage.taskui.fields import AnswerField

SIZE = {"height": 600, "width": 800}
CAT = {"height": 240, "label": "cat", "left": 78, "top": 118, "width": 242}
TRIANGLE = [{"x": 0, "y": 0}, {"x": 800, "y": 0}, {"x": 10.5, "y": 600}]
DOCUMENTED: dict[str, dict[str, list[Any]]] = {
    "crowd-bounding-box": {"boundingBoxes": [CAT]},
    "crowd-polygon": {"polygons": [{"label": "cat", "vertices": TRIANGLE}]},
    "crowd-polyline": {"polylines": [{"label": "dog", "vertices": TRIANGLE[:2]}]},
    "crowd-line": {"lines": [{"label": "dog", "vertices": TRIANGLE[1:]}]},
    "crowd-keypoint": {"keypoints": [{"label": "cat", "x": 799, "y": 0}]},
}


def fields_of(element: str) -> tuple[AnswerField, ...]:
    source = (
        f"<{element} name='drawn' src='a.png' header='Draw' labels=\"['cat', 'dog']\"></{element}>"
    )
    return task_page(compile_template(source), {}).fields


def read(element: str, value: object) -> object:
    return read_answer(fields_of(element), {"drawn": [json.dumps(value)]}).get("drawn")


def refused(element: str, value: object) -> list[str]:
    with pytest.raises(Refusals) as caught:
        read(element, value)
    assert {refusal.field for refusal in caught.value.each()} == {"drawn"}
    return [str(refusal) for refusal in caught.value.each()]


@pytest.mark.parametrize("element", DOCUMENTED)
def test_documented_answer_is_kept_as_it_is(element: str) -> None:
    """FUN-5."""
    whole = DOCUMENTED[element] | {"inputImageProperties": SIZE}
    assert read(element, whole) == whole
    assert read(element, whole | {"more": 1}) == whole


@pytest.mark.parametrize("element", DOCUMENTED)
def test_nothing_to_mark_is_an_answer_and_no_answer_is_none(element: str) -> None:
    (list_name,) = DOCUMENTED[element]
    nothing = {list_name: [], "inputImageProperties": SIZE}
    assert read(element, nothing) == nothing
    with pytest.raises(Refusals) as caught:
        read_answer(fields_of(element), {"drawn": [""]})
    assert [refusal.code for refusal in caught.value.each()] == ["answer_missing"]


@pytest.mark.parametrize("element", DOCUMENTED)
def test_what_is_no_such_answer_is_refused_whole(element: str) -> None:
    (list_name,) = DOCUMENTED[element]
    values: list[object] = [
        [],
        {},
        "boxes",
        DOCUMENTED[element],
        {list_name: {}, "inputImageProperties": SIZE},
        {list_name: [], "inputImageProperties": {"height": 600}},
        {list_name: [], "inputImageProperties": {"height": 600, "width": 0}},
        {list_name: [], "inputImageProperties": {"height": True, "width": 8}},
        {list_name: [], "inputImageProperties": {"height": 8, "width": 10**9}},
    ]
    for value in values:
        assert refused(element, value) == ["This answer did not arrive whole. Send it again."]


def test_each_wrong_shape_is_named() -> None:
    boxes: list[object] = [
        CAT,
        CAT | {"label": "cow"},
        CAT | {"left": 559},
        CAT | {"width": 0},
        CAT | {"top": "118"},
        CAT | {"left": -1},
        "box",
        {"label": "cat"},
    ]
    answer = {"boundingBoxes": boxes, "inputImageProperties": SIZE}
    assert refused("crowd-bounding-box", answer) == [
        'Shape 2 has the label "cow", which is not offered. Choose one of those shown.',
        "Shape 3 reaches out of the image. Move it inside.",
        "Shape 4 lacks points, or its places are no numbers. Draw it again.",
        "Shape 5 lacks points, or its places are no numbers. Draw it again.",
        "Shape 6 reaches out of the image. Move it inside.",
        "Shape 7 lacks points, or its places are no numbers. Draw it again.",
        "Shape 8 lacks points, or its places are no numbers. Draw it again.",
    ]


def test_too_few_vertices_or_too_many_are_refused() -> None:
    incomplete = ["Shape 1 lacks points, or its places are no numbers. Draw it again."]
    two = [{"label": "cat", "vertices": TRIANGLE[:2]}]
    three = [{"label": "cat", "vertices": TRIANGLE}]
    for element, list_name, items in (
        ("crowd-polygon", "polygons", two),
        ("crowd-line", "lines", three),
        ("crowd-polyline", "polylines", [{"label": "cat", "vertices": TRIANGLE[:1]}]),
    ):
        answer = {list_name: items, "inputImageProperties": SIZE}
        assert refused(element, answer) == incomplete


def test_more_shapes_than_possible_are_refused_and_few_sentences_told() -> None:
    answer = {"boundingBoxes": [CAT] * (SHAPES_MAX + 1), "inputImageProperties": SIZE}
    assert refused("crowd-bounding-box", answer) == [
        "There are 5001 shapes; 5000 are possible. Remove some."
    ]
    answer["boundingBoxes"] = [CAT | {"label": "cow"}] * 500
    assert len(refused("crowd-bounding-box", answer)) == 20

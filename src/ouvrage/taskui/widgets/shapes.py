"""Shapes on a picture: `crowd-bounding-box`, `-polygon`, `-polyline`, `-line` and `-keypoint`.

    {"boundingBoxes": [{"height": 240, "label": "cat", "left": 78, "top": 118, "width": 242}],
     "inputImageProperties": {"height": 600, "width": 800}}

Numbers are pixels of the picture as it is, whatever size it was drawn at (Crowd HTML Elements
Reference, SageMaker guide). An empty list says that there is nothing to mark.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.limits import PICTURE_SIDE_MAX, SHAPES_MAX
from ouvrage.base.words import N_
from ouvrage.taskui.errors import WidgetUnreadable
from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets.entities import are_names
from ouvrage.taskui.widgets.errors import (
    ShapeIncomplete,
    ShapeLabelUnknown,
    ShapeOutsideImage,
    TooManyShapes,
)
from ouvrage.taskui.widgets.widget import Attributes, Widget

REFUSALS_SHOWN_MAX = 20

Number = int | float
Point = tuple[Number, Number]
Item = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class ShapeKind:
    """How the shapes of one element are documented: in which list, and by which points.

    `points` is None where the item is no such shape; `written` is the item with nothing else in it.
    """

    list_name: str
    least: int
    most: int
    points: Callable[[Item], list[Point] | None]
    written: Callable[[Item, list[Point]], Item]


def read(kind: ShapeKind, value: JsonValue, field: AnswerField) -> JsonValue:
    """The shapes and the picture's size, nothing else; refusals say which shape is wrong."""
    items = value.get(kind.list_name) if isinstance(value, dict) else None
    size = _size(value)
    if not isinstance(items, list) or size is None:
        raise WidgetUnreadable
    if len(items) > SHAPES_MAX:
        raise TooManyShapes(count=len(items), most=SHAPES_MAX)
    refuse_all(list(islice(_refusals(kind, items, size, field), REFUSALS_SHOWN_MAX)))
    width, height = size
    return {
        kind.list_name: [_stored(kind, item) for item in items],
        "inputImageProperties": {"height": height, "width": width},
    }


def _size(value: JsonValue) -> tuple[int, int] | None:
    size = value.get("inputImageProperties") if isinstance(value, dict) else None
    if not isinstance(size, dict):
        return None
    width, height = size.get("width"), size.get("height")
    if type(width) is not int or type(height) is not int:
        return None
    known = 0 < width <= PICTURE_SIDE_MAX and 0 < height <= PICTURE_SIDE_MAX
    return (width, height) if known else None


def _refusals(
    kind: ShapeKind, items: list[JsonValue], size: tuple[int, int], field: AnswerField
) -> Iterator[Refusal]:
    anything = field.dynamic and not field.options
    for place, item in enumerate(items, start=1):
        points = kind.points(item) if isinstance(item, dict) else None
        label = item.get("label") if isinstance(item, dict) else None
        if points is None or not kind.least <= len(points) <= kind.most:
            yield ShapeIncomplete(row=place, place=place)
        elif not all(_is_inside(point, size) for point in points):
            yield ShapeOutsideImage(row=place, place=place)
        elif not isinstance(label, str) or not (anything or label in field.options):
            yield ShapeLabelUnknown(row=place, place=place, label=label if label else "")


def _is_inside(point: Point, size: tuple[int, int]) -> bool:
    return 0 <= point[0] <= size[0] and 0 <= point[1] <= size[1]


def _stored(kind: ShapeKind, item: JsonValue) -> JsonValue:
    assert isinstance(item, dict)
    points = kind.points(item)
    assert points is not None
    return kind.written(item, points)


def _number(value: JsonValue) -> Number | None:
    """JSON of an answer knows neither infinity nor NaN."""
    return value if type(value) is int or type(value) is float else None


def _point(item: JsonValue) -> Point | None:
    if not isinstance(item, dict):
        return None
    x, y = _number(item.get("x")), _number(item.get("y"))
    return None if x is None or y is None else (x, y)


def _box_points(item: Item) -> list[Point] | None:
    left, top = _number(item.get("left")), _number(item.get("top"))
    width, height = _number(item.get("width")), _number(item.get("height"))
    if left is None or top is None or not width or not height or width < 0 or height < 0:
        return None
    return [(left, top), (left + width, top + height)]


def _box(item: Item, _: list[Point]) -> Item:
    return {name: item[name] for name in ("height", "label", "left", "top", "width")}


def _vertices(item: Item) -> list[Point] | None:
    vertices = item.get("vertices")
    if not isinstance(vertices, list):
        return None
    points = [_point(vertex) for vertex in vertices]
    found = [point for point in points if point is not None]
    return found if len(found) == len(points) else None


def _line(item: Item, points: list[Point]) -> Item:
    return {"label": item["label"], "vertices": [{"x": x, "y": y} for x, y in points]}


def _one_point(item: Item) -> list[Point] | None:
    point = _point(item)
    return None if point is None else [point]


def _keypoint(item: Item, points: list[Point]) -> Item:
    ((x, y),) = points
    return {"label": item["label"], "x": x, "y": y}


def lacks(attributes: Attributes) -> Iterator[str]:
    """The labels when there is none, one has no name, or one stands there twice."""
    labels = attributes.get("labels")
    given = labels if isinstance(labels, list) else []
    names = [one.get("label") if isinstance(one, dict) else one for one in given]
    if not names or not are_names(names):
        yield "labels"


VERTICES_MAX = 10_000
KINDS = {
    "crowd-bounding-box": ShapeKind("boundingBoxes", 2, 2, _box_points, _box),
    "crowd-polygon": ShapeKind("polygons", 3, VERTICES_MAX, _vertices, _line),
    "crowd-polyline": ShapeKind("polylines", 2, VERTICES_MAX, _vertices, _line),
    "crowd-line": ShapeKind("lines", 2, 2, _vertices, _line),
    "crowd-keypoint": ShapeKind("keypoints", 1, 1, _one_point, _keypoint),
}
WORDS = (
    N_("The arrow keys move the cross or the chosen shape. Enter places a point."),
    N_("Image to draw on"),
    N_("The image of this task could not be loaded."),
    N_("The time so far counts. Further down, the task can be given back, or reported as broken."),
    N_("Load the image again"),
    N_("{label}: {x}, {y}"),
    N_("{label}: {count} points from {x}, {y}"),
    N_("{label}: {x}, {y} to {right}, {bottom}"),
    N_("{label}: {x}, {y}, size {width} × {height}"),
    N_("Added. {shape}"),
    N_("Point {count} at {x}, {y}"),
    N_("Changed. {shape}"),
    N_("Chosen. {shape}"),
    N_("The whole shape"),
    N_("Corner {count} at {x}, {y}"),
    N_("Left"),
    N_("Top"),
    N_("Width"),
    N_("Height"),
    N_("Across"),
    N_("Down"),
    N_("Cross at {x}, {y}"),
    N_("The last point is removed."),
    N_("Removed. {shape}"),
    N_("Label of the next shapes: {label}"),
    N_("Noted: nothing to mark."),
    N_("No answer yet."),
    N_("Undo"),
    N_("Redo"),
    N_("Undone."),
    N_("Done again."),
    N_("Nothing to mark in this image"),
    N_("Draw"),
    N_("Move"),
    N_("Finish"),
    N_("Hide the others"),
    N_("Names"),
    N_("Whole image"),
    N_("Tools"),
    N_("Zoom in"),
    N_("Zoom out"),
    N_("Fill"),
    N_("Label"),
    N_("Next corner"),
    N_("Remove"),
    N_("Previous shape"),
    N_("Next shape"),
    N_("The chosen shape"),
    N_("Label of the next shapes"),
    N_("Cross, chosen shape or corner: one pixel; with Shift, ten"),
    N_("Shows the cross, then places a corner or point"),
    N_("Finishes the shape; so does a click on its first or last point"),
    N_("Drops the shape in the making, then the choice"),
    N_("Removes the last point, the chosen corner or the chosen shape"),
    N_("Next and previous shape"),
    N_("Next corner of the chosen shape, for the arrow keys"),
    N_("Label of the chosen shape"),
    N_("Draw, or move shapes and the image"),
    N_("Hides the other shapes, or their names"),
    N_("Zoom, whole image; so do the wheel and two fingers"),
    N_("Undo, redo"),
    N_("Keyboard"),
    N_("Shapes: {count}"),
    N_("Shape {place} of {all}"),
)
SHAPES = tuple(
    Widget(
        element=element,
        read=partial(read, kind),
        attributes=frozenset({"header", "initial-value", "label-colors", "labels", "src"}),
        literals=frozenset({"initial-value", "label-colors", "labels"}),
        module="drawing.js",
        style="drawing.css",
        lacks=lacks,
        words=WORDS,
    )
    for element, kind in KINDS.items()
)

"""What hands do on a picture: the same shapes by mouse, by touch and by keys."""

import json
import time
from typing import Any

from playwright.sync_api import CDPSession, Page

LABELS = ["cat", "dog", "cow"]
SIZE = {"height": 200, "width": 300}
Point = tuple[float, float]


def box(left: int, top: int, right: int, bottom: int, label: str = "cat") -> dict[str, Any]:
    return {
        "height": bottom - top, "label": label, "left": left, "top": top, "width": right - left,
    }  # fmt: skip


def line(*points: Point, label: str = "cat") -> dict[str, Any]:
    return {"label": label, "vertices": [{"x": x, "y": y} for x, y in points]}


# What is drawn with each element, and what is documented for it.
DRAWN: dict[str, tuple[list[Point], dict[str, list[Any]]]] = {
    "crowd-bounding-box": ([(20, 30), (140, 120)], {"boundingBoxes": [box(20, 30, 140, 120)]}),
    "crowd-line": ([(20, 30), (140, 120)], {"lines": [line((20, 30), (140, 120))]}),
    "crowd-polygon": (
        [(20, 30), (140, 40), (80, 150)],
        {"polygons": [line((20, 30), (140, 40), (80, 150))]},
    ),
    "crowd-polyline": (
        [(20, 30), (140, 40), (80, 150)],
        {"polylines": [line((20, 30), (140, 40), (80, 150))]},
    ),
    "crowd-keypoint": ([(140, 120)], {"keypoints": [{"label": "cat", "x": 140, "y": 120}]}),
}


def answer(page: Page) -> Any:
    text = page.locator("input[data-widget]").input_value()
    return json.loads(text) if text else None


def whole(shapes: dict[str, list[Any]]) -> dict[str, Any]:
    return shapes | {"inputImageProperties": SIZE}


def at(page: Page, point: Point, shift: float = 0.0) -> Point:
    """Where on the screen a point of the picture is."""
    place = page.locator(".stage > img").bounding_box()
    width = page.evaluate("document.querySelector('.stage > img').naturalWidth")
    assert place is not None
    scale = place["width"] / width
    return place["x"] + (point[0] + shift) * scale, place["y"] + (point[1] + shift) * scale


def drag(page: Page, start: Point, end: Point) -> None:
    page.mouse.move(*at(page, start))
    page.mouse.down()
    page.mouse.move(*at(page, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)))
    page.mouse.move(*at(page, end))
    page.mouse.up()


def click(page: Page, point: Point, shift: float = 0.0) -> None:
    page.mouse.click(*at(page, point, shift))


def draw_by_mouse(page: Page, element: str, points: list[Point]) -> None:
    page.locator(".stage").scroll_into_view_if_needed()
    if element in {"crowd-bounding-box", "crowd-line"}:
        drag(page, points[0], points[1])
        return
    for point in points:
        click(page, point, 0.5 if element == "crowd-keypoint" else 0)
    if element == "crowd-polygon":
        click(page, points[0])
    elif element == "crowd-polyline":
        page.get_by_role("button", name="Finish").click()


def touch(page: Page, *strokes: list[Point], shift: float = 0.0) -> None:
    """Fingers that touch, move, rest and leave, one after the other.

    A finger that leaves in flight flings, and the browser takes the next tap for the end of that.
    """
    wire = page.context.new_cdp_session(page)
    for stroke in strokes:
        begun = time.time() - len(stroke) - 1
        places = [at(page, point, shift) for point in (*stroke, stroke[-1])]
        for number, (x, y) in enumerate(places):
            kind = "touchMove" if number else "touchStart"
            _touch(wire, kind, begun + number, [{"x": x, "y": y}])
        _touch(wire, "touchEnd", begun + len(stroke) + 1, [])
    wire.detach()


def _touch(wire: CDPSession, kind: str, told_at: float, points: list[dict[str, float]]) -> None:
    event = {"type": kind, "touchPoints": points, "timestamp": told_at}
    wire.send("Input.dispatchTouchEvent", event)


def draw_by_touch(page: Page, element: str, points: list[Point]) -> None:
    page.locator(".stage").evaluate("stage => stage.scrollIntoView({block: 'start'})")
    if element in {"crowd-bounding-box", "crowd-line"}:
        middle = ((points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2)
        touch(page, [points[0], middle, points[1]])
        return
    touch(page, *([point] for point in points), shift=0.5 if element == "crowd-keypoint" else 0)
    if element == "crowd-polygon":
        touch(page, [points[0]])
    elif element == "crowd-polyline":
        page.get_by_role("button", name="Finish").tap()


def arrows(page: Page, start: Point, end: Point) -> None:
    """From one point to another by pixels and tens of pixels."""
    for place, keys in ((0, ("ArrowRight", "ArrowLeft")), (1, ("ArrowDown", "ArrowUp"))):
        way = int(end[place] - start[place])
        key = keys[way < 0]
        for _ in range(abs(way) // 10):
            page.keyboard.press(f"Shift+{key}")
        for _ in range(abs(way) % 10):
            page.keyboard.press(key)


def draw_by_keys(page: Page, element: str, points: list[Point]) -> None:
    page.locator(".stage").focus()
    page.keyboard.press("Enter")
    cross: Point = (150, 100)
    for point in points:
        arrows(page, cross, point)
        page.keyboard.press("Enter")
        cross = point
    if element in {"crowd-polygon", "crowd-polyline"}:
        page.keyboard.press("f")


WAYS = {"mouse": draw_by_mouse, "touch": draw_by_touch, "keys": draw_by_keys}

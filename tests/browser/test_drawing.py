"""Shapes on a picture in a real browser: by mouse, by touch and by keys, to the pixel."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench import Bench, picture
from tests.browser.hands import (
    DRAWN,
    LABELS,
    WAYS,
    Point,
    answer,
    box,
    click,
    drag,
    draw_by_mouse,
    line,
    whole,
)

every_element = pytest.mark.parametrize("element", DRAWN)


@every_element
@pytest.mark.parametrize("way", WAYS)
def test_shape_is_drawn_undone_relabelled_and_sent(
    element: str, way: str, opened: Callable[..., Page], bench: Bench
) -> None:
    """ACC-6, FUN-5: the same answer by mouse, by touch and by keys alone."""
    page = opened(element, phone=way == "touch")
    points, shapes = DRAWN[element]
    ((list_name, (shape,)),) = shapes.items()
    WAYS[way](page, element, points)
    assert answer(page) == whole(shapes)
    assert page.get_by_role("status").first.inner_text().startswith("Added. cat")

    if way == "keys":
        page.keyboard.press("Control+z")
        assert answer(page) is None
        page.keyboard.press("Control+y")
        page.keyboard.press("n")
        page.keyboard.press("l")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator(".stage")).to_be_focused()
        page.get_by_role("button", name="Send").focus()
        page.keyboard.press("Enter")
    else:
        press = "tap" if way == "touch" else "click"
        getattr(page.get_by_role("button", name="Undo"), press)()
        assert answer(page) is None
        getattr(page.get_by_role("button", name="Redo"), press)()
        page.get_by_text("Shapes: 1").click()
        if not page.locator(".shape-list button").is_visible():
            page.get_by_text("Shapes: 1").click()
        getattr(page.locator(".shape-list button"), press)()
        page.get_by_role("combobox", name="Label").select_option("dog")
        getattr(page.get_by_role("button", name="Send"), press)()
    page.get_by_text("Sent", exact=True).wait_for()
    sent = parse_qs(bench.sent[0])
    assert set(sent) == {"result"}
    assert json.loads(sent["result"][0]) == whole({list_name: [shape | {"label": "dog"}]})


def test_box_is_drawn_by_two_clicks_without_dragging(opened: Callable[..., Page]) -> None:
    """ACC-6 (WCAG 2.5.7)."""
    page = opened("crowd-bounding-box")
    page.locator(".stage").scroll_into_view_if_needed()
    click(page, (140, 120))
    click(page, (20, 30))
    assert answer(page) == whole({"boundingBoxes": [box(20, 30, 140, 120)]})
    page.get_by_label("Left").fill("25")
    page.get_by_label("Width").fill("1000")
    page.keyboard.press("Enter")
    assert answer(page) == whole({"boundingBoxes": [box(25, 30, 300, 120)]})
    assert page.url.endswith("/")


def test_box_is_moved_pulled_nudged_and_removed(opened: Callable[..., Page]) -> None:
    page = opened("crowd-bounding-box")
    page.locator(".stage").scroll_into_view_if_needed()
    drag(page, (100, 100), (160, 140))
    drag(page, (160, 140), (170, 150))
    assert answer(page) == whole({"boundingBoxes": [box(100, 100, 170, 150)]})
    grip = page.locator(".grip circle").bounding_box()
    assert grip is not None
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(0, 0)
    page.mouse.up()
    assert answer(page) == whole({"boundingBoxes": [box(0, 0, 70, 50)]})
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert answer(page) == whole({"boundingBoxes": [box(3, 10, 73, 60)]})
    page.keyboard.press("c")
    page.keyboard.press("ArrowRight")
    assert answer(page) == whole({"boundingBoxes": [box(4, 10, 73, 60)]})
    for _ in range(2):
        page.keyboard.press("Control+z")
    assert answer(page) == whole({"boundingBoxes": [box(0, 0, 70, 50)]})
    page.keyboard.press("Delete")
    assert answer(page) is None
    page.keyboard.press("Control+z")
    assert answer(page) == whole({"boundingBoxes": [box(0, 0, 70, 50)]})


def test_vertex_is_added_moved_and_removed(opened: Callable[..., Page]) -> None:
    page = opened("crowd-polygon")
    draw_by_mouse(page, "crowd-polygon", [(20, 20), (140, 20), (140, 140), (20, 140)])
    drag(page, (80, 20), (90, 60))
    corners: list[Point] = [(20, 20), (90, 60), (140, 20), (140, 140), (20, 140)]
    assert answer(page) == whole({"polygons": [line(*corners)]})
    click(page, (90, 60))
    page.keyboard.press("Backspace")
    assert answer(page) == whole({"polygons": [line(*corners[:1], *corners[2:])]})


def test_shape_inside_another_is_drawn_and_the_smallest_is_chosen(
    opened: Callable[..., Page],
) -> None:
    page = opened("crowd-bounding-box")
    page.locator(".stage").scroll_into_view_if_needed()
    drag(page, (20, 20), (200, 180))
    page.keyboard.press("2")
    drag(page, (60, 60), (100, 100))
    boxes = [box(20, 20, 200, 180), box(60, 60, 100, 100, "dog")]
    assert answer(page) == whole({"boundingBoxes": boxes})
    click(page, (150, 150))
    expect(page.locator(".chosen-title")).to_have_text("Shape 1 of 2")
    click(page, (80, 80))
    expect(page.locator(".chosen-title")).to_have_text("Shape 2 of 2")


def test_nothing_to_mark_is_said_and_taken_back(opened: Callable[..., Page]) -> None:
    page = opened("crowd-bounding-box")
    page.get_by_text("Nothing to mark in this image").click()
    assert answer(page) == whole({"boundingBoxes": []})
    page.get_by_text("Nothing to mark in this image").click()
    assert answer(page) is None


def test_shapes_given_to_look_over_are_the_answer_and_come_back(
    opened: Callable[..., Page],
) -> None:
    given = [box(10, 10, 60, 60, "dog") | {"width": 50.5}]
    page = opened("crowd-bounding-box", initial_value=given)
    assert answer(page) == whole({"boundingBoxes": given})
    page.locator(".stage").focus()
    page.keyboard.press("n")
    page.keyboard.press("Delete")
    assert answer(page) is None
    page.keyboard.press("Control+z")
    assert answer(page) == whole({"boundingBoxes": given})


def test_steps_survive_a_reload(opened: Callable[..., Page], bench: Bench) -> None:
    page = opened("crowd-bounding-box")
    page.locator(".stage").scroll_into_view_if_needed()
    for number in range(45):
        drag(page, (5 * number, 10), (5 * number + 40, 60))
    text = page.locator("input[data-widget]").input_value()
    assert len(json.loads(text)["boundingBoxes"]) == 45
    attributes = {"src": "/photo.png", "labels": LABELS}
    bench.show("crowd-bounding-box", attributes, value=text)
    page.reload()
    page.locator(".zoom", has_text="%").wait_for()
    page.locator(".stage").focus()
    for _ in range(45):
        page.keyboard.press("Control+z")
    assert answer(page) is None


def test_missing_picture_is_told_and_loaded_again(
    opened: Callable[..., Page], browser: Browser, bench: Bench
) -> None:
    bench.show("crowd-bounding-box", {"src": "/late.png", "labels": LABELS}, value='{"a": 1}')
    page = browser.new_page()
    page.goto(bench.url)
    fault = page.get_by_role("alert")
    expect(fault).to_contain_text("The image of this task could not be loaded.")
    assert page.locator("input[data-widget]").input_value() == '{"a": 1}'
    bench.pictures["/late.png"] = picture(300, 200)
    page.get_by_role("button", name="Load the image again").click()
    page.locator(".zoom", has_text="%").wait_for()
    expect(fault).to_have_count(0)
    page.close()


def test_scripts_of_a_page_read_and_set_the_answer_and_the_labels(
    opened: Callable[..., Page],
) -> None:
    page = opened("crowd-bounding-box")
    widget = "document.querySelector('.widget')"
    assert page.evaluate(f"{widget}.value") is None
    value = whole({"boundingBoxes": [box(1, 2, 30, 40, "hen")]})
    page.evaluate(f"value => {{ {widget}.value = value }}", value)
    assert page.evaluate(f"{widget}._submittableValue") == value
    page.evaluate(f"{widget}.labels = ['hen', 'duck']")
    assert page.evaluate(f"{widget}.labels") == ["hen", "duck"]
    assert page.locator(".labels label").all_inner_texts() == ["hen\n1", "duck\n2"]

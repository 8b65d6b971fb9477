"""Labels to the pixel in a real browser: by mouse, by touch and by keys, to the single pixel."""

import io
import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from ouvrage.taskui import AnswerField, FieldKind, read_answer
from ouvrage.taskui.widgets.masks import pixels
from tests.browser.bench import Bench, picture, served
from tests.browser.hands import Point, answer, arrows, at, click, touch
from tests.browser.portal import DESK, PHONE

SEMANTIC, INSTANCES = "crowd-semantic-segmentation", "crowd-instance-segmentation"
LABELS = ["cat", "dog", "cow"]
CAT = {"label": "cat", "color": "#e69f00"}
DOG = {"label": "dog", "color": "#56b4e9"}
WIDTH, HEIGHT = 300, 200
SIZE = {"height": HEIGHT, "width": WIDTH}
MASK_BYTES_MAX = 35 * 1024

Map = NDArray[np.uint8]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """A page with one element on it."""
    with served() as running:
        running.pictures["/photo.png"] = picture(WIDTH, HEIGHT)
        yield running


@pytest.fixture
def opened(browser: Browser, bench: Bench) -> Iterator[Callable[..., Page]]:
    """Opens the element in a browser of that size; nothing may be complained about."""
    contexts, complaints = [], []

    def open_page(element: str = SEMANTIC, *, phone: bool = False, **more: Any) -> Page:
        attributes = {"src": "/photo.png", "labels": LABELS, "header": "Paint"} | more
        bench.show(
            element,
            {name.replace("_", "-"): one for name, one in attributes.items()},
            module="mask.js",
        )
        context = browser.new_context(viewport=PHONE if phone else DESK, has_touch=phone)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(bench.url)
        page.locator(".zoom", has_text="%").wait_for()
        page.locator(".stage").scroll_into_view_if_needed()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def map_of(page: Page) -> Map:
    return pixels(answer(page)["runs"], {"height": HEIGHT, "width": WIDTH})


def rectangle(left: int, top: int, right: int, bottom: int, number: int = 1) -> Map:
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[top:bottom, left:right] = number
    return numbers


def disc(x: float, y: float, radius: float) -> Map:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    return ((columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 <= radius**2).astype(np.uint8)


def outline(page: Page, *corners: Point) -> None:
    page.locator(".stage").focus()
    page.keyboard.press("o")
    for corner in corners:
        click(page, corner)
    page.keyboard.press("f")


def square(page: Page, left: int, top: int, right: int, bottom: int) -> None:
    outline(page, (left, top), (right, top), (right, bottom), (left, bottom))


def test_outline_is_filled_undone_and_sent(opened: Callable[..., Page], bench: Bench) -> None:
    """FUN-5: exactly the pixels whose middle lies inside, and the server takes them."""
    page = opened()
    square(page, 20, 30, 140, 120)
    assert answer(page)["inputImageProperties"] == SIZE
    assert answer(page)["labels"] == [CAT]
    assert np.array_equal(map_of(page), rectangle(20, 30, 140, 120))
    expect(page.locator(".shape-list button").first).to_have_text("cat: 18.0 % of the image")
    page.keyboard.press("Control+z")
    assert answer(page) is None
    page.keyboard.press("Control+y")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Sent", exact=True).wait_for()
    sent = parse_qs(bench.sent[0])
    assert set(sent) == {"result"}
    field = AnswerField("result", FieldKind.WIDGET, options=tuple(LABELS), element=SEMANTIC)
    stored = read_answer([field], sent)["result"]
    assert stored == json.loads(sent["result"][0])


def test_each_label_has_its_pixels_and_none_two(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("Tab")
    page.get_by_text("dog").click()
    square(page, 20, 30, 140, 120)
    page.keyboard.press("1")
    square(page, 100, 100, 200, 150)
    assert answer(page)["labels"] == [CAT, DOG]
    wanted = rectangle(20, 30, 140, 120, 2)
    wanted[100:150, 100:200] = 1
    assert np.array_equal(map_of(page), wanted)


def test_other_labels_are_kept_when_asked(opened: Callable[..., Page]) -> None:
    page = opened()
    square(page, 20, 30, 140, 120)
    page.keyboard.press("2")
    page.keyboard.press("k")
    square(page, 100, 100, 200, 150)
    wanted = rectangle(100, 100, 200, 150, 2)
    wanted[30:120, 20:140] = 1
    assert np.array_equal(map_of(page), wanted)


def test_keys_alone_paint_and_erase_to_the_pixel(opened: Callable[..., Page]) -> None:
    """ACC-6: the cross goes down, paints on its way, and is lifted."""
    page = opened()
    page.locator(".stage").focus()
    page.keyboard.press("Enter")
    arrows(page, (150, 100), (60, 50))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert np.array_equal(map_of(page), disc(60.5, 50.5, 10))
    page.keyboard.press("e")
    for _ in range(12):
        page.keyboard.press("[")
    page.keyboard.press("Enter")
    arrows(page, (0, 0), (3, 0))
    page.keyboard.press("Enter")
    wanted = disc(60.5, 50.5, 10)
    wanted[50, 60:64] = 0
    assert np.array_equal(map_of(page), wanted)
    expect(page.locator("p[role=status]")).to_contain_text("cat: 0.5 % of the image")


def test_wand_takes_exactly_what_looks_alike(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator(".stage").focus()
    page.keyboard.press("a")
    click(page, (60, 70))
    shown = np.asarray(Image.open(io.BytesIO(picture(WIDTH, HEIGHT))))
    alike = (shown == shown[70, 60]).all(axis=2)
    assert np.array_equal(map_of(page), alike.astype(np.uint8))


def test_patches_end_where_colours_do(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator(".stage").focus()
    page.keyboard.press("s")
    expect(page.locator("p[role=status]")).to_have_text("Patches are shown.")
    click(page, (60, 70))
    painted = map_of(page).astype(bool)
    shown = np.asarray(Image.open(io.BytesIO(picture(WIDTH, HEIGHT))))
    assert painted[70, 60]
    assert 60 < painted.sum() < 400
    assert (shown[painted] == shown[70, 60]).all()


def test_a_finger_paints_and_two_do_not(opened: Callable[..., Page]) -> None:
    page = opened(phone=True)
    page.locator(".stage").evaluate("stage => stage.scrollIntoView({block: 'start'})")
    touch(page, [(40, 40), (80, 40), (120, 40)])
    painted = map_of(page)
    assert painted[40, 40:121].all()
    assert not painted[60:].any()
    wire = page.context.new_cdp_session(page)
    fingers = [dict(zip("xy", at(page, point), strict=True)) for point in ((100, 120), (140, 120))]
    for kind, points in (
        ("touchStart", fingers[:1]),
        ("touchStart", fingers),
        ("touchMove", [fingers[0], {"x": fingers[1]["x"] + 40, "y": fingers[1]["y"]}]),
        ("touchEnd", []),
    ):
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert np.array_equal(map_of(page), painted)
    expect(page.locator(".zoom")).not_to_have_text("109 %")


def test_instances_are_apart_relabelled_and_removed(opened: Callable[..., Page]) -> None:
    page = opened(INSTANCES)
    square(page, 20, 30, 60, 70)
    page.keyboard.press("i")
    square(page, 100, 30, 140, 70)
    first, second = answer(page)["instances"]
    assert (first["label"], second["label"]) == ("cat", "cat")
    assert first["color"] != second["color"]
    wanted = rectangle(20, 30, 60, 70)
    wanted[30:70, 100:140] = 2
    assert np.array_equal(map_of(page), wanted)
    page.locator(".shape-list select").select_option("dog")
    assert [one["label"] for one in answer(page)["instances"]] == ["cat", "dog"]
    page.get_by_role("button", name="Remove cat").click()
    assert answer(page)["instances"] == [second | {"label": "dog"}]
    assert np.array_equal(map_of(page), rectangle(100, 30, 140, 70))


def test_nothing_to_mark_is_said_and_taken_back(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_text("Nothing to mark in this image").click()
    empty = {"inputImageProperties": SIZE, "labels": [], "runs": [0, WIDTH * HEIGHT]}
    assert answer(page) == empty
    page.get_by_text("Nothing to mark in this image").click()
    assert answer(page) is None


def test_mask_to_look_over_is_the_answer_and_comes_back(opened: Callable[..., Page]) -> None:
    image = Image.new("RGBA", (WIDTH, HEIGHT), (255, 255, 255, 0))
    image.paste((0, 0, 255, 255), (10, 20, 30, 40))
    file = io.BytesIO()
    image.save(file, "PNG")
    source = "data:image/png;base64," + b64encode(file.getvalue()).decode()
    given = {"src": source, "labelMappings": {"dog": {"color": "#0000FF"}}}
    page = opened(initial_value=given)
    expect(page.locator(".shape-list button").first).to_contain_text("dog")
    assert answer(page)["labels"] == [{"label": "dog", "color": "#0000ff"}]
    assert np.array_equal(map_of(page), rectangle(10, 20, 30, 40))
    page.get_by_role("button", name="Remove dog").click()
    assert answer(page) is None
    page.locator(".stage").focus()
    page.keyboard.press("Control+z")
    assert np.array_equal(map_of(page), rectangle(10, 20, 30, 40))


def test_steps_survive_a_reload(opened: Callable[..., Page], bench: Bench) -> None:
    """R10: forty steps and more."""
    page = opened()
    page.locator(".stage").focus()
    for number in range(45):
        click(page, (10 + 6 * number, 60))
    text = page.locator("input[data-widget]").input_value()
    bench.show(SEMANTIC, {"src": "/photo.png", "labels": LABELS}, module="mask.js", value=text)
    page.reload()
    expect(page.locator(".shape-list button").first).to_contain_text("cat")
    page.locator(".stage").focus()
    for _ in range(45):
        page.keyboard.press("Control+z")
    assert answer(page) is None


def test_missing_picture_is_told_and_can_be_asked_for_again(browser: Browser, bench: Bench) -> None:
    bench.show(SEMANTIC, {"src": "/none.png", "labels": LABELS}, module="mask.js")
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(bench.url)
        expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
        bench.pictures["/none.png"] = picture(30, 20)
        page.get_by_role("button", name="Load the image again").click()
        page.locator(".zoom", has_text="%").wait_for()
        expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("element", [SEMANTIC, INSTANCES])
def test_phone_page_is_accessible_and_fits(element: str, opened: Callable[..., Page]) -> None:
    page = opened(element, phone=True)
    square(page, 20, 30, 140, 120)
    page.keyboard.press("?")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small = page.evaluate(
        "[...document.querySelectorAll('.widget button, .widget .label, .widget summary')]"
        ".filter((one) => one.offsetHeight && one.offsetHeight < 44).map((one) => one.outerHTML)"
    )
    assert small == []
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []

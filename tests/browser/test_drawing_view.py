"""A picture looked at closely: zoom, pixels, a thousand shapes, a phone, a checker."""

import math
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.bench import Bench
from tests.browser.hands import (
    DRAWN,
    answer,
    at,
    box,
    drag,
    draw_by_touch,
    whole,
)
from tests.browser.test_pages import WIDER

every_element = pytest.mark.parametrize("element", DRAWN)


@pytest.mark.parametrize("density", [1, 1.5, 3])
def test_pixels_are_exact_at_any_zoom_and_density(
    density: float, opened: Callable[..., Page]
) -> None:
    page = opened("crowd-bounding-box", density=density)
    page.locator(".stage").scroll_into_view_if_needed()
    drag(page, (20, 30), (40, 60))
    page.mouse.move(*at(page, (200, 100)))
    for _ in range(30):
        page.mouse.wheel(0, -120)
    expect(page.locator(".zoom")).to_have_text("1600 %")
    drag(page, (198, 97), (203, 101))
    page.keyboard.press("w")
    assert answer(page) == whole({"boundingBoxes": [box(20, 30, 40, 60), box(198, 97, 203, 101)]})


def test_wheel_keeps_the_point_under_the_pointer_and_the_page_scrolls_elsewhere(
    opened: Callable[..., Page],
) -> None:
    page = opened("crowd-bounding-box")
    page.locator(".stage").scroll_into_view_if_needed()
    before = page.locator(".zoom").inner_text()
    page.mouse.move(*at(page, (210, 90)))
    page.mouse.wheel(0, -5000)
    while page.evaluate("scrollY"):
        page.evaluate("new Promise(requestAnimationFrame)")
    expect(page.locator(".zoom")).to_have_text(before)
    page.locator(".stage").evaluate("stage => stage.focus({preventScroll: true})")
    spot = at(page, (210, 90))
    page.mouse.move(*spot)
    page.mouse.wheel(0, -300)
    expect(page.locator(".zoom")).not_to_have_text(before)
    assert math.dist(at(page, (210, 90)), spot) < 1


WORK = """() => new Promise((resolve) => {
  const stage = document.querySelector(".stage");
  const counts = [];
  const watch = new MutationObserver((found) => counts.push(found.length));
  watch.observe(document.querySelector(".widget"), {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  window.worked = () => { watch.disconnect(); return counts; };
  resolve();
})"""


def test_dragging_costs_the_same_among_a_thousand_shapes(opened: Callable[..., Page]) -> None:
    """The budget of work: what a move changes in the page does not grow with the shapes."""
    changes = {}
    for count in (1, 1000):
        given = [box(2 * (n % 100), 20 * (n // 100), 2 * (n % 100) + 9, 20 * (n // 100) + 9)
                 for n in range(count)]  # fmt: skip
        page = opened("crowd-bounding-box", initial_value=given)
        page.locator(".stage").scroll_into_view_if_needed()
        page.locator(".stage").focus()
        page.keyboard.press("n")
        corner = (given[0]["left"] + 9, given[0]["top"] + 9)
        page.mouse.move(*at(page, corner))
        page.mouse.down()
        page.mouse.move(*at(page, (corner[0] + 8, corner[1] + 8)))
        page.evaluate(WORK)
        for step in range(20):
            page.mouse.move(*at(page, (corner[0] + 9 + step, corner[1] + 9 + step)))
        changes[count] = page.evaluate("worked()")
        page.mouse.up()
        assert len(answer(page)["boundingBoxes"]) == count
    assert max(changes[1000]) <= max(changes[1])
    assert max(changes[1000]) <= 15
    assert len(changes[1000]) <= 40


def test_large_picture_is_fetched_once_and_drawn_to_the_pixel(
    opened: Callable[..., Page], bench: Bench
) -> None:
    page = opened("crowd-bounding-box", src="/large.png")
    page.locator(".stage").scroll_into_view_if_needed()
    page.mouse.move(*at(page, (3000, 2000)))
    page.locator(".stage").focus()
    for _ in range(40):
        page.mouse.wheel(0, -120)
    expect(page.locator(".zoom")).to_have_text("1600 %")
    drag(page, (2999, 1998), (3004, 2001))
    page.keyboard.press("w")
    assert answer(page)["boundingBoxes"] == [box(2999, 1998, 3004, 2001)]
    assert answer(page)["inputImageProperties"] == {"height": 3000, "width": 4000}
    assert bench.asked.count("/large.png") == 1


def test_two_fingers_zoom_and_draw_nothing(opened: Callable[..., Page]) -> None:
    page = opened("crowd-polygon", phone=True)
    page.locator(".stage").evaluate("stage => stage.scrollIntoView({block: 'start'})")
    wire = page.context.new_cdp_session(page)
    before = page.locator(".zoom").inner_text()
    for spread in range(0, 60, 10):
        points = [at(page, (150, 100)), at(page, (150, 100))]
        fingers = [
            {"x": points[0][0] - 20 - spread, "y": points[0][1], "id": 0},
            {"x": points[1][0] + 20 + spread, "y": points[1][1], "id": 1},
        ]
        if not spread:
            start = {"type": "touchStart", "touchPoints": fingers[:1]}
            wire.send("Input.dispatchTouchEvent", start)
        kind = "touchMove" if spread else "touchStart"
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".zoom")).not_to_have_text(before)
    assert answer(page) is None
    expect(page.locator(".draft")).to_have_attribute("d", "")


def test_magnifier_shows_what_the_finger_covers(opened: Callable[..., Page]) -> None:
    page = opened("crowd-polygon", phone=True)
    page.locator(".stage").evaluate("stage => stage.scrollIntoView({block: 'start'})")
    wire = page.context.new_cdp_session(page)
    x, y = at(page, (150, 100))
    for kind, by in (("touchStart", 0), ("touchMove", 12)):
        finger = {"type": kind, "touchPoints": [{"x": x + by, "y": y}]}
        wire.send("Input.dispatchTouchEvent", finger)
    expect(page.locator(".stage-loupe")).to_be_visible()
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".stage-loupe")).to_be_hidden()


def test_colours_of_the_template_are_used_and_others_can_be_told_apart(
    opened: Callable[..., Page],
) -> None:
    labels = [f"label {n}" for n in range(9)]
    page = opened("crowd-bounding-box", labels=labels, label_colors={"label 0": "#123456"})
    looks = page.eval_on_selector_all(
        ".swatch", "all => all.map(one => one.style.getPropertyValue('--ink') + one.className)"
    )
    assert looks[0] == "#123456swatch"
    assert len(set(looks)) == 9


def test_others_are_hidden_names_too_and_the_fill_is_chosen(opened: Callable[..., Page]) -> None:
    page = opened("crowd-bounding-box", initial_value=[box(0, 0, 50, 50), box(60, 60, 90, 90)])
    page.locator(".stage").focus()
    page.keyboard.press("n")
    assert page.locator(".shape:visible").count() == 2
    page.keyboard.press("h")
    assert page.locator(".shape .line:visible").count() == 1
    page.keyboard.press("h")
    assert page.locator(".shape text:visible").count() == 2
    page.keyboard.press("t")
    assert page.locator(".shape text:visible").count() == 0
    page.get_by_label("Fill").fill("100")
    line_style = "getComputedStyle(document.querySelector('.line')).fillOpacity"
    assert page.evaluate(line_style) == "1"


@every_element
def test_page_fits_a_phone_and_is_right_to_a_checker(
    element: str, opened: Callable[..., Page], bench: Bench
) -> None:
    """ACC-4, ACC-6."""
    page = opened(element, phone=True)
    draw_by_touch(page, element, DRAWN[element][0])
    page.locator("summary", has_text="Keyboard").click()
    assert page.evaluate(WIDER) == []
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
    sizes = page.eval_on_selector_all(
        ".widget :is(button, label, summary)",
        "all => all.filter(one => one.offsetParent).map(one => [one.innerText, one.offsetHeight])",
    )
    small = [size for size in sizes if size[1] < 44]
    assert small == []


def test_picture_is_never_mirrored(opened: Callable[..., Page]) -> None:
    page = opened("crowd-bounding-box")
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.locator(".stage").scroll_into_view_if_needed()
    drag(page, (20, 30), (140, 120))
    assert answer(page) == whole({"boundingBoxes": [box(20, 30, 140, 120)]})
    page.keyboard.press("ArrowRight")
    assert answer(page) == whole({"boundingBoxes": [box(21, 30, 141, 120)]})

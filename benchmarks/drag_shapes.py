"""How smoothly a box is dragged among 1,000 others on an image of 4000 x 3000 pixels.

Ours: the drawing element with 1,000 boxes in Debian's Chromium, headless and without a graphics
card, while a mouse drags one box across the image; 30 frames a second are wanted. Reference: the
same drag with that box alone. Frames are those that the browser asks to be drawn
(`requestAnimationFrame`). Nothing is asserted: it depends on the machine and on what else runs.

    python benchmarks/drag_shapes.py [SHAPES]
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SHAPES = 1_000
STEPS = 240
SIDE = 60
SIZE = {"height": 3000, "width": 4000}
FRAMES = """() => {
  window.frames_at = [];
  const next = (at) => { window.frames_at.push(at); requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


def main() -> None:
    """Prints both drags and their ratio."""
    shapes = int(sys.argv[1]) if len(sys.argv) > 1 else SHAPES
    from tests.browser.bench import CHROMIUM, FLAGS, picture, served  # noqa: PLC0415 - found by the path above

    with served() as bench, sync_playwright() as playwright:
        bench.pictures["/large.png"] = picture(SIZE["width"], SIZE["height"])
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        measured = {}
        for count in (shapes, 1):
            attributes = {"src": "/large.png", "labels": ["cat"], "initial-value": _boxes(count)}
            bench.show("crowd-bounding-box", attributes)
            measured[count] = _dragged(chromium, bench.url)
        version = chromium.version
        chromium.close()
    print(f"a box dragged in {STEPS} steps, image of 4000 x 3000, Chromium {version}")
    for name, count in (("ours", shapes), ("reference", 1)):
        fps, slow = measured[count]
        print(f"  {name:<10} {fps:6.1f} frames/s, 95 % within {slow:5.1f} ms, {count} shapes")
    print(f"  ratio      {measured[shapes][0] / measured[1][0]:6.2f} of the reference")


def _boxes(count: int) -> list[dict[str, int | str]]:
    """Boxes in rows over the whole image; the last is drawn on top of the others."""
    across = 40
    return [
        {
            "height": SIDE,
            "label": "cat",
            "left": (number % across) * 98 + 20,
            "top": (number // across % 30) * 98 + 20,
            "width": SIDE,
        }
        for number in reversed(range(count))
    ]


def _dragged(browser: Browser, url: str) -> tuple[float, float]:
    """Frames a second while the first box goes across the image, and the slow frames' time."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(url)
    page.locator(".zoom", has_text="%").wait_for()
    page.get_by_role("button", name="Move").click()
    page.locator(".stage").scroll_into_view_if_needed()
    start, end = _at(page, 20 + SIDE / 2), _at(page, SIZE["width"] * 0.7)
    page.mouse.move(*start)
    page.mouse.down()
    page.evaluate(FRAMES)
    began = time.perf_counter()
    page.mouse.move(*end, steps=STEPS)
    seconds = time.perf_counter() - began
    times = page.evaluate("() => window.frames_at")
    page.mouse.up()
    moved = json.loads(page.locator("input[data-widget]").input_value())["boundingBoxes"]
    context.close()
    assert sum(box["left"] > SIZE["width"] * 0.6 and box["top"] == 20 for box in moved) >= 1
    between = sorted(later - earlier for earlier, later in pairwise(times))
    return len(times) / seconds, between[int(len(between) * 0.95)]


def _at(page: Page, left: float) -> tuple[float, float]:
    """Where on the screen that place of the first row of boxes is."""
    place = page.locator(".stage > img").bounding_box()
    assert place is not None
    scale = place["width"] / SIZE["width"]
    return place["x"] + left * scale, place["y"] + (20 + SIDE / 2) * scale


if __name__ == "__main__":
    main()

"""Hands for the tests of texts: where words stand on the screen, and what was sent."""

import json
from typing import Any
from urllib.parse import parse_qs

from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

PLACE = """([start, end]) => {
  const texts = document.createTreeWalker(document.querySelector(".marked-text"), 4);
  const range = document.createRange();
  let [node, at] = [texts.nextNode(), 0];
  for (; node; at += node.length, node = texts.nextNode()) {
    if (start >= at && start < at + node.length) range.setStart(node, start - at);
    if (end > at && end <= at + node.length) range.setEnd(node, end - at);
  }
  range.startContainer.parentElement.scrollIntoView({block: "center"});
  const box = range.getClientRects()[0];
  return [box.left, box.top, box.right, box.bottom];
}"""


def open_task(context: BrowserContext, project_id: str) -> Page:
    """A task of the project in hand; the one that was begun when there is one."""
    page = context.new_page()
    page.goto(reverse("worker:project", args=[project_id]))
    for name in ("Go on with the unfinished task", "Read the instructions", "Start"):
        found = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
        if found.count():
            found.first.click()
    page.locator("#ouvrage-task .widget :is(.marked-text, .card)").first.wait_for()
    return page


def place_of(page: Page, words: str, number: int = 0) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of these words on the screen, counted from 0."""
    text = str(page.locator(".widget").get_attribute("text"))
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in (start, start + len(words))]
    left, top, right, bottom = page.evaluate(PLACE, units)
    return left, top, right, bottom


def pass_over(page: Page, words: str, number: int = 0) -> None:
    """The mouse passes over the words, from inside the first letter to inside the last."""
    left, top, right, bottom = place_of(page, words, number)
    middle = (top + bottom) / 2
    page.mouse.move(left + 4, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle)
    page.mouse.move(right - 3, middle)
    page.mouse.up()


def middle_of(page: Page, words: str, number: int = 0) -> tuple[float, float]:
    """The point in the middle of the words."""
    left, top, right, bottom = place_of(page, words, number)
    return (left + right) / 2, (top + bottom) / 2


def value_of(page: Page) -> Any:
    """The element's answer as its hidden input holds it; None when there is none."""
    written = page.locator("input[data-widget]").input_value()
    return json.loads(written) if written else None


def send(page: Page) -> Any:
    """The task is sent with its answer, which is given back as it went over the wire."""
    name = str(page.locator("input[data-widget]").get_attribute("name"))
    with page.expect_request("**/submit/") as sent:
        page.get_by_role("button", name="Send and stop").click()
    return json.loads(parse_qs(sent.value.post_data or "")[name][0])


def marks(page: Page, label: str, words: str, number: int = 0) -> dict[str, object]:
    """The mark of these words as it should be stored, in code points."""
    text = str(page.locator(".widget").get_attribute("text"))
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return {"startOffset": start, "endOffset": start + len(words), "label": label}

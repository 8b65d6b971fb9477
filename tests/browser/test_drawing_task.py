"""A drawn task in the portal: on a slow phone, over a crash, without its picture."""

import gzip
import json
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Error, Page, Response, expect

from tests.browser.portal import DESK, PHONE, Visits

TITLE = "Box the shapes"
BYTES_MAX = {"boxes": 30 * 1024, "masks": 35 * 1024}
# What comes once the page is there: an answer outlives a cut, a stopped task has its time.
LATER = ("outbox", "stops")
LATER_BYTES_MAX = 3 * 1024
BOX = {"height": 100, "label": "square", "left": 220, "top": 140, "width": 200}
ANSWER = {"boundingBoxes": [BOX], "inputImageProperties": {"height": 480, "width": 640}}


def _task(context: BrowserContext, ids: dict[str, str], project: str = "boxes") -> Page:
    """The task in hand; the first of them when there is none."""
    page = context.new_page()
    page.goto(reverse("worker:project", args=[ids[project]]))
    going_on = page.get_by_role("link", name="Go on")
    if going_on.count():
        going_on.first.click()
    else:
        page.get_by_role("button", name="Read the instructions").click()
        page.get_by_role("button", name="Start").click()
    page.locator("form[data-draft-url]").wait_for()
    page.locator(".zoom", has_text="%").wait_for()
    return page


def _answer(page: Page) -> Any:
    return json.loads(page.locator("input[data-widget]").input_value() or "null")


def _draw_by_keys(page: Page) -> None:
    page.locator(".stage").focus()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Shift+ArrowRight")
    for _ in range(10):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")


def test_drawn_task_survives_a_crash_and_is_sent(visits: Visits) -> None:
    """ACC-2, FUN-5: box and steps come back from the device, and the answer arrives as drawn."""
    ids = visits.portal.ids
    with visits.context("jona", PHONE) as context:
        page = _task(context, ids)
        _draw_by_keys(page)
        assert _answer(page) == ANSWER
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved on this device.")
        with pytest.raises(Error, match="crash"):
            page.goto("chrome://crash")

        again = _task(context, ids)
        expect(again.locator("input[data-widget]")).not_to_have_value("")
        assert _answer(again) == ANSWER
        again.locator(".stage").focus()
        again.keyboard.press("Control+z")
        assert _answer(again) is None
        again.keyboard.press("Control+y")
        assert _answer(again) == ANSWER
        again.get_by_role("button", name="Send and next").click()
        expect(again.get_by_text("Your answer was sent.")).to_be_visible()
        again.locator(".zoom", has_text="%").wait_for()
        assert _answer(again) is None

        again.get_by_role("button", name="Send and next").click()
        expect(again.get_by_role("alert")).to_contain_text("This question has no answer yet.")


def test_picture_that_does_not_come_is_told_and_the_report_is_open(visits: Visits) -> None:
    with visits.context("jona", DESK) as context:
        _task(context, visits.portal.ids)
    with visits.context("jona", DESK) as context:
        context.route("**/media/**", lambda route: route.abort())
        page = context.new_page()
        page.goto(reverse("worker:project", args=[visits.portal.ids["boxes"]]))
        page.get_by_role("link", name="Go on").first.click()
        fault = page.locator(".stage-fault")
        expect(fault).to_contain_text("The image of this task could not be loaded.")
        expect(page.locator("details[data-broken]")).to_have_attribute("open", "")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("project", BYTES_MAX)
def test_drawn_task_is_light(project: str, language: str, visits: Visits) -> None:
    """ACC-1: page, scripts and style sheets, compressed, without the picture."""
    weights: dict[str, int] = {}
    with visits.context("jona", PHONE) as context:
        address = _task(context, visits.portal.ids, project).url
    with visits.context("jona", PHONE, language) as context:
        answers: list[Response] = []
        page = context.new_page()
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address, wait_until="networkidle")
        page.locator(".zoom", has_text="%").wait_for()
        for answer in answers:
            if answer.request.resource_type in {"document", "script", "stylesheet"}:
                name = answer.url.rpartition("/")[2] or "page"
                weights[name] = len(gzip.compress(answer.body()))
    assert len([name for name in weights if name.startswith(("drawing", "mask"))]) == 2
    later = sum(weights.pop(name) for name in list(weights) if name.startswith(LATER))
    assert 0 < later <= LATER_BYTES_MAX
    assert sum(weights.values()) <= BYTES_MAX[project], weights

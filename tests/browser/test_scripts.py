"""Pages with scripts of their requester: done, kept, too large, hung; and what is told of them."""

import json
import re

from django.urls import reverse
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.portal import DESK, PHONE, Visits

FRAME = ".framed iframe"
STUCK = "This page has stopped answering."


def _inside(page: Page) -> FrameLocator:
    """The requester's page: in its frame, in our runner's."""
    return page.frame_locator(FRAME).frame_locator("iframe")


def _task(context: BrowserContext, ids: dict[str, str]) -> Page:
    """The task in hand; the first of them when there is none."""
    page = context.new_page()
    page.goto(reverse("worker:project", args=[ids["scripted"]]))
    expect(page.locator(".facts")).to_contain_text("runs scripts of the requester")
    going_on = page.get_by_role("link", name="Go on")
    if going_on.count():
        going_on.first.click()
    else:
        read = page.get_by_role("button", name="Read the instructions")
        if read.count():
            read.click()
        page.get_by_role("button", name="Start").click()
    page.locator("form[data-draft-url]").wait_for()
    _inside(page).locator("#count").wait_for()
    expect(page.locator("[name=ouvrage_answer]")).not_to_have_value("")
    return page


def _knock(page: Page, times: int) -> None:
    for _ in range(times):
        _inside(page).get_by_role("button", name="Knock").click()


def _answer(page: Page) -> object:
    return json.loads(page.locator("[name=ouvrage_answer]").input_value())


def test_scripted_task_is_done_kept_and_sent(visits: Visits) -> None:
    ids = visits.portal.ids
    with visits.context("pia", PHONE) as context:
        page = _task(context, ids)
        mark = page.locator(".framed-mark")
        expect(mark).to_contain_text("Inside this border is a page of Lab of Nantes")
        image = _inside(page).get_by_alt_text("A drawing")
        expect(image).to_have_attribute("src", re.compile("^blob:"))
        expect(image).to_have_js_property("naturalWidth", 640)

        page.get_by_role("button", name="Send and next").click()
        expect(page.locator("[data-notice]")).to_contain_text("still missing")

        _knock(page, 3)
        _inside(page).get_by_label("Note").fill("Three, I think.")
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved on this device.")
        assert _answer(page) == [["knocks", "3"], ["note", "Three, I think."]]
        page.reload()
        expect(_inside(page).locator("#count")).to_have_text("3")
        expect(_inside(page).get_by_label("Note")).to_have_value("Three, I think.")

        page.get_by_role("button", name="Send and stop").click()
        expect(page.get_by_text("Your answer was sent.")).to_be_visible()
        page.goto(reverse("worker:answers"))
        page.get_by_role("link", name="Count the knocks").first.click()
        said = page.locator("fieldset dl")
        expect(said).to_contain_text("knocks")
        expect(said).to_contain_text("Three, I think.")


def test_an_answer_of_two_megabytes_is_told_and_what_was_there_is_kept(visits: Visits) -> None:
    with visits.context("pia", DESK) as context:
        page = _task(context, visits.portal.ids)
        _knock(page, 7)
        _inside(page).get_by_label("Note").fill("Seven.")
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved on this device.")
        _knock(page, 1)
        address = page.url
        page.get_by_role("button", name="Send and next").click()
        expect(page.locator("[data-notice]")).to_contain_text("more than an answer may hold")
        assert page.url == address
        assert _answer(page) == [["knocks", "7"], ["note", "Seven."]]
        _inside(page).get_by_label("Note").fill("Eight.")
        expect(page.locator("[data-notice]")).to_be_hidden()
        assert _answer(page) == [["knocks", "8"], ["note", "Eight."]]
        page.get_by_role("button", name="Send and stop").click()
        expect(page.get_by_text("Your answer was sent.")).to_be_visible()


def test_a_page_that_loops_for_ever_is_told_and_the_report_opens(visits: Visits) -> None:
    with visits.context("pia", DESK) as context:
        page = _task(context, visits.portal.ids)
        _knock(page, 2)
        field = page.locator("[name=ouvrage_answer]")
        expect(field).to_have_value(re.compile('"2"'))
        _inside(page).locator("#knock").evaluate(
            "button => setTimeout(() => { document.getElementsByName('knocks')[0].value = '8';"
            "button.click(); })"
        )
        expect(page.locator("[data-notice]")).to_contain_text(STUCK, timeout=30_000)
        expect(page.locator("details[data-broken]")).to_have_attribute("open", "")

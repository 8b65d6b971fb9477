"""A worker's day on a phone: the keyboard alone, no scripts, power cuts, slow links, Arabic."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.keyboard import enter, tab_to
from tests.browser.pages import Visit
from tests.browser.portal import PHONE, Visits, log_in

TITLE = "Sum up a letter"
QUESTION = "What does the letter say?"
FIRST_LOAD_BYTES_MAX = 30 * 1024
# A dozen offers; pages are sent uncompressed here, as the portal does without a proxy.
OFFERS_BYTES_MAX = 40 * 1024


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def phone(request: pytest.FixtureRequest, visits: Visits) -> Iterator[BrowserContext]:
    """A phone on which nobody is logged in, with scripts and without."""
    with visits.context("", PHONE, java_script_enabled=request.param) as context:
        yield context


def test_worker_works_with_the_keyboard_alone(phone: BrowserContext, visits: Visits) -> None:
    page = phone.new_page()
    scripts = page.evaluate("matchMedia('(scripting: enabled)').matches")
    log_in(page, "farah@example.org" if scripts else "ines@example.org")
    assert page.url == visits.portal.url + reverse("worker:offers")
    tab_to(page, TITLE)
    enter(page)
    tab_to(page, "Read the instructions")
    enter(page)
    assert "Say which mood a sentence has." in page.inner_text("main")
    tab_to(page, "Start")
    enter(page)
    first = page.inner_text("blockquote")

    tab_to(page, QUESTION)
    page.keyboard.type("The market opens again.")
    tab_to(page, "Save draft")
    enter(page)
    assert "Your draft is saved." in page.inner_text("main")
    page.reload()
    assert page.get_by_label(QUESTION).input_value() == "The market opens again."

    tab_to(page, "Send and next")
    enter(page)
    expect(page.locator("main")).to_contain_text("Your answer was sent.")
    assert page.inner_text("blockquote") != first
    assert page.get_by_label(QUESTION).input_value() == ""

    tab_to(page, "Return this task")
    enter(page)
    assert "The task was given back." in page.inner_text("main")


def _task_of_hana(context: BrowserContext) -> Page:
    """The task in hand; the first of them when there is none."""
    page = context.new_page()
    page.goto(reverse("worker:offers"))
    if page.get_by_text(f"Go on with “{TITLE}”").count():
        page.get_by_text(f"Go on with “{TITLE}”").click()
        return page
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Read the instructions").click()
    page.get_by_role("button", name="Start").click()
    return page


def test_words_typed_before_a_crash_come_back_from_the_device(visits: Visits) -> None:
    with visits.context("hana", PHONE) as context:
        context.route("**/draft/", lambda route: route.abort())
        page = _task_of_hana(context)
        page.get_by_label(QUESTION).fill("Half a sent")
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved on this device.")
        _crash(page)
        again = _task_of_hana(context)
        expect(again.locator("#ouvrage-draft")).to_have_text("Your draft from this device is back.")
        assert again.get_by_label(QUESTION).input_value() == "Half a sent"


def test_words_typed_before_a_crash_come_back_on_another_device(visits: Visits) -> None:
    with visits.context("hana", PHONE) as context:
        page = _task_of_hana(context)
        page.get_by_label(QUESTION).fill("A whole sentence")
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved.")
        _crash(page)
    with visits.context("hana", PHONE) as other:
        assert _task_of_hana(other).get_by_label(QUESTION).input_value() == "A whole sentence"


def _crash(page: Page) -> None:
    """The page's process is gone at once, without a chance to save anything."""
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")


OFFERS = Visit("worker:offers", "dalia")
TASK = Visit("worker:assignment", "dalia", ("assignment",))


@pytest.mark.parametrize(
    ("visit", "most"), [(OFFERS, OFFERS_BYTES_MAX), (TASK, FIRST_LOAD_BYTES_MAX)], ids=str
)
def test_first_load_is_light_on_the_wire(visit: Visit, most: int, visits: Visits) -> None:
    received: list[float] = []
    with visits.context(visit.person, PHONE) as context:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on(
            "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
        )
        page.goto(visit.address(visits.portal.ids), wait_until="networkidle")
    assert len(received) > 3
    assert sum(received) <= most, received

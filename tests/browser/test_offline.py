"""Nothing is lost: answers without a network, over a power cut, over a lost reply (ACC-2)."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.killed import Device, device
from tests.browser.portal import EMAILS, PHONE, Portal, Visits, log_in

TITLE = "Read a postcard"
QUESTION = "What is written there?"
WAITING = "Answers kept here until they can be sent: 1"


def begun(context: BrowserContext, portal: Portal) -> Page:
    """The task in hand; the first of them when there is none."""
    page = context.new_page()
    page.goto(portal.url + reverse("worker:project", args=[portal.ids["postcards"]]))
    going_on = page.get_by_role("link", name="Go on")
    if going_on.count():
        going_on.first.click()
    else:
        read = page.get_by_role("button", name="Read the instructions")
        if read.count():
            read.click()
        page.get_by_role("button", name="Start").click()
    page.locator("form[data-draft-url]").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def assignment_on(page: Page) -> str:
    return str(page.locator("form[data-draft-url]").get_attribute("data-assignment"))


def stored(portal: Portal, assignment: str) -> list[str]:
    """What the server has for the assignment, answer by answer."""
    path = portal.log.parent / "portal.sqlite3"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        asked = "SELECT answer FROM work_submission WHERE assignment_id = ?"
        return [json.loads(row[0])["transcription"] for row in base.execute(asked, [assignment])]


def again(phone: Device, cookies: list[Any]) -> None:
    """The person is logged in: a browser writes its cookies down half a minute late."""
    phone.context.add_cookies(cookies)


def write(page: Page, text: str) -> None:
    page.get_by_label(QUESTION).fill(text)
    page.get_by_role("button", name="Send and next").click()


def test_answer_without_a_network_waits_and_arrives_once(visits: Visits) -> None:
    with visits.context("lena", PHONE) as context:
        page = begun(context, visits.portal)
        assignment = assignment_on(page)
        context.set_offline(True)
        write(page, "Greetings from Brest")
        expect(page.locator("#ouvrage-outbox")).to_contain_text(WAITING)
        assert stored(visits.portal, assignment) == []
        context.set_offline(False)
        page.wait_for_url("**/worker/?sent=1")
        expect(page.locator("#ouvrage-outbox")).to_be_hidden()
        assert stored(visits.portal, assignment) == ["Greetings from Brest"]


def test_answer_outlives_a_killed_browser_and_arrives_once(visits: Visits, tmp_path: Path) -> None:
    with device(visits.browser, tmp_path) as phone:
        page = phone.context.new_page()
        log_in(page, EMAILS["lena"], visits.portal.url)
        page = begun(phone.context, visits.portal)
        assignment = assignment_on(page)
        page.route("**/submit/", lambda route: route.abort())
        write(page, "Greetings from Cork")
        expect(page.locator("#ouvrage-outbox")).to_contain_text(WAITING)
        cookies = phone.context.cookies()
        phone.cut()
    assert stored(visits.portal, assignment) == []
    with device(visits.browser, tmp_path) as phone:
        again(phone, cookies)
        page = phone.context.new_page()
        page.goto(visits.portal.url + reverse("worker:device"))
        expect(page.locator("[data-none]")).to_be_visible()
        assert stored(visits.portal, assignment) == ["Greetings from Cork"]


def test_draft_outlives_a_killed_browser_without_a_network(visits: Visits, tmp_path: Path) -> None:
    with device(visits.browser, tmp_path) as phone:
        page = phone.context.new_page()
        log_in(page, EMAILS["musa"], visits.portal.url)
        page = begun(phone.context, visits.portal)
        page.route("**/draft/", lambda route: route.abort())
        page.get_by_label(QUESTION).fill("Half a gree")
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved on this device.")
        cookies = phone.context.cookies()
        phone.cut()
    with device(visits.browser, tmp_path) as phone:
        again(phone, cookies)
        page = begun(phone.context, visits.portal)
        expect(page.locator("#ouvrage-draft")).to_have_text("Your draft from this device is back.")
        assert page.get_by_label(QUESTION).input_value() == "Half a gree"


def test_lost_reply_leaves_one_answer(visits: Visits) -> None:
    replies: list[int] = []

    def lose_the_first(route: Route) -> None:
        reply = route.fetch()
        replies.append(reply.status)
        if len(replies) == 1:
            route.abort()
        else:
            route.fulfill(response=reply)

    with visits.context("lena", PHONE) as context:
        page = begun(context, visits.portal)
        assignment = assignment_on(page)
        context.route("**/submit/", lose_the_first)
        write(page, "Greetings from Lyon")
        page.wait_for_url("**/worker/?sent=1")
        assert replies == [200, 200]
        expect(page.locator("#ouvrage-outbox")).to_be_hidden()
        assert stored(visits.portal, assignment) == ["Greetings from Lyon"]


def test_answer_of_a_session_that_ended_waits_for_its_person(visits: Visits) -> None:
    """It is neither shown nor sent while somebody else is logged in on the same device."""
    posted: list[str] = []
    with visits.context("", PHONE) as context:
        log_in(context.new_page(), EMAILS["musa"])
        page = begun(context, visits.portal)
        assignment = assignment_on(page)
        context.clear_cookies(name="session")
        write(page, "Greetings from Nantes")
        page.wait_for_url("**/accounts/login/**")

        log_in(page, EMAILS["lena"])
        context.on("request", lambda request: posted.append(request.url))
        page.goto(reverse("worker:device"))
        expect(page.locator("[data-others]")).to_have_text(
            "Answers of other accounts that wait on this device: 1"
        )
        assert "Nantes" not in page.content()
        assert [url for url in posted if url.endswith("/submit/")] == []
        assert stored(visits.portal, assignment) == []

        context.clear_cookies(name="session")
        log_in(page, EMAILS["musa"])
        page.goto(reverse("worker:device"))
        expect(page.locator("[data-none]")).to_be_visible()
        assert stored(visits.portal, assignment) == ["Greetings from Nantes"]


def test_refused_answer_stays_until_its_person_removes_it(visits: Visits) -> None:
    with visits.context("musa", PHONE) as context:
        page = begun(context, visits.portal)
        assignment = assignment_on(page)
        page.route("**/submit/", lambda route: route.abort())
        write(page, "Greetings from Oran")
        expect(page.locator("#ouvrage-outbox")).to_contain_text(WAITING)
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        given_back = page.request.post(
            reverse("worker:return", args=[assignment]), form={"csrfmiddlewaretoken": token}
        )
        assert given_back.ok
        page.unroute("**/submit/")
        page.goto(reverse("worker:device"))
        expect(page.locator("#ouvrage-outbox")).to_contain_text("Answers that were not accepted: 1")
        page.get_by_text("What you wrote").click()
        expect(page.locator("[data-fields]")).to_contain_text("Greetings from Oran")
        page.get_by_text("Remove this answer").click()
        page.get_by_role("button", name="Remove it from this device").click()
        expect(page.locator("[data-none]")).to_be_visible()


def test_everything_of_ones_own_can_be_removed_from_the_device(visits: Visits) -> None:
    with visits.context("lena", PHONE) as context:
        page = begun(context, visits.portal)
        context.route("**/draft/", lambda route: route.abort())
        page.get_by_label(QUESTION).fill("Half a word")
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved on this device.")
        page.goto(reverse("worker:device"))
        expect(page.locator("[data-drafts]")).to_have_text("1")
        page.get_by_text("Remove what is kept here").click()
        page.get_by_role("button", name="Remove everything of mine").click()
        expect(page.locator("[data-drafts]")).to_have_text("0")
        kept = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name).sort())")
        assert kept == ["ouvrage-drafts", "ouvrage-outbox"]

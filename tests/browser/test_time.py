"""Pages tell how long they were visible and not paused, when they are left (PAY-1, NOT-4)."""

import json

from playwright.sync_api import BrowserContext, Page

from ouvrage.pay.telemetry import SIGNALS
from tests.browser.portal import PHONE, Visits

# What a page sends while it is left cannot be seen from outside; this keeps it where it can.
KEPT = """navigator.sendBeacon = (url, body) => {
  const sent = JSON.parse(localStorage.getItem("sent") || "[]");
  localStorage.setItem("sent", JSON.stringify([...sent, Object.fromEntries(body)]));
  return true;
}"""


def told(
    context: BrowserContext, address: str, *, seconds: int, pause_after: int = 0
) -> list[dict[str, str]]:
    """What the page sends by itself when it is left after so many seconds of its own clock."""
    context.add_init_script(KEPT)
    _left(context.new_page(), address, seconds=seconds, pause_after=pause_after)
    found: list[dict[str, str]] = json.loads(
        context.pages[0].evaluate("localStorage.getItem('sent') || '[]'")
    )
    return found


def _left(page: Page, address: str, *, seconds: int, pause_after: int = 0) -> None:
    page.clock.install()
    page.goto(address)
    if pause_after:
        page.clock.run_for(pause_after * 1000)
        page.get_by_role("button", name="Pause").click()
    page.clock.run_for((seconds - pause_after) * 1000)
    page.goto("/about/")


def test_the_page_of_offers_tells_once_how_long_it_was_visible(visits: Visits) -> None:
    with visits.context("emil", PHONE) as context:
        (sent,) = told(context, "/worker/", seconds=20)
    assert (sent["time_about"], sent["time_subject"]) == ("search", "")
    assert sent["time_spans"] == "0:20-0"
    listed = {name for signal in SIGNALS for name in signal.fields}
    assert set(sent) - {"csrfmiddlewaretoken"} <= listed


def test_what_is_paused_is_not_told(visits: Visits) -> None:
    address = f"/worker/assignments/{visits.portal.ids['assignment']}/"
    with visits.context("dalia", PHONE) as context:
        (sent,) = told(context, address, seconds=60, pause_after=12)
    assert (sent["time_about"], sent["time_subject"]) == ("task", visits.portal.ids["assignment"])
    assert sent["time_spans"] == "0:60-48"


def test_what_is_told_stands_in_the_workers_copy(visits: Visits) -> None:
    with visits.context("farah", PHONE) as context:
        page = context.new_page()
        _left(page, "/worker/", seconds=33)
        rows = page.request.get("/worker/time/copy/json/").json()
    assert [row["seconds"] for row in rows if row["category"] == "search"] == [33]


def test_without_scripts_nothing_is_told(visits: Visits) -> None:
    with visits.context("ugo", PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/worker/")
        page.goto("/about/")
        assert page.request.get("/worker/time/copy/json/").json() == []

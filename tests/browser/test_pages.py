"""Every page, as everybody sees it, on a phone and on a desk, in English and French.

Workers' pages are opened on a phone in the other languages too: what is met first in each of them,
the rest in one, in turn.

A page answers 200, complains about nothing on the console (a breach of the content policy would
show there), needs no scrolling to the side, is right to a checker of accessibility, and says which
language it is in. With OUVRAGE_SCREENSHOTS a picture of each is put into that folder.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.keyboard import WIDER
from tests.browser.pages import NO_PAGES, POSTED, VISITS, Visit, all_names
from tests.browser.portal import DESK, PHONE, VISITOR, Visits

AXE = Axe()
LINKED_BY_LETTER = "/reset/key/"  # led on to an address without the key
SERIOUS = {"serious", "critical"}
OTHERS = ("ar", "es", "mg", "pt", "ru")
MET_FIRST = {
    "home",
    "account_login",
    "account_signup",
    "worker:offers",
    "worker:project",
    "worker:assignment",
}
BEYOND_START = WIDER.replace(".right > innerWidth + 1", ".left < -1")
MIRRORED = "Object.assign(document.documentElement, {dir: 'rtl', lang: 'ar'})"


def test_every_address_is_visited_or_left_out_for_a_reason() -> None:
    visited = {visit.name for visit in VISITS}
    assert visited | set(NO_PAGES) == set(all_names())
    assert visited & set(NO_PAGES) == set()


def test_addresses_that_forms_send_to_show_no_page(visits: Visits) -> None:
    arguments = all_names()
    for name in [name for name, reason in NO_PAGES.items() if reason == POSTED]:
        address = Visit(name, VISITOR, arguments[name]).address(visits.portal.ids)
        for person in ("alice", "dalia", "olu"):
            answer = visits.page(person, DESK).request.get(address, max_redirects=0)
            assert answer.status in {302, 404, 405}, (name, person)


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_page(visit: Visit, visits: Visits) -> None:
    address = visit.address(visits.portal.ids)
    phone = _opened(visits, visits.page(visit.person, PHONE), visit, address, "en")
    desk = _opened(visits, visits.page(visit.person, DESK), visit, address, "en")
    french = _opened(visits, visits.page(visit.person, PHONE, "fr"), visit, address, "fr")
    _opened(visits, visits.page(visit.person, DESK, "fr"), visit, address, "fr")
    for page in (phone, desk):
        assert _faults(page) == []
    assert french.inner_text("main") != phone.inner_text("main")
    assert visits.complaints == []
    phone.evaluate(MIRRORED)
    assert phone.evaluate(BEYOND_START) == []


def _workers_visits() -> Iterator[tuple[Visit, tuple[str, ...]]]:
    """Each page of the workers' side once, with the languages it is opened in."""
    shell = MET_FIRST | {"about", "profile", "messages", "message_choices", "my_data", "erasure"}
    listed = [visit for visit in VISITS if visit.name.startswith("worker:") or visit.name in shell]
    for place, visit in enumerate(listed):
        yield visit, OTHERS if visit.name in MET_FIRST else (OTHERS[place % len(OTHERS)],)


@pytest.mark.parametrize(("visit", "languages"), list(_workers_visits()), ids=str)
def test_workers_page_in_other_languages(
    visit: Visit, languages: tuple[str, ...], visits: Visits
) -> None:
    page = visits.page(visit.person, PHONE)
    for language in languages:
        _choose(visits, page, language)
        _opened(visits, page, visit, visit.address(visits.portal.ids), language)
        assert page.evaluate(BEYOND_START) == []
    _choose(visits, page, "en")


def _choose(visits: Visits, page: Page, language: str) -> None:
    """The next pages are in that language."""
    cookie = {"name": "language", "value": language, "url": visits.portal.url}
    page.context.add_cookies([cookie])


def _opened(visits: Visits, page: Page, visit: Visit, address: str, language: str) -> Page:
    visits.complaints.clear()
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, address
    assert LINKED_BY_LETTER in address or page.url.endswith(address), page.url
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    _kept(page, visit, language)
    assert page.evaluate(WIDER) == []
    assert visits.complaints == []
    return page


def _kept(page: Page, visit: Visit, language: str) -> None:
    """A picture of the page, when pictures are asked for."""
    folder = os.environ.get("OUVRAGE_SCREENSHOTS")
    if not folder:
        return
    width = page.viewport_size["width"] if page.viewport_size else 0
    name = re.sub(r"\W+", "-", str(visit)).strip("-")
    page.screenshot(path=Path(folder) / f"{name}.{width}.{language}.png", full_page=True)


def _faults(page: Page) -> list[str]:
    """What the checker of accessibility calls serious or critical."""
    found = AXE.run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]} ({node['failureSummary'][:200]})"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]

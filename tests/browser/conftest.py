"""Debian's Chromium, driven by Playwright, over one portal for all tests of this folder."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import bench as benches
from tests.browser.bench import CHROMIUM, FLAGS, Bench, picture
from tests.browser.hands import LABELS
from tests.browser.keyboard import Walk
from tests.browser.portal import DESK, PHONE, Portal, Visits, served


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The served portal."""
    with served(tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium. Its end comes before tests of other folders: it keeps an event loop running."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there; `make test` installs it")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def visits(browser: Browser, portal: Portal) -> Visits:
    """Browsers of everybody."""
    return Visits(browser, portal)


@pytest.fixture
def walk(visits: Visits) -> Iterator[Callable[[str, str], Walk]]:
    """A walk of a person from an address: on a phone without scripts, by the keys alone."""
    with ExitStack() as stack:

        def begin(person: str, address: str) -> Walk:
            context = visits.context(person, PHONE, java_script_enabled=False)
            page = stack.enter_context(context).new_page()
            page.goto(address)
            return Walk(page)

        yield begin


@pytest.fixture(scope="package")
def bench() -> Iterator[Bench]:
    """A page with one element on it."""
    with benches.served() as running:
        running.pictures["/photo.png"] = picture(300, 200)
        running.pictures["/large.png"] = picture(4000, 3000)
        yield running


@pytest.fixture
def opened(browser: Browser, bench: Bench) -> Iterator[Callable[..., Page]]:
    """Opens the element in a browser of that size; nothing may be complained about."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(element: str, *, phone: bool = False, density: float = 1, **more: Any) -> Page:
        attributes = {"src": "/photo.png", "labels": LABELS, "header": "Draw"} | more
        bench.show(
            element,
            {name.replace("_", "-"): one for name, one in attributes.items() if name != "value"},
            value=more.get("value", ""),
        )
        context = browser.new_context(
            viewport=PHONE if phone else DESK, has_touch=phone, device_scale_factor=density
        )
        context.set_default_timeout(6_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(bench.url)
        page.locator(".zoom", has_text="%").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []

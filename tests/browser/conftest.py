"""Debian's Chromium, driven by Playwright, over one portal for all tests of this folder."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.keyboard import Walk
from tests.browser.portal import PHONE, Portal, Visits, served

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


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

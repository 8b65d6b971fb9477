"""Hostile pages with scripts: what they send out of their frame, and what they read (NOT-4).

Each attack runs twice: as a requester's page, where nothing may be heard; and in a frame with
the `sandbox` attribute alone, where it must be heard, or the test would prove nothing.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.browser.attacks import (
    HELD_BY_SANDBOX,
    LEAVES,
    LOADS,
    NESTED_STUN,
    loading,
    reading,
)
from tests.browser.listener import STUN, Listener, listening
from tests.browser.portal import DESK, Visits

HEARD_WITHIN_SECONDS = 60
PAGE = '<p id="page">Page</p><input type="text" name="x" aria-label="x"><script>{code}</script>'


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as running:
        yield running


@pytest.fixture
def page(visits: Visits) -> Iterator[Page]:
    with visits.context("ruth", DESK) as context:
        yield context.new_page()


def _heard_in_sandbox(browser: Browser, listener: Listener, code: str, names: set[str]) -> set[str]:
    listener.clear()
    listener.page = PAGE.format(code=code)
    with browser.new_context() as context:
        context.new_page().goto(f"{listener.url}/control")
        return listener.wait_for(names, HEARD_WITHIN_SECONDS)


def _shown(page: Page, visits: Visits, code: str) -> None:
    """The page with that script is looked at by the requester who wrote it."""
    ids = visits.portal.ids
    page.goto(reverse("requester:source", args=[ids["lab"], ids["trials"]]))
    page.locator("[name=template]").fill(PAGE.format(code=code))
    page.get_by_role("button", name="Look at it").click()
    page.locator(".framed iframe").wait_for()


def _heard_in_frame(page: Page, visits: Visits, listener: Listener, code: str) -> set[str]:
    listener.clear()
    address = page.url
    _shown(page, visits, code)
    inside = page.frame_locator(".framed iframe").frame_locator("iframe")
    inside.locator("#through").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.url != address
    assert page.get_by_role("button", name="Look at it").is_visible()
    return listener.wait_for({"nothing"}, 2)


def test_nothing_is_loaded_out_of_the_frame(
    browser: Browser, page: Page, visits: Visits, listener: Listener
) -> None:
    code = loading(LOADS, listener.url)
    leaking = LOADS.keys() - HELD_BY_SANDBOX
    assert _heard_in_frame(page, visits, listener, code) == set()
    assert _heard_in_sandbox(browser, listener, code, set(leaking)) >= leaking


@pytest.mark.parametrize("name", LEAVES)
def test_the_frame_is_not_led_away(
    name: str, browser: Browser, page: Page, visits: Visits, listener: Listener
) -> None:
    code = loading({name: LEAVES[name]}, listener.url)
    listener.clear()
    _shown(page, visits, code)
    page.wait_for_load_state("networkidle")
    assert name not in listener.wait_for({name}, 2)
    assert page.get_by_role("button", name="Look at it").is_visible()
    assert name in _heard_in_sandbox(browser, listener, code, {name})


def test_a_frame_in_the_frame_reaches_nobody_either(
    browser: Browser, page: Page, visits: Visits, listener: Listener
) -> None:
    """Its constructor is a fresh one, whatever was taken away from the page's own."""
    code = loading({STUN: NESTED_STUN}, listener.url)
    assert STUN not in _heard_in_frame(page, visits, listener, code)
    assert STUN in _heard_in_sandbox(browser, listener, code, {STUN})


def test_nothing_of_the_portal_is_read(page: Page, visits: Visits) -> None:
    _shown(page, visits, reading())
    inside = page.frame_locator(".framed iframe").frame_locator("iframe")
    expect(inside.locator("#through")).to_have_text("read:")

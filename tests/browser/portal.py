"""One served portal with everything in it, and browsers of the people who use it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests import serving
from tests.browser.keyboard import enter, tab_to
from tests.factories.money import IBAN
from tests.factories.people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
SECONDS_MAX = 300
MILLISECONDS_MAX = 20_000
PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
VISITOR = ""
ALONE = "[refusals]\nhold_window_days = 0\n"
EMAILS = {
    name: f"{name}@example.org"
    for name in (
        *("alice", "tove", "dalia", "emil", "olu", "nia", "farah", "gil", "hana", "rosa"),
        *("omar", "sami", "ugo", "wim", "yara", "zoe", "jana", "jona", "kofi", "lena", "musa"),
        *("ruth", "pia"),
    )
}


@dataclass(frozen=True, slots=True)
class Portal:
    """Where it is, what is in it, and what it logs (letters among it)."""

    url: str
    ids: dict[str, str]
    log: Path


@contextmanager
def served(folder: Path) -> Iterator[Portal]:
    """A portal on SQLite with play money; with everything in it."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "OUVRAGE_DATA_DIR": str(folder / "data"),
        "OUVRAGE_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "ouvrage.site.settings",
        "OUVRAGE_CONTRIBUTION_SCHEMES": "micro_fr,volunteer",
        "OUVRAGE_LEGAL_NAME": "Ouvrage of Lyon",
        "OUVRAGE_LEGAL_COUNTRY": "FR",
        "OUVRAGE_PAYER_IBAN": IBAN,
    }
    # What one walk refuses makes nothing wait in the batch of another.
    alone = folder / "alone.toml"
    alone.write_text(ALONE, encoding="utf-8")
    environment["OUVRAGE_AGREEMENT"] = str(alone)
    # A batch that a walk publishes is not dealt, however many people other walks were seen with.
    agreed = folder / "agreed.toml"
    agreed.write_text(ALONE + "[turns]\ntasks_least = 0\n", encoding="utf-8")
    log = folder / "log"
    with serving.served(environment | {"OUVRAGE_AGREEMENT": str(agreed)}, log) as url:
        yield Portal(url, _seeded(environment), log)


def _seeded(environment: dict[str, str]) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.seed"],
        capture_output=True, text=True, env=environment, cwd=ROOT, check=False,
        timeout=SECONDS_MAX,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ids: dict[str, str] = json.loads(done.stdout)
    return ids


@dataclass
class Visits:
    """Open browsers of everybody, each logged in once, and what they complained about."""

    browser: Browser
    portal: Portal
    states: dict[str, Any] = field(default_factory=dict)
    pages: dict[tuple[str, int, str], Page] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def page(self, person: str, size: ViewportSize, language: str = "en") -> Page:
        """A page of that person's browser, at that size; the same one each time."""
        key = (person, size["width"], language)
        if key not in self.pages:
            self.pages[key] = self.context(person, size, language).new_page()
            self.pages[key].on("console", self._note)
            self.pages[key].on("pageerror", lambda error: self.complaints.append(str(error)))
        return self.pages[key]

    def _note(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def context(
        self, person: str, size: ViewportSize, language: str = "en", **more: Any
    ) -> BrowserContext:
        """A browser of that person, logged in unless nobody is meant."""
        context = self.browser.new_context(
            base_url=self.portal.url,
            viewport=size,
            locale=language,
            storage_state=self._state(person),
            reduced_motion="reduce",
            **more,
        )
        context.add_cookies([{"name": "language", "value": language, "url": self.portal.url}])
        context.set_default_timeout(MILLISECONDS_MAX)
        return context

    def _state(self, person: str) -> Any:
        if person and person not in self.states:
            with self.browser.new_context(base_url=self.portal.url, locale="en") as context:
                log_in(context.new_page(), EMAILS[person])
                self.states[person] = context.storage_state()
        return self.states.get(person)


def log_in(page: Page, email: str, portal_url: str = "") -> None:
    """The person is logged in, with the keyboard alone."""
    page.goto(f"{portal_url}/accounts/login/")
    tab_to(page, "Email")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    enter(page)
    assert page.get_by_role("button", name="Log out").count() == 1, page.inner_text("main")

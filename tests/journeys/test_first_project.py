"""The whole path over real HTTP, by pages alone: sign-up, file, publishing, work, pay, labels."""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests import serving
from tests.doors.web.requester.test_steps import ABOUT, INSTRUCTIONS, PAY
from tests.factories.people import PASSWORD
from tests.journeys.browser import Browser, Page

pytestmark = pytest.mark.both_databases

CSV = b"sku,left,right\na1,Tripod 130 cm,Tripod 1.3 m\na2,Ink 21,Ink 22\n"
MAPPING = {"name": "Pairs", "external_id": "sku", "input-0": "left", "input-1": "right"}
SECONDS_MAX = 120
OPERATOR = "olu@example.org"
ANSWERS = {"dalia@example.org": ["same", "different"], "emil@example.org": ["same", "same"]}


@dataclass(frozen=True)
class Served:
    """A served portal: its address, its environment and what it logs, letters among it."""

    url: str
    environment: dict[str, str]
    log: Path

    def run(self, *arguments: str, given: str = "") -> str:
        """What the command line said."""
        done = subprocess.run(
            [sys.executable, "-m", "ouvrage.cli", *arguments],
            capture_output=True, text=True, env=self.environment, input=given, check=False,
            timeout=SECONDS_MAX,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def link_to(self, email: str) -> str:
        """The link in the latest letter to that address."""
        letter = self.log.read_text().rpartition(f"To: {email}")[2]
        found = re.search(r"http://\S+/accounts/confirm-email/\S+", letter)
        assert found is not None, letter
        return httpx.URL(found.group()).path


@pytest.fixture
def served(own_environment: dict[str, str], tmp_path: Path) -> Iterator[Served]:
    log = tmp_path / "log"
    with serving.served(own_environment, log, "--migrate") as url:
        yield Served(url, own_environment, log)


def _signed_up(served: Served, browser: Browser, email: str, comes_for: str) -> Page:
    form = {"email": email, "password1": PASSWORD, "name": "", "comes_for": comes_for}
    page = browser.open("/accounts/signup/")
    browser.press(page, "What brings you here?", form)
    return browser.press(browser.open(served.link_to(email)), "Yes, confirm")


def _organised(served: Served, browser: Browser) -> Page:
    """Alice's organisation, with play money from the operator."""
    page = _signed_up(served, browser, "alice@example.org", "order")
    house = {"name": "Archive", "country": "FR", "kind": "non_profit", "contact": "a@example.org"}
    page = browser.press(page, "Register", house)
    served.run("createoperator", "--email", OPERATOR, "--password-stdin", given=PASSWORD)
    with Browser(served.url) as operators:
        form = {"login": OPERATOR, "password": PASSWORD}
        home = operators.press(operators.open("/accounts/login/"), "Password", form)
        named = operators.open(operators.open(home.link("Organisations")).link("Archive"))
        operators.press(named, "Grant", {"grant-amount": "20"})
    return page


def _published(browser: Browser, page: Page) -> Page:
    """The project's page once the file's rows are tasks that workers can take."""
    page = browser.press(browser.open(page.link("New project")), "Save and go on", ABOUT)
    page = browser.open(page.link("Choose Are these two the same?"))
    choices = {"question": "One product?", "options": "same\ndifferent"}
    page = browser.open(browser.press(page, "Make the page", choices).link("This is right"))
    page = browser.press(page, "Save and go on", INSTRUCTIONS)
    page = browser.press(page, "Save and go on", PAY | {"answers_per_task": "2"})
    page = browser.press(page, "Upload and look", files={"file": ("pairs.csv", CSV)})
    page = browser.press(page, "Import", MAPPING)
    assert "Still missing" not in page.words
    return browser.press(page, "Publishing sets this amount aside.", {"sensitive": "none"})


def _worked(served: Served, email: str, labels: list[str]) -> str:
    """What the earnings page said when everything was sent."""
    with Browser(served.url) as browser:
        offers = _signed_up(served, browser, email, "work")
        page = browser.press(browser.open(offers.link("Same product?")), "Read the instructions")
        page = browser.press(page, "Accept this contract", {"adult": "on"})
        page = browser.press(page, "Read the instructions")
        page = browser.press(page, "Start", {"active_seconds": "8"})
        for label in labels:
            answer = {"label": label, "active_seconds": "11", "then": "next"}
            page = browser.press(page, "Send and next", answer)
        assert "Nothing left here" in page.words
        return browser.open(page.link("Earnings")).words


def test_first_project_from_sign_up_to_paid_labels(served: Served) -> None:
    with Browser(served.url) as browser:
        project = _published(browser, _organised(served, browser))
        assert "Published. Workers can see the tasks now." in project.words
        for email, labels in ANSWERS.items():
            assert "Waiting for a decision 0.16 EUR" in _worked(served, email, labels)

        review = browser.open(browser.open(project.url).link("Review answers"))
        browser.press(review, "Accept all 4 answers that wait in Pairs")
        results = browser.open(browser.open(project.url).link("Results"))
        results = browser.press(results, "Compute the labels")
        text = browser.download(results.link("Download", whole=True)).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [(row["external_id"], row["label.label"]) for row in rows] == [
            ("a1", "same"),
            ("a2", ""),
        ]
        assert [row["confidence.label"] for row in rows] == ["1.0", "0.5"]
        statement = browser.open(browser.open(project.url).link("Statement")).words
        assert "Grant" in statement or "Play money" in statement
    assert "balanced" in served.run("check-books")

"""A newcomer with a CSV of their own: from sign-up to paid labels, by what the pages say alone."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.portal import DESK, PHONE, Visits
from tests.factories.people import PASSWORD

ADDRESS = "newcomer@example.org"
HOUSE = "Letters of Arles"
CSV = "ref,message\nm1,The market is open again.\nm2,The bridge is closed.\n"
STEPS = [
    "What and for whom",
    "Task page",
    "Text classification",
    "Task page",
    "Instructions",
    "Pay and time",
    "Data",
    "Columns of the file",
    "Cost and publish",
]


def test_newcomer_gets_from_a_file_to_paid_labels(visits: Visits, tmp_path: Path) -> None:
    data = tmp_path / "messages.csv"
    data.write_text(CSV)
    with visits.context("", DESK) as context:
        page = context.new_page()
        _signed_up(page, visits.portal.log)
        granted(visits, "50")
        page.get_by_role("link", name="New project").click()
        steps: list[str] = []
        _described(page, steps)
        _drawn(page, steps)
        instructed(page, steps)
        priced(page, steps)
        _brought(page, data, steps)
        assert "Still missing" not in page.inner_text("main")
        page.get_by_label("None of these").check()
        next_step(page, steps, "Publish")
        assert "Published. Workers can see the tasks now." in page.inner_text("main")
        assert steps == STEPS
        project = page.url

        _worked(visits)
        page.goto(project)
        page.get_by_role("link", name="Review answers").click()
        page.get_by_role("button", name="Accept all 2 answers that wait in messages").click()
        page.goto(project)
        page.get_by_role("link", name="Results").click()
        page.get_by_role("button", name="Compute the labels").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download", exact=True).first.click()
        with download.value.path().open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    assert [(row["external_id"], row["label.label"], row["votes.label"]) for row in rows] == [
        ("m1", "Glad", '[["Glad",1]]'),
        ("m2", "Glad", '[["Glad",1]]'),
    ]


def next_step(page: Page, steps: list[str], button: str) -> None:
    """The step on screen is done with that button or link, and noted."""
    steps.append(page.inner_text("h1"))
    page.get_by_role("button", name=button, exact=True).or_(
        page.get_by_role("link", name=button, exact=True)
    ).click()
    page.wait_for_load_state()


def _signed_up(page: Page, log: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign up to order work").click()
    assert page.get_by_label("I have data to label").is_checked()
    page.get_by_label("Email").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_load_state()
    letter = log.read_text().rpartition(f"To: {ADDRESS}")[2]
    found = re.search(r"http://\S+/accounts/confirm-email/\S+", letter)
    assert found is not None, letter
    page.goto(found.group())
    page.get_by_role("button", name="Yes, confirm").click()
    page.get_by_label("Name of the organisation").fill(HOUSE)
    page.get_by_label("Country").fill("FR")
    page.get_by_label("A company").check()
    page.get_by_role("button", name="Register").click()
    page.wait_for_load_state()
    assert page.inner_text("h1") == HOUSE


def granted(visits: Visits, amount: str) -> None:
    """The operator gave the organisation play money."""
    page = visits.page("olu", DESK)
    page.goto("/operator/organisations/")
    page.get_by_role("link", name=HOUSE).click()
    form = page.locator("form", has=page.get_by_role("button", name="Grant"))
    form.get_by_label("Amount").fill(amount)
    form.get_by_role("button", name="Grant").click()
    page.wait_for_load_state()
    assert "The play money is granted." in page.inner_text("main")


def _described(page: Page, steps: list[str]) -> None:
    page.get_by_label("Title").fill("Mood of messages")
    page.get_by_label("Purpose").fill("Sort messages before they are answered.")
    page.get_by_label("Public texts").check()
    page.get_by_label("English").check()
    assert page.get_by_label("End client").input_value() == HOUSE
    assert page.get_by_label("Contact").input_value() == ADDRESS
    next_step(page, steps, "Save and go on")


def _drawn(page: Page, steps: list[str]) -> None:
    next_step(page, steps, "Choose Text classification")
    page.get_by_label("Question").fill("Which mood does the message have?")
    page.get_by_label("Choices").fill("Glad\nSad")
    next_step(page, steps, "Make the page")
    next_step(page, steps, "This is right, go on")


def instructed(page: Page, steps: list[str]) -> None:
    page.get_by_label("Goal").fill("Say which mood a message has.")
    page.get_by_label("Steps").last.fill("Read the message.\nChoose the mood.")
    for kind in ("Good", "Bad"):
        group = page.get_by_role("group", name=f"{kind} examples")
        for number in range(2):
            group.get_by_label("Example").nth(number).fill(f"Example {number}")
            group.get_by_label("Why").nth(number).fill("The words show it.")
    page.get_by_label("Criteria").fill("The mood is the one the words show.")
    page.get_by_label("Edge cases").fill("Irony counts as what is meant.")
    next_step(page, steps, "Save and go on")


def priced(page: Page, steps: list[str]) -> None:
    page.get_by_label("Seconds that one answer takes").fill("10")
    page.get_by_role("button", name="Show the least pay for this time").click()
    assert "At 10 s the least is 0.051037 EUR" in page.inner_text("main")
    page.get_by_label("Pay for one answer").fill("0.06")
    page.get_by_label("Answers per task").fill("1")
    next_step(page, steps, "Save and go on")


def _brought(page: Page, data: Path, steps: list[str]) -> None:
    page.get_by_label("File with one item per row").set_input_files(data)
    next_step(page, steps, "Upload and look at the rows")
    page.get_by_role("combobox", name="text").select_option("message")
    page.get_by_label("Column with your own identifier").select_option("ref")
    next_step(page, steps, "Import")


def _worked(visits: Visits) -> None:
    """A worker gave both answers."""
    page = visits.page("emil", PHONE)
    page.goto("/")
    page.get_by_role("link", name="Your work").click()
    page.get_by_role("link", name="Mood of messages").click()
    page.get_by_role("button", name="Read the instructions").click()
    if page.get_by_role("button", name="Accept this contract").count():
        page.get_by_label("I am 18 years old or older").check()
        page.get_by_role("button", name="Accept this contract").click()
        page.get_by_role("button", name="Read the instructions").click()
    page.get_by_role("button", name="Start").click()
    for _ in range(2):
        page.get_by_label("Glad").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Send and next").click()
    assert page.inner_text("h1") == "Nothing left here"

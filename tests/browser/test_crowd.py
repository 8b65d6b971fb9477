"""A template of another platform, pasted as it is: from the requester's file to the raw answers."""

import io
import json
import zipfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.portal import DESK, PHONE, Visits, log_in
from tests.browser.test_requesting import instructed, next_step, priced
from tests.libraries.taskui.crowd import IMAGE_CLASSIFICATION, SURVEY

TITLE = "Animals in pictures"
HEADER = "Which animal is this?"
CSV = "source-ref\ncat.png\ndog.png\n"
WIDER = "document.documentElement.scrollWidth - innerWidth"


def test_a_pasted_template_is_answered_and_gives_its_documented_json(
    visits: Visits, tmp_path: Path
) -> None:
    """ACC-3, FUN-5: without scripts by touch, with scripts by keys; the JSON is the same."""
    with visits.context("alice", DESK) as context:
        requester = context.new_page()
        project = _published(requester, visits, tmp_path)
        with visits.context("", PHONE, java_script_enabled=False) as phone:
            _answered_without_scripts(phone)
        with visits.context("", PHONE) as phone:
            _answered_by_keys(phone)
        requester.goto(project)
        requester.get_by_role("link", name="Results").click()
        with requester.expect_download() as download:
            requester.get_by_role("link", name="Download every answer as it was sent").click()
        lines = download.value.path().read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert sorted((row["data"]["source-ref"], row["answer"]["animal"]) for row in rows) == [
        ("cat.png", "Cat"),
        ("dog.png", "Dog"),
    ]
    assert sorted((json.dumps(row["documented"]) for row in rows), key=len) == [
        '{"animal": {"label": "Dog"}}',
        '{"animal": {"label": "Cat", "workerComment": "Its ears."}}',
    ]


def _published(page: Page, visits: Visits, folder: Path) -> str:
    """The project is open for workers; gives its address."""
    steps: list[str] = []
    page.goto(reverse("requester:project_new", args=[visits.portal.ids["organisation"]]))
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Purpose").fill("Sort a photo archive.")
    page.get_by_label("Public texts").check()
    page.get_by_label("English").check()
    next_step(page, steps, "Save and go on")
    page.get_by_role("link", name="Write or paste your own page").click()
    page.get_by_label("Source").fill(SURVEY)
    page.get_by_role("button", name="Look at it").click()
    assert page.locator(".preview [data-element]").count() == 9
    assert _faults(page) == []
    page.get_by_label("Source").fill(IMAGE_CLASSIFICATION)
    page.get_by_role("button", name="Look at it").click()
    preview = page.locator(".preview")
    assert preview.get_by_role("group", name=HEADER).count() == 1
    assert preview.get_by_text("What counts as what").count() == 1
    next_step(page, steps, "Save and go on")
    instructed(page, steps)
    priced(page, steps)
    data, pictures = _files(folder)
    page.get_by_label("File with one item per row").set_input_files(data)
    page.get_by_label("ZIP of images, sounds or documents").set_input_files(pictures)
    next_step(page, steps, "Upload and look at the rows")
    next_step(page, steps, "Import")
    page.get_by_label("None of these").check()
    next_step(page, steps, "Publish")
    assert "Published. Workers can see the tasks now." in page.inner_text("main")
    return page.url


def _files(folder: Path) -> tuple[Path, Path]:
    data, pictures = folder / "animals.csv", folder / "animals.zip"
    data.write_text(CSV)
    with zipfile.ZipFile(pictures, "w") as archive:
        for name in ("cat.png", "dog.png"):
            picture = Image.new("RGB", (320, 240), "#d8e0d0")
            ImageDraw.Draw(picture).text((20, 100), name, fill="#203020")
            drawn = io.BytesIO()
            picture.save(drawn, "PNG")
            archive.writestr(name, drawn.getvalue())
    return data, pictures


def _task(page: Page, email: str) -> None:
    log_in(page, email)
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Read the instructions").click()
    page.get_by_role("button", name="Start").click()
    page.wait_for_load_state()


def _faults(page: Page) -> list[str]:
    """What the checker of accessibility finds."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']} {node['html']}" for fault in found for node in fault["nodes"]]


def _answered_without_scripts(context: BrowserContext) -> None:
    page = context.new_page()
    _task(page, "ines@example.org")
    picture = page.get_by_role("img", name="The image of this task")
    assert picture.evaluate("image => image.naturalWidth") == 320
    assert page.evaluate(WIDER) <= 0
    page.get_by_role("radio", name="Cat", exact=True).check()
    page.get_by_label("What made you sure?").fill("Its ears.")
    page.get_by_role("button", name="Send and stop").click()
    expect(page.locator("main")).to_contain_text("Your answer was sent.")


def _answered_by_keys(context: BrowserContext) -> None:
    page = context.new_page()
    _task(page, "farah@example.org")
    expect(page.locator(".choice kbd")).to_have_text(["1", "2", "3"])
    assert _faults(page) == []
    comment = page.get_by_label("What made you sure?")
    comment.focus()
    page.keyboard.press("2")
    assert comment.input_value() == "2"
    assert page.locator("input[name=animal]:checked").count() == 0
    comment.fill("")
    comment.blur()
    page.keyboard.press("?")
    expect(page.get_by_text("Number keys choose in the question that is marked.")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("1")
    assert page.get_by_role("radio", name="Cat", exact=True).is_checked()
    page.keyboard.press("2")
    assert page.get_by_role("radio", name="Dog", exact=True).is_checked()
    assert page.evaluate(WIDER) <= 0
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.inner_text("h1") == "Nothing left here"


def test_keys_can_be_turned_off_and_stay_off(visits: Visits) -> None:
    """WCAG 2.1.4: single keys can be turned off."""
    address = reverse("worker:assignment", args=[visits.portal.ids["assignment"]])
    with visits.context("dalia", PHONE) as context:
        page = context.new_page()
        page.goto(address)
        page.keyboard.press("?")
        page.get_by_label("Keys are on").uncheck()
        page.keyboard.press("1")
        assert page.locator("input[name=label]:checked").count() == 0
        page.reload()
        assert page.locator(".choice kbd:visible").count() == 0
        page.keyboard.press("1")
        assert page.locator("input[name=label]:checked").count() == 0

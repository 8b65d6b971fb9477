"""What a worker can do about decisions, time, money, harm and data: by keys, without scripts."""

import io
import zipfile
from collections.abc import Callable

from tests.browser.keyboard import Walk, enter, tab_to
from tests.factories.people import PASSWORD

Walks = Callable[[str, str], Walk]
WORDS = "The rent is named once, in a quotation."
LOADS_MAX = 400


def test_a_refusal_is_read_and_contested(walk: Walks) -> None:
    """DEC-1, DEC-3: the reason beside the answer, one button, optional words, one file."""
    yara = walk("yara", "/worker/")
    yara.press("My answers", "Shop signs")
    yara.says(
        "The choice fits the sentence.",
        "The sentence speaks of rent.",
        "Rent is money, so the choice is yes.",
    )
    yara.write("What you want to say", WORDS)
    yara.press("Contest")
    yara.says("Answered at the latest", WORDS)
    yara.write("What you want to say", "The second line is about flowers.")
    yara.press("Add", "Appeals and decisions", "A refused answer")
    yara.says(WORDS, "The second line is about flowers.")


def test_an_interval_is_contested(walk: Walks) -> None:
    """PAY-1: the worker sees every interval and can contest it."""
    yara = walk("yara", "/worker/record/")
    yara.press("My time")
    yara.press(yara.page.locator("tbody a").first.inner_text(), "Contest")
    yara.write("In your words", "I read the sentence again before I sent the answer.")
    yara.press("Send the claim")
    yara.says("Waits for a decision", "I read the sentence again before I sent the answer.")


def test_a_payout_is_asked_for_once(walk: Walks) -> None:
    """PAY-9: what is due leaves when the worker asks."""
    yara = walk("yara", "/worker/earnings/")
    yara.press("Payouts", "Ask for")
    yara.says("A payout is asked for and waits to be sent.")
    assert yara.page.get_by_role("button", name="Ask for").count() == 0


def test_sensitive_content_is_chosen_and_left(walk: Walks) -> None:
    """HLT-1: a worker opts in to a category, and out of it again."""
    yara = walk("yara", "/worker/record/")
    yara.press("Well-being")
    for ticked in (True, False):
        yara.tick("Violence")
        tab_to(yara.page, "Save")
        enter(yara.page)
        assert yara.page.get_by_role("checkbox", name="Violence").is_checked() is ticked


def test_a_status_is_chosen(walk: Walks) -> None:
    """STA-1: a status with its particulars, for tasks taken afterwards."""
    ugo = walk("ugo", "/worker/record/")
    ugo.press("Status and contract")
    tab_to(ugo.page, "Volunteer")
    ugo.page.keyboard.press("Enter")
    ugo.press("Choose: Volunteer")
    ugo.says("History", "Volunteer, since")


def test_everything_kept_is_downloaded(walk: Walks) -> None:
    """PRI-4: one button, and a file with everything."""
    ugo = walk("ugo", "/profile/")
    ugo.press("What is kept about you", "Make a copy")
    ready = ugo.page.get_by_role("link", name="Copy of")
    for _ in range(LOADS_MAX):
        if ready.count():
            break
        ugo.page.reload()
    tab_to(ugo.page, "Copy of")
    with ugo.page.expect_download() as download:
        ugo.page.keyboard.press("Enter")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as copy:
        assert {name.rpartition(".")[2] for name in copy.namelist()} == {"json", "csv", "pdf"}


def test_an_erasure_is_asked_for_and_taken_back(walk: Walks) -> None:
    """PRI-5: with the password, and not before the days to think it over."""
    ugo = walk("ugo", "/my-data/")
    ugo.press("Erase my account")
    ugo.write("Your password", PASSWORD)
    ugo.press("Erase my account")
    ugo.says("It happens on")
    ugo.press("Back to my data", "Keep my account")
    ugo.says("Erase my account")

"""What an operator decides and signs: by keys, without scripts, on a phone."""

from collections.abc import Callable
from pathlib import Path

from ouvrage.base.moment import Month, utc_now
from tests.browser.keyboard import Walk, enter, tab_to
from tests.factories.contributions import SIREN

Walks = Callable[[str, str], Walk]


def test_the_health_page_leads_to_what_waits(walk: Walks) -> None:
    """Books that balance, and the work that waits for a person."""
    olu = walk("olu", "/")
    olu.press("Operation")
    olu.says("Health of the instance", "The check of the books", "to restrict an account")
    for place in ("Organisations", "Reports", "People", "Books", "Journal", "Health"):
        olu.press(place)
        assert olu.page.get_by_role("link", name=place, exact=True).get_attribute("aria-current")


def test_one_operator_proposes_and_another_decides(walk: Walks) -> None:
    """DEC-12: a named person restricts an account, for reasons that the worker reads."""
    olu = walk("olu", "/operator/people/")
    olu.write("Name or e-mail address", "zoe@")
    enter(olu.page)
    olu.press("Zoe", "Propose")
    olu.choose("No new tasks for a time")
    olu.write("Why", "Two people wrote from this account on Monday.")
    olu.press("Propose")
    omar = walk("omar", "/operator/accounts/")
    omar.press("Zoe", "Decide to restrict")
    omar.says("You decide this in your own name.")
    omar.write("Days without new tasks", "5")
    omar.choose("The account was sold or lent")
    omar.write("Explanation in plain words", "Two people used this account at once.")
    omar.write("Evidence", "Both wrote to us on Monday.")
    omar.press("Restrict")
    omar.says("The account is restricted.")
    zoe = walk("zoe", "/worker/rights/")
    zoe.says("Your account")


def test_a_payment_file_is_sent_confirmed_and_a_payment_comes_back(walk: Walks) -> None:
    """PAY-10: sent, arrived, or back with its reason and due again."""
    olu = walk("olu", "/operator/")
    olu.press("Payouts")
    tab_to(olu.page, "Form of the file")
    olu.page.keyboard.press("ArrowDown")
    olu.press("Make a file")
    tab_to(olu.page, "Download")
    with olu.page.expect_download() as download:
        olu.page.keyboard.press("Enter")
    assert b"pain.001.001.03" in download.value.path().read_bytes()
    olu.press("It was given to the bank or the service", "It came back")
    olu.choose("The account is closed")
    olu.write("Explanation", "The bank of the worker says that it was closed in May.")
    olu.press("The money is due again")
    olu.press("All have arrived")


def test_rates_of_a_month_free_what_is_held(walk: Walks, tmp_path: Path) -> None:
    """STA-4: without a rate pay is held, not lost."""
    month = Month.of(utc_now())
    rates = tmp_path / "rates.csv"
    rates.write_text(f"siren,month,branch,rate\n{SIREN},{month},social,11\n")
    olu = walk("olu", "/operator/contributions/")
    olu.says("Zoe")
    tab_to(olu.page, "File of the month")
    with olu.page.expect_file_chooser() as chooser:
        olu.page.keyboard.press("Enter")
    chooser.value.set_files(rates)
    olu.press("Import the rates")
    olu.says("rates.csv", "Nothing is held.")

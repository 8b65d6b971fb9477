"""A paid test on a phone without scripts, by the keyboard alone, from the list to its feedback."""

from playwright.sync_api import Page, expect

from tests.browser.portal import PHONE, Visits, enter, log_in, tab_to
from tests.browser.seed_skills import TEXTS
from tests.browser.test_pages import WIDER

NAME = "Moods of short sentences"
MOODS = dict(zip(TEXTS, ("Glad", "Sad", "Glad", "Sad"), strict=True))
OTHER = {"Glad": "Sad", "Sad": "Glad"}


def test_a_test_is_failed_and_explained_without_scripts_by_the_keyboard(visits: Visits) -> None:
    """QUA-1, PAY-5."""
    with visits.context("", PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        log_in(page, "gil@example.org")
        page.goto("/worker/qualifications/")
        tab_to(page, NAME)
        enter(page)
        main = page.locator("main")
        expect(main).to_contain_text("paid at the floor")
        tab_to(page, "Begin the test")
        enter(page)
        for number in (1, 2, 3):
            expect(main).to_contain_text(f"{number} of 3")
            _answer(page, right=number == 1)
        expect(main).to_contain_text("Item 3: answered")
        tab_to(page, "Send the test")
        enter(page)
        _sees_why(page)
        tab_to(page, "Contest it, or ask why")
        enter(page)
        expect(main).to_contain_text(NAME)


def _answer(page: Page, *, right: bool) -> None:
    """Chooses with the arrow keys what the sentence shows, or what it does not, and goes on."""
    text = next(one for one in TEXTS if one in page.inner_text("main"))
    wanted = MOODS[text] if right else OTHER[MOODS[text]]
    tab_to(page, "Glad")
    page.keyboard.press("Space" if wanted == "Glad" else "ArrowDown")
    expect(page.get_by_label(wanted)).to_be_checked()
    tab_to(page, "Keep and go on")
    enter(page)


def _sees_why(page: Page) -> None:
    main = page.locator("main")
    for said in ("Not passed", "33 of 100", "Pay of the test", "It can be taken again from"):
        expect(main).to_contain_text(said)
    sections = page.locator("section.feedback")
    expect(sections).to_have_count(3)
    for section in sections.all():
        expect(section).to_contain_text("Expected for")
        expect(section).to_contain_text("The words tell of something")
    expect(sections.nth(0)).to_contain_text("Right")
    expect(sections.nth(1)).to_contain_text("Not right")
    assert page.evaluate(WIDER) == []

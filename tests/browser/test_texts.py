"""Marks, orders and questions over texts in a real task, by mouse, by touch and by keys alone.

(ACC-1..6, FUN-5..9; R1, R9, R10, R17, R19, R21 of the front end's facts.)
"""

import gzip

import pytest
from playwright.sync_api import Error, Page, Response, expect

from tests.browser.pages import Visit
from tests.browser.portal import DESK, PHONE, Visits, enter
from tests.browser.test_pages import AXE, SERIOUS, WIDER
from tests.browser.texts import marks, middle_of, open_task, pass_over, send, value_of

SPANS_BYTES_MAX = 25 * 1024
# What comes once the page is there.
LATER = ("outbox", "stops")
LATER_BYTES_MAX = 3 * 1024
SENT = "Your answer was sent."


def test_words_are_marked_with_the_mouse(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = open_task(context, visits.portal.ids["names"])
        wanted = [
            marks(page, "person", "Ana Rakoto"),
            marks(page, "person", "Ele\u0301na O’Brien"),
            marks(page, "organisation", "University of Paris"),
            marks(page, "place", "Paris", 1),
        ]
        pass_over(page, "na Rakot")
        expect(page.locator(".widget-state")).to_have_text("Selected words: Ana Rakoto")
        page.get_by_role("button", name="Person 1").click()
        assert value_of(page) == {"entities": wanted[:1]}
        page.get_by_role("button", name="Person 1").click()  # held for what comes next
        pass_over(page, "Ele\u0301na O’Brien")
        page.get_by_role("button", name="Organisation 3").click()
        pass_over(page, "University of Paris")
        page.keyboard.press("Escape")
        pass_over(page, "Paris", 1)
        page.keyboard.press("4")
        page.mouse.click(*middle_of(page, "Paris", 1))
        page.keyboard.press("2")
        assert value_of(page) == {"entities": wanted}
        assert send(page) == {"entities": wanted}
        expect(page.locator("main")).to_contain_text(SENT)


def test_marks_are_relabelled_deleted_and_brought_back_from_the_list(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = open_task(context, visits.portal.ids["names"])
        for words, key in (("Ana Rakoto", "1"), ("Paris", "2")):
            pass_over(page, words)
            page.keyboard.press(key)
        first = [marks(page, "person", "Ana Rakoto"), marks(page, "place", "Paris")]
        page.get_by_label("Label of Paris").select_option("organisation")
        second = [first[0], marks(page, "organisation", "Paris")]
        assert value_of(page) == {"entities": second}
        page.get_by_role("button", name="Delete Ana Rakoto").click()
        assert value_of(page) == {"entities": second[1:]}
        assert page.locator("[role=status].hidden").inner_text() == "Mark deleted: Ana Rakoto"
        for wanted in (second, first, first[:1]):
            page.get_by_role("button", name="Undo").click()
            assert value_of(page) == {"entities": wanted}
        page.get_by_role("button", name="Redo").click()
        assert value_of(page) == {"entities": first}
        page.get_by_label("Whole words").uncheck()
        pass_over(page, "Rako")
        page.keyboard.press("4")
        assert marks(page, "date", "Rako") in value_of(page)["entities"]
        page.mouse.click(*middle_of(page, "Paris"))
        found = AXE.run(page).response["violations"]
        assert [fault["id"] for fault in found if fault["impact"] in SERIOUS] == []
        send(page)


def test_words_are_marked_with_the_keyboard_alone(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = open_task(context, visits.portal.ids["names"])
        _tab_to_text(page)
        for key in ("ArrowRight", "ArrowRight", "Shift+Control+ArrowRight"):
            page.keyboard.press(key)
        page.keyboard.press("Shift+Control+ArrowRight")
        said = page.locator("[role=status].hidden")
        expect(said).to_have_text("Selected: Ana Rakoto")
        page.keyboard.press("1")
        expect(said).to_have_text("Marked as Person: Ana Rakoto")
        page.keyboard.press("End")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("2")
        assert value_of(page) == {
            "entities": [marks(page, "person", "Ana Rakoto"), marks(page, "place", "Paris")]
        }
        page.keyboard.press(",")
        page.keyboard.press("4")
        page.keyboard.press(",")
        page.keyboard.press("Delete")
        expect(said).to_have_text("Mark deleted: Ana Rakoto")
        page.keyboard.press("Control+z")
        page.keyboard.press("?")
        assert page.locator(".widget-keys").get_attribute("open") == ""
        answer = {"entities": [marks(page, "person", "Ana Rakoto"), marks(page, "date", "Paris")]}
        assert value_of(page) == answer
        page.get_by_role("button", name="Send and stop").focus()
        enter(page)
        expect(page.locator("main")).to_contain_text(SENT)


def _tab_to_text(page: Page) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('marked-text')"):
            return
    raise AssertionError("the text cannot be reached")


def test_arabic_words_are_marked_by_touch(visits: Visits) -> None:
    with visits.context("kofi", PHONE, has_touch=True, is_mobile=True) as context:
        page = open_task(context, visits.portal.ids["arabic_names"])
        page.evaluate("Object.assign(document.documentElement, {dir: 'rtl', lang: 'ar'})")
        assert page.evaluate(WIDER.replace(".right > innerWidth + 1", ".left < -1")) == []
        wanted = [
            marks(page, "person", "أحمدُ"),
            marks(page, "place", "القاهرة"),
            marks(page, "date", "٥ مايو ٢٠٢٤"),
            marks(page, "organisation", "Orange"),
        ]
        for mark, label in zip(wanted, ("Person", "Location", "Date", "Organisation"), strict=True):
            words = _words(page, mark).split()
            page.touchscreen.tap(*middle_of(page, words[0]))
            if len(words) > 1:
                page.touchscreen.tap(*middle_of(page, words[-1]))
            page.locator(".mark-labels button", has_text=label).tap()
        assert value_of(page) == {"entities": wanted}
        assert send(page) == {"entities": wanted}
        expect(page.locator("main")).to_contain_text(SENT)


def test_arabic_words_are_marked_with_the_keyboard_alone(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = open_task(context, visits.portal.ids["arabic_names"])
        _tab_to_text(page)
        page.keyboard.press("Home")
        for key in ("ArrowLeft", "ArrowLeft", "Control+ArrowLeft", "Control+Shift+ArrowLeft"):
            page.keyboard.press(key)
        expect(page.locator("[role=status].hidden")).to_have_text("Selected: أحمدُ")
        page.keyboard.press("1")
        wanted = {"entities": [marks(page, "person", "أحمدُ")]}
        assert send(page) == wanted


def _words(page: Page, mark: dict[str, object]) -> str:
    text = str(page.locator(".widget").get_attribute("text"))
    start, end = mark["startOffset"], mark["endOffset"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return text[start:end]


def test_targets_are_large_enough_for_fingers(visits: Visits) -> None:
    with visits.context("kofi", PHONE, has_touch=True, is_mobile=True) as context:
        for name in ("names", "preference", "asking"):
            page = open_task(context, visits.portal.ids[name])
            small = page.evaluate(
                """() => Array.from(document.querySelectorAll(
                  ".widget button, .widget label, .widget select, .widget textarea"))
                  .filter((one) => one.offsetParent && one.control !== null)
                  .filter((one) => one.getBoundingClientRect().height < 43.5 && !one.htmlFor)
                  .map((one) => one.outerHTML.slice(0, 100))"""
            )
            assert small == []


def test_nothing_to_mark_has_to_be_said(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = open_task(context, visits.portal.ids["names"])
        page.get_by_role("button", name="Send and stop").click()
        expect(page.locator("main")).to_contain_text("This question has no answer yet.")
        page.get_by_label("Nothing to mark in this text").check()
        assert value_of(page) == {"entities": []}
        pass_over(page, "Ana Rakoto")
        page.keyboard.press("1")
        assert page.get_by_label("Nothing to mark in this text").is_disabled()
        page.get_by_role("button", name="Undo").click()
        assert page.get_by_label("Nothing to mark in this text").is_checked()
        assert send(page) == {"entities": []}
        expect(page.locator("main")).to_contain_text(SENT)


def test_marks_and_their_steps_survive_a_crash(visits: Visits) -> None:
    with visits.context("kofi", DESK) as context:
        context.route("**/draft/", lambda route: route.abort())
        page = open_task(context, visits.portal.ids["names"])
        note = page.locator("#ouvrage-draft")
        for words in ("Ana Rakoto", "Paris"):
            note.evaluate("note => note.textContent = ''")
            pass_over(page, words)
            page.keyboard.press("1")
            expect(note).to_have_text("Saved on this device.")
        kept = value_of(page)
        with pytest.raises(Error, match="crash"):
            page.goto("chrome://crash")
        again = open_task(context, visits.portal.ids["names"])
        expect(again.locator("#ouvrage-draft")).to_have_text("Your draft from this device is back.")
        expect(again.locator(".marks li")).to_have_count(2)
        assert value_of(again) == kept
        again.get_by_role("button", name="Undo").click()
        assert value_of(again) == {"entities": kept["entities"][:1]}
        again.get_by_role("button", name="Undo").click()
        assert value_of(again) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_task_with_marks_is_light(language: str, visits: Visits) -> None:
    """ACC-1: page, scripts and style sheets, compressed."""
    answers: list[Response] = []
    with visits.context("dalia", PHONE, language) as context:
        page = context.new_page()
        page.on("response", lambda answer: answers.append(answer))
        address = Visit("worker:assignment", "dalia", ("names_task",)).address(visits.portal.ids)
        page.goto(address, wait_until="networkidle")
        weights = {
            answer.url: len(gzip.compress(answer.body()))
            for answer in answers
            if answer.request.resource_type in {"document", "script", "stylesheet"}
        }
    assert any("crowd-entity-annotation" in url for url in weights)
    names = [url for url in weights if url.rpartition("/")[2].startswith(LATER)]
    assert 0 < sum(weights.pop(name) for name in names) <= LATER_BYTES_MAX
    assert sum(weights.values()) <= SPANS_BYTES_MAX, weights


def test_responses_are_put_in_order_by_mouse_and_keys(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = open_task(context, visits.portal.ids["preference"])
        cards = page.locator(".widget .card")
        for card, place in ((0, "1"), (1, "3")):
            cards.nth(card).locator(".places").first.get_by_text(place, exact=True).click()
        page.keyboard.press("2")
        cards.nth(2).locator("input").first.focus()
        page.keyboard.press("2")
        page.keyboard.press("Tab")
        page.keyboard.press("1")
        assert page.locator("[role=status].hidden").inner_text() == (
            "Response C: place 1, How far it is right"
        )
        page.get_by_role("button", name="Send and stop").click()
        said = 'For "How far it is right", 2 responses have no place yet.'
        expect(page.locator("main")).to_contain_text(said)
        for card in (0, 1):
            cards.nth(card).locator(".places").last.get_by_text("3", exact=True).click()
        answer = send(page)
        assert answer == {
            "rankings": [
                {"name": "How far it helps", "ranks": [1, 2, 2]},
                {"name": "How far it is right", "ranks": [3, 3, 1]},
            ]
        }
        expect(page.locator("main")).to_contain_text(SENT)


def test_questions_are_written_with_their_passages(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = open_task(context, visits.portal.ids["asking"])
        place = marks(page, "", "Ana Rakoto")
        pass_over(page, "Ana Rakoto")
        page.get_by_role("button", name="Take the selected passage").click()
        page.get_by_role("textbox", name="Question", exact=True).fill("Who met Eléna?")
        page.get_by_role("textbox", name="Answer", exact=True).fill("Ana Rakoto")
        page.get_by_label("A fact").check()
        page.get_by_role("button", name="Add a question").click()
        page.keyboard.type("Where?")
        page.get_by_role("button", name="Send and stop").click()
        said = "The answer to question 2 has 0 words; it needs 1."
        expect(page.locator("main")).to_contain_text(said)
        page.get_by_role("textbox", name="Answer", exact=True).nth(1).fill("In Paris")
        answer = send(page)
        del place["label"]
        assert answer == {
            "questionAnswers": [
                {"question": "Who met Eléna?", "answer": "Ana Rakoto", "tags": ["A fact"], **place},
                {"question": "Where?", "answer": "In Paris", "tags": []},
            ]
        }
        expect(page.locator("main")).to_contain_text(SENT)

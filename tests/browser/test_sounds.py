"""Recordings in a real task: listened to, written down and cut, by mouse, by touch, by keys alone.

(ACC-1..6, FUN-5..9; R1, R9, R10, R17, R21 of the front end's facts.)
"""

import gzip
import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Error, Locator, Page, Response, expect

from tests.browser.pages import Visit
from tests.browser.portal import DESK, MILLISECONDS_MAX, PHONE, Visits, enter
from tests.browser.test_pages import AXE, SERIOUS, WIDER
from tests.browser.texts import send, value_of

SIMPLE_BYTES_MAX = 20 * 1024
SEGMENTS_BYTES_MAX = 45 * 1024
SENT = "Your answer was sent."
LENGTH = 3.0
STEPS = re.compile("^(Go on with the unfinished task|Read the instructions .*|Start)$")


def begun(context: BrowserContext, project_id: str) -> Page:
    """A task of the project in hand; the one that was begun when there is one."""
    page = context.new_page()
    page.goto(reverse("worker:project", args=[project_id]))
    steps = page.get_by_role("link", name=STEPS).or_(page.get_by_role("button", name=STEPS))
    task = page.locator("form[data-draft-url]")
    for _ in range(3):
        expect(steps.or_(task).first).to_be_visible(timeout=MILLISECONDS_MAX)
        if task.count():
            break
        steps.first.click()
    expect(task).to_be_visible(timeout=MILLISECONDS_MAX)
    return page


def opened(context: BrowserContext, project_id: str) -> Page:
    """A task of the project in hand, its recording known."""
    page = begun(context, project_id)
    expect(page.locator(".sound-place")).to_contain_text("/ 0:03.00")
    return page


def place(page: Page) -> float:
    """Where the sound is, in seconds."""
    return float(page.locator("audio").evaluate("audio => audio.currentTime"))


def go_to(page: Page, seconds: float) -> None:
    """The sound is there, and the page knows."""
    page.locator("audio").evaluate(
        """(audio, seconds) => new Promise((done) => {
          audio.addEventListener("seeked", () => done(), { once: true });
          audio.currentTime = seconds;
        })""",
        seconds,
    )


def faults(page: Page) -> list[str]:
    found = AXE.run(page).response["violations"]
    return [f"{one['id']} {node['html']}" for one in found if one["impact"] in SERIOUS
            for node in one["nodes"]]  # fmt: skip


def said(start: float, end: float, text: str, label: str = "Speaker 1") -> dict[str, object]:
    return {"start": start, "end": end, "label": label, "text": text}


def answer(*segments: dict[str, object]) -> dict[str, object]:
    return {"duration": LENGTH, "segments": list(segments)}


def test_keys_move_the_sound_while_the_text_is_typed(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = opened(context, visits.portal.ids["dictation"])
        text = page.get_by_label("What is said?")
        text.focus()
        page.keyboard.type("one ")
        page.keyboard.press("Alt+ArrowDown")
        assert page.get_by_label("Speed").input_value() == "0.9"
        assert page.locator("audio").evaluate("audio => audio.playbackRate") == 0.9
        page.keyboard.press("Alt+ArrowUp")
        page.keyboard.press("Alt+ArrowUp")
        page.keyboard.press("Alt+ArrowUp")
        page.keyboard.press("Alt+k")
        expect(page.get_by_role("button", name="Stop Alt")).to_be_visible()
        expect(page.locator(".sound-place")).not_to_contain_text("0:00.00")
        page.keyboard.press("Alt+k")
        expect(page.get_by_role("button", name="Play Alt")).to_be_visible()
        page.keyboard.press("Alt+l")
        assert place(page) == LENGTH
        page.keyboard.press("Alt+j")
        assert place(page) == 0
        page.keyboard.type("two")
        assert text.input_value() == "one two"
        assert faults(page) == []
        page.keyboard.press("Control+Enter")
        expect(page.get_by_label("What is said?")).to_have_value("")


def test_a_stretch_is_played_again_and_again(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = opened(context, visits.portal.ids["heard"])
        loop = page.locator(".sound-bar [aria-pressed]")
        go_to(page, 1)
        loop.click()
        expect(loop).to_contain_text("Loop: ends here")
        go_to(page, 1.2)
        page.keyboard.press("Alt+r")
        expect(loop).to_contain_text("No loop any more")
        turns = page.locator("audio").evaluate(
            """(audio) => new Promise((done) => {
              let [turns, last, most] = [0, audio.currentTime, 0];
              audio.addEventListener("seeked", () => {
                turns += 1;
                if (turns === 3) done([turns, audio.currentTime]);
              });
            })"""
        )
        assert turns[0] == 3
        assert 0.99 <= turns[1] <= 1.3
        loop.click()
        expect(loop).to_contain_text("Loop: begins here")
        page.get_by_role("button", name="Stop Alt").click()
        page.keyboard.press("2")
        assert page.get_by_label("Music").is_checked()


def test_a_transcript_is_corrected_without_scripts(visits: Visits) -> None:
    with visits.context("kofi", PHONE, java_script_enabled=False) as context:
        page = begun(context, visits.portal.ids["corrected"])
        player = page.locator("audio[controls]")
        assert player.get_attribute("aria-label") == "The recording of this task"
        text = page.get_by_label("What is said? The text of the machine may be wrong.")
        assert text.input_value() == "the see was calm"
        text.fill("The sea was calm.")
        page.get_by_role("button", name="Send and stop").click()
        expect(page.locator("main")).to_contain_text(SENT)


def wave(page: Page) -> dict[str, float]:
    box = page.locator(".wave-inner").bounding_box()
    assert box is not None
    return {"left": box["x"], "width": box["width"], "middle": box["y"] + box["height"] / 2,
            "low": box["y"] + box["height"] - 20}  # fmt: skip


def at(page: Page, seconds: float) -> float:
    """Where on the screen this moment of the drawing is."""
    found = wave(page)
    return found["left"] + found["width"] * seconds / LENGTH


def draw(page: Page, start: float, end: float) -> None:
    page.locator(".wave-ground").scroll_into_view_if_needed()
    middle = wave(page)["middle"]
    page.mouse.move(at(page, start), middle)
    page.mouse.down()
    page.mouse.move(at(page, (start + end) / 2), middle)
    page.mouse.move(at(page, end), middle)
    page.mouse.up()


def times(page: Page) -> list[tuple[float, float]]:
    return [(round(one["start"], 1), round(one["end"], 1)) for one in value_of(page)["segments"]]


def text_of(page: Page, number: int) -> Locator:
    return page.get_by_label(f"Text of segment {number}", exact=True)


INKED = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 10, canvas.width, 1);
  return Array.from({ length: canvas.width }, (_, at) => data[at * 4 + 3] > 0 ? 1 : 0)
    .reduce((one, other) => one + other, 0) / canvas.width;
}"""


def test_segments_are_drawn_pulled_and_written_with_the_mouse(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = opened(context, visits.portal.ids["speakers"])
        expect(page.get_by_text("The drawing of the sound is being made.")).to_have_count(0)
        inked = page.locator(".wave canvas").evaluate(INKED)
        assert 0.4 < inked < 0.75  # three tones of 1.9 seconds together are loud, the rest is not
        draw(page, 0.3, 0.9)
        page.keyboard.type("one")
        draw(page, 1.2, 1.8)
        page.keyboard.type("two")
        page.get_by_role("listitem", name="Segment 2").get_by_label("Label").select_option(
            "Speaker 2"
        )
        assert times(page) == [(0.3, 0.9), (1.2, 1.8)]
        handle = page.get_by_role("slider", name="End of the segment").bounding_box()
        assert handle is not None
        x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + (at(page, 2.4) - at(page, 1.8)), y)
        page.mouse.up()
        assert times(page) == [(0.3, 0.9), (1.2, 2.4)]
        page.get_by_role("button", name="Undo").click()
        assert times(page) == [(0.3, 0.9), (1.2, 1.8)]
        page.get_by_role("button", name="Redo").click()
        assert faults(page) == []
        kept = value_of(page)["segments"]
        assert [(one["label"], one["text"]) for one in kept] == [
            ("Speaker 1", "one"), ("Speaker 2", "two"),
        ]  # fmt: skip
        page.get_by_role("button", name="Join with the next").click()
        assert times(page) == [(0.3, 2.4)]
        assert text_of(page, 1).input_value() == "one two"
        page.mouse.click(at(page, 1.5), wave(page)["middle"])
        text_of(page, 1).evaluate("area => area.setSelectionRange(3, 3)")
        page.get_by_role("button", name="Cut here").click()
        assert times(page) == [(0.3, 1.5), (1.5, 2.4)]
        assert send(page)["duration"] == LENGTH
        expect(page.locator("main")).to_contain_text(SENT)


def _tab_to_wave(page: Page) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('wave-ground')"):
            break


def test_segments_are_made_and_written_with_the_keys_alone(visits: Visits) -> None:
    with visits.context("jana", DESK) as context:
        page = opened(context, visits.portal.ids["speakers"])
        _tab_to_wave(page)
        for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
        assert place(page) == pytest.approx(0.3)
        page.keyboard.press("Alt+n")
        expect(text_of(page, 1)).to_be_focused()
        page.keyboard.type("one")
        assert value_of(page) == answer(said(0.3, 2.3, "one"))
        go_to(page, 0.9)
        page.keyboard.press("Alt+o")
        assert value_of(page) == answer(said(0.3, 0.9, "one"))
        go_to(page, 1.2)
        page.keyboard.press("Alt+n")
        page.keyboard.type("two three")
        for _ in range(6):
            page.keyboard.press("ArrowLeft")
        go_to(page, 2)
        page.keyboard.press("Alt+s")
        wanted = answer(said(0.3, 0.9, "one"), said(1.2, 2, "two"), said(2, 3, "three"))
        assert value_of(page) == wanted
        page.keyboard.press("Alt+PageUp")
        expect(text_of(page, 2)).to_be_focused()
        page.get_by_role("slider", name="Beginning of the segment").focus()
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Tab")
        wanted["segments"][1]["start"] = 1.07  # type: ignore[index]
        assert value_of(page) == wanted
        field = page.get_by_role("listitem", name="Segment 3").get_by_label("To (s)")
        field.fill("2.75")
        field.press("Enter")
        wanted["segments"][2]["end"] = 2.75  # type: ignore[index]
        assert value_of(page) == wanted
        page.get_by_role("button", name="Send and stop").focus()
        enter(page)
        expect(page.locator("main")).to_contain_text(SENT)


def test_segments_are_made_by_touch(visits: Visits) -> None:
    with visits.context("kofi", PHONE, has_touch=True, is_mobile=True) as context:
        page = opened(context, visits.portal.ids["speakers"])
        assert page.evaluate(WIDER) == []
        page.locator(".wave-ground").scroll_into_view_if_needed()
        page.touchscreen.tap(at(page, 1), wave(page)["middle"])
        assert place(page) == pytest.approx(1, abs=0.02)
        page.get_by_role("button", name="New segment here").tap()
        assert times(page) == [(1.0, 3.0)]
        page.keyboard.type("one")
        handle = page.get_by_role("slider", name="Beginning of the segment")
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        wire = context.new_cdp_session(page)
        for kind, seconds in (("touchStart", 0.0), ("touchMove", 0.2), ("touchMove", 0.5)):
            points = [{"x": x + at(page, seconds) - at(page, 0), "y": y}]
            wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        assert times(page) == [(1.5, 3.0)]
        small = page.evaluate(
            """() => Array.from(document.querySelectorAll(
              ".widget button, .widget select, .widget textarea, .widget input, .wave-handle"))
              .filter((one) => one.offsetParent && one.type !== "checkbox")
              .filter((one) => one.getBoundingClientRect().height < 43.5)
              .map((one) => one.outerHTML.slice(0, 100))"""
        )
        assert small == []
        assert send(page)["segments"][0]["text"] == "one"
        expect(page.locator("main")).to_contain_text(SENT)


def test_a_segment_without_text_is_told_and_nothing_is_lost(visits: Visits) -> None:
    with visits.context("jona", DESK) as context:
        page = opened(context, visits.portal.ids["speakers"])
        draw(page, 0.3, 0.9)
        page.get_by_role("button", name="Send and stop").click()
        said_of_it = "Segment 1 has no text. Write what is said in it, or delete it."
        expect(page.locator("main")).to_contain_text(said_of_it)
        assert times(page) == [(0.3, 0.9)]
        page.get_by_role("button", name="Delete").click()
        page.get_by_label("Nothing is said in this recording").check()
        assert send(page) == answer()
        expect(page.locator("main")).to_contain_text(SENT)


def test_segments_and_their_steps_survive_a_crash(visits: Visits) -> None:
    with visits.context("jona", DESK) as context:
        context.route("**/draft/", lambda route: route.abort())
        page = opened(context, visits.portal.ids["speakers"])
        draw(page, 0.3, 0.9)
        page.keyboard.type("one")
        draw(page, 1.2, 1.8)
        kept: Any = value_of(page)
        expect(page.locator("#ouvrage-draft")).to_have_text("Saved on this device.")
        with pytest.raises(Error, match="crash"):
            page.goto("chrome://crash")
        again = opened(context, visits.portal.ids["speakers"])
        expect(again.locator("#ouvrage-draft")).to_have_text("Your draft from this device is back.")
        assert value_of(again) == kept
        expect(text_of(again, 1)).to_have_value("one")
        again.get_by_role("button", name="Undo").click()
        assert value_of(again)["segments"] == kept["segments"][:1]


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("dictation", SIMPLE_BYTES_MAX),
        ("heard", SIMPLE_BYTES_MAX),
        ("speakers", SEGMENTS_BYTES_MAX),
    ],
)
def test_a_task_with_a_recording_is_light(name: str, most: int, visits: Visits) -> None:
    """ACC-1: page, scripts and style sheets, compressed."""
    answers: list[Response] = []
    with visits.context("dalia", PHONE, "fr") as context:
        page = context.new_page()
        page.on("response", lambda answer: answers.append(answer))
        address = Visit("worker:assignment", "dalia", (f"{name}_task",)).address(visits.portal.ids)
        page.goto(address, wait_until="networkidle")
        weights = {
            answer.url: len(gzip.compress(answer.body()))
            for answer in answers
            if answer.request.resource_type in {"document", "script", "stylesheet"}
        }
    assert any("ouvrage-audio" in url for url in weights)
    assert sum(weights.values()) <= most, weights


def test_segments_speak_french(visits: Visits) -> None:
    address = Visit("worker:assignment", "dalia", ("speakers_task",)).address(visits.portal.ids)
    for size in (PHONE, {"width": 1100, "height": 800}):
        with visits.context("dalia", size, "fr") as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address)
            page.get_by_role("button", name="Nouveau segment ici").click()
            expect(page.locator(".segment.chosen textarea")).to_be_focused()
            expect(page.get_by_label("Texte du segment 1")).to_be_visible()
            assert page.evaluate(WIDER) == []

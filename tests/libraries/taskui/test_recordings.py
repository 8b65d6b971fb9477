"""Recordings in templates, and what is stored of their segments (FUN-5..9)."""

from html import escape

import orjson
import pytest

from ouvrage.base.errors import Refusal
from ouvrage.taskui import (
    JsonValue,
    compile_template,
    read_answer,
    readable,
    task_fields,
    task_page,
    template_refusals,
)

PLAYER = '<ouvrage-audio-player src="{{ task.input.audio | media }}"></ouvrage-audio-player>'
NOTES = '<label>Text <textarea name="notes"></textarea></label>'


def source(labels: str = "['Ana', 'Bo']", given: str = "[]") -> str:
    return (
        '<ouvrage-audio-transcription name="said" header="Who?" src="a.wav" '
        f'labels="{escape(labels)}" initial-value="{escape(given)}"></ouvrage-audio-transcription>'
    )


def segment(
    start: object, end: object, label: object = "Ana", text: object = "Hello."
) -> dict[str, object]:
    return {"start": start, "end": end, "label": label, "text": text}


def answered(value: object, template: str = "") -> JsonValue:
    fields = task_fields(compile_template(template or source()), {})
    return read_answer(fields, {"said": [orjson.dumps(value).decode()]})["said"]


def refused(value: object, template: str = "") -> list[tuple[str, int | None]]:
    with pytest.raises(Refusal) as caught:
        answered(value, template)
    return [(one.code, one.row) for one in caught.value.each()]


def test_a_player_is_the_browser_s_own_and_asks_nothing() -> None:
    row: dict[str, JsonValue] = {"audio": "one two.mp3"}
    page = task_page(compile_template(PLAYER + NOTES), row, media_url=lambda name: f"/media/{name}")
    assert (
        '<ouvrage-audio-player class="widget"><audio src="/media/one two.mp3" controls="" '
        'preload="metadata" aria-label="The recording of this task"></audio>'
    ) in page.html
    assert page.elements == ("ouvrage-audio-player",)
    assert [field.name for field in page.fields] == ["notes"]
    assert [one.code for one in template_refusals(PLAYER)] == ["no_answer_field"]


def test_an_address_that_could_run_is_left_out_of_a_player() -> None:
    page = task_page(compile_template(PLAYER + NOTES), {"audio": "javascript:alert(1)"})
    assert "javascript" not in page.html


def test_segments_are_stored_to_the_millisecond_in_the_order_in_which_they_begin() -> None:
    sent = {
        "duration": 12.34567,
        "segments": [
            segment(3, 4.0004, "Bo", " two\n"),
            segment(0.1234, 3.5, "Ana", "one") | {"more": 1},
        ],
        "more": 1,
    }
    assert answered(sent) == {
        "duration": 12.346,
        "segments": [segment(0.123, 3.5, "Ana", "one"), segment(3.0, 4.0, "Bo", "two")],
    }


def test_nothing_said_is_an_answer() -> None:
    assert answered({"duration": 3.0, "segments": []}) == {"duration": 3.0, "segments": []}


def test_without_labels_none_is_stored() -> None:
    sent = {"segments": [segment(0, 1.0, "", "one")]}
    assert answered(sent, source("[]")) == {"segments": [{"start": 0.0, "end": 1.0, "text": "one"}]}
    assert refused({"segments": [segment(0, 1, "Ana")]}, source("[]")) == [
        ("segment_label_unknown", 1)
    ]


@pytest.mark.parametrize(
    ("segments", "codes"),
    [
        ([segment(0, 1), segment(2, 2)], [("segment_outside_recording", 2)]),
        ([segment(-1, 1)], [("segment_outside_recording", 1)]),
        ([segment(0, 5.2)], [("segment_outside_recording", 1)]),
        ([segment("0", True)], [("segment_outside_recording", 1)]),
        ([segment(0, 1, "Cy")], [("segment_label_unknown", 1)]),
        ([segment(0, 1, "")], [("segment_label_unknown", 1)]),
        ([segment(0, 1, ["Ana"])], [("segment_label_unknown", 1)]),
        ([segment(0, 1, text="  ")], [("segment_without_text", 1)]),
        ([segment(0, 1, text="x" * 20_001)], [("widget_unreadable", 1)]),
        (["x", segment(0, 1)], [("widget_unreadable", 1)]),
        ([segment(0, 1)] * 501, [("too_many_segments", None)]),
        ({}, [("widget_unreadable", None)]),
    ],
)  # fmt: skip
def test_segments_that_do_not_fit_are_refused_by_their_place(
    segments: object, codes: list[tuple[str, int | None]]
) -> None:
    assert refused({"duration": 5.0, "segments": segments}) == codes


@pytest.mark.parametrize("duration", [-1, "3", True, 1e9, None])
def test_a_length_that_is_none_is_refused(duration: object) -> None:
    sent = {"duration": duration, "segments": []}
    assert refused(sent) == [("widget_unreadable", None)]


@pytest.mark.parametrize("labels", ["['Ana', 'Ana']", "['Ana', '']", "{a: 1}"])
def test_labels_with_which_nobody_could_answer_are_refused(labels: str) -> None:
    (found,) = template_refusals(source(labels), {})
    assert (found.code, found.params["attribute"]) == ("attribute_unusable", "labels")


def test_segments_made_beforehand_stay_in_the_page_as_strict_json() -> None:
    given = "[{start: 0, end: 1.5, text: 'one'}]"
    page = task_page(compile_template(source(given=given)), {})
    written = escape('[{"start":0,"end":1.5,"text":"one"}]')
    assert f'initial-value="{written}"' in page.html


def test_people_read_segments_as_lines() -> None:
    fields = task_fields(compile_template(source()), {})
    value = {
        "segments": [segment(0.5, 62.5, "Ana", "one"), {"start": 70.0, "end": 71.0, "text": "two"}]
    }
    assert readable(fields, {"said": value}) == {
        "said": ["0:00.50 – 1:02.50 Ana: one", "1:10.00 – 1:11.00 two"]
    }
    assert readable(fields, {"said": {"segments": []}}) == {"said": "–"}

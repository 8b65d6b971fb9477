"""Answers of the elements about texts: marks, orders, questions (FUN-5..9)."""

from html import escape

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.base.errors import Refusal
from ouvrage.taskui import (
    JsonValue,
    compile_template,
    read_answer,
    readable,
    task_fields,
    template_refusals,
)

TEXT = "👋 Ana met\nفاطمةَ at Ele\u0301na’s 👩‍👩‍👧."
LABELS = "['person', {label: 'place', shortDisplayName: 'loc'}]"


def entities_template(text: str = TEXT, labels: str = LABELS, element: str = "annotation") -> str:
    name = f"crowd-entity-{element}"
    return f'<{name} name="marks" labels="{escape(labels)}" text="{escape(text)}"></{name}>'


def answered(source: str, name: str, value: object) -> JsonValue:
    """What is stored of this value."""
    fields = task_fields(compile_template(source), {})
    return read_answer(fields, {name: [orjson.dumps(value).decode()]})[name]


def refused(source: str, name: str, value: object) -> list[tuple[str, int | None]]:
    """Codes and rows of what is said against this value."""
    with pytest.raises(Refusal) as caught:
        answered(source, name, value)
    return [(one.code, one.row) for one in caught.value.each()]


def mark(start: object, end: object, label: object = "person") -> dict[str, object]:
    return {"startOffset": start, "endOffset": end, "label": label}


def test_marks_are_stored_as_documented_in_the_order_of_the_text() -> None:
    sent = {"entities": [mark(10, 16), mark(2, 9, "place"), mark(2, 5), mark(2, 5)], "more": 1}
    assert answered(entities_template(), "marks", sent) == {
        "entities": [mark(2, 9, "place"), mark(2, 5), mark(10, 16)]
    }
    assert TEXT[2:5] == "Ana"
    assert TEXT[10:16] == "فاطمةَ"


@pytest.mark.parametrize("element", ["annotation", "annotator"])
def test_the_alias_is_the_same_element(element: str) -> None:
    sent = {"entities": [mark(2, 5)]}
    assert answered(entities_template(element=element), "marks", sent) == sent


def test_nothing_to_mark_is_an_answer_and_silence_is_none() -> None:
    source = entities_template()
    assert answered(source, "marks", {"entities": []}) == {"entities": []}
    with pytest.raises(Refusal) as caught:
        read_answer(task_fields(compile_template(source), {}), {"marks": [""]})
    assert [one.code for one in caught.value.each()] == ["answer_missing"]


@pytest.mark.parametrize(
    ("entities", "codes"),
    [
        ([mark(-1, 3)], [("mark_outside_text", 1)]),
        ([mark(0, 1), mark(0, len(TEXT) + 1)], [("mark_outside_text", 2)]),
        ([mark(3, 3), mark(5, 4)], [("mark_outside_text", 1), ("mark_outside_text", 2)]),
        ([mark(1.0, 2), mark(True, 2)], [("mark_outside_text", 1), ("mark_outside_text", 2)]),
        ([mark(0, 1, "dog")], [("mark_label_unknown", 1)]),
        ([mark(0, 1, 7), "x"], [("widget_unreadable", 1), ("widget_unreadable", 2)]),
        ([mark(0, 1)] * 2_001, [("too_many_marks", None)]),
        ({}, [("widget_unreadable", None)]),
    ],
)
def test_marks_that_do_not_fit_are_refused_by_their_place(
    entities: object, codes: list[tuple[str, int | None]]
) -> None:
    assert refused(entities_template(), "marks", {"entities": entities}) == codes


def test_a_line_end_counts_as_one_character_as_a_page_shows_it() -> None:
    source = entities_template(text="one\r\ntwo")
    assert answered(source, "marks", {"entities": [mark(4, 7)]}) == {"entities": [mark(4, 7)]}
    assert refused(source, "marks", {"entities": [mark(4, 8)]}) == [("mark_outside_text", 1)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.data())
def test_any_text_keeps_its_code_points_through_template_and_answer(
    text: str, data: st.DataObject
) -> None:
    source = entities_template(text="{{ task.input.text }}")
    fields = task_fields(compile_template(source), {"text": text})
    start = data.draw(st.integers(0, len(text) - 1))
    sent = {"entities": [mark(start, data.draw(st.integers(start + 1, len(text))))]}
    form = {"marks": [orjson.dumps(sent).decode()]}
    assert read_answer(fields, form) == {"marks": sent}
    assert fields[0].attributes["text"] == text


DIMENSIONS = '[{"name":"Clarity","allowTie":true},{"name":"Care","allowTie":false}]'


def ranking_template(dimensions: str = DIMENSIONS, responses: str = "['a', 'b', 'c']") -> str:
    return (
        f'<crowd-text-ranking name="order" text="Why?" responses="{escape(responses)}" '
        f'ordinal-ranking-dimensions="{escape(dimensions)}"></crowd-text-ranking>'
    )


def order(clarity: list[object], care: list[object]) -> dict[str, object]:
    return {
        "rankings": [{"name": "Clarity", "ranks": clarity}, {"name": "Care", "ranks": care}],
    }


def test_places_are_stored_without_gaps() -> None:
    sent = order([3, 1, 3], [2, 1, 3])
    assert answered(ranking_template(), "order", sent) == order([2, 1, 2], [2, 1, 3])


@pytest.mark.parametrize(
    ("sent", "codes"),
    [
        (
            order([1, None, 2], [None, None, 1]),
            [("response_unranked", 1), ("response_unranked", 2)],
        ),
        (order([1, 1, 1], [1, 1, 2]), [("rank_tied", 2)]),
        (order([1, 2], [1, 2, 3]), [("widget_unreadable", None)]),
        (order([1, 2, 4], [1, 2, 3]), [("widget_unreadable", None)]),
        (order([1, 2, "3"], [1, 2, 3]), [("widget_unreadable", None)]),
        ({"rankings": [{"name": "Other", "ranks": [1, 2, 3]}] * 2}, [("widget_unreadable", None)]),
    ],
)
def test_an_order_with_holes_or_forbidden_ties_is_refused(
    sent: object, codes: list[tuple[str, int | None]]
) -> None:
    assert refused(ranking_template(), "order", sent) == codes


def questions_template(extra: str = "", tags: str = "['who', 'where']") -> str:
    return (
        f'<crowd-question-answer-generation name="qa" text="{escape(TEXT)}" '
        f'question-tags="{escape(tags)}" {extra}></crowd-question-answer-generation>'
    )


def pair(question: str = "Who?", answer: str = "Ana", **more: object) -> dict[str, object]:
    return {"question": question, "answer": answer, "tags": [], **more}


def test_questions_are_stored_with_their_passages_and_without_empty_ones() -> None:
    passage = {"startOffset": 2, "endOffset": 5}
    sent = {"questionAnswers": [pair(" Who? ", tags=["who"], **passage), pair("", ""), pair()]}
    assert answered(questions_template(), "qa", sent) == {
        "questionAnswers": [pair(tags=["who"], **passage), pair()]
    }


@pytest.mark.parametrize(
    ("pairs", "extra", "codes"),
    [
        ([pair("", "")], "", [("questions_too_few", None)]),
        ([pair()], 'min-questions="2"', [("questions_too_few", None)]),
        ([pair(), pair()], 'max-questions="1"', [("pairs_too_many", None)]),
        ([pair(), pair("", "x")], "", [("question_too_short", 2)]),
        ([pair("a b c", "")], 'question-max-words="2"', [("question_too_long", 1)] * 1
         + [("question_answer_too_short", 1)]),
        ([pair(answer="a b c")], 'answer-max-words="2"', [("question_answer_too_long", 1)]),
        ([pair(tags=["why"])], "", [("question_tag_unknown", 1)]),
        ([pair(startOffset=1)], "", [("mark_outside_text", 1)]),
        ([pair(startOffset=5, endOffset=2)], "", [("mark_outside_text", 1)]),
        ([{"question": "Who?"}], "", [("widget_unreadable", None)]),
        ([pair(tags=["x" * 61])], "", [("widget_unreadable", None)]),
    ],
)  # fmt: skip
def test_questions_that_lack_what_is_asked_for_are_refused_by_their_place(
    pairs: object, extra: str, codes: list[tuple[str, int | None]]
) -> None:
    assert refused(questions_template(extra), "qa", {"questionAnswers": pairs}) == codes


def test_tags_of_their_own_are_kept_where_the_element_allows_them() -> None:
    sent = {"questionAnswers": [pair(tags=["why"])]}
    assert answered(questions_template('allow-custom-question-tags="true"'), "qa", sent) == sent


@pytest.mark.parametrize(
    ("source", "attribute"),
    [
        (entities_template(text=""), "text"),
        (entities_template(labels="[]"), "labels"),
        (entities_template(labels="['a', 'a']"), "labels"),
        (entities_template(labels="[{name: 'a'}]"), "labels"),
        (ranking_template(responses="['one']"), "responses"),
        (ranking_template(dimensions="['Clarity']"), "ordinal-ranking-dimensions"),
        (ranking_template(dimensions="[{name: 'A'}, {name: 'A'}]"), "ordinal-ranking-dimensions"),
        (questions_template(tags="[1]"), "question-tags"),
    ],
)
def test_an_element_that_nobody_could_answer_is_refused_with_its_attribute(
    source: str, attribute: str
) -> None:
    (refusal,) = template_refusals(source, {})
    assert (refusal.code, refusal.params["attribute"]) == ("attribute_unusable", attribute)


@pytest.mark.parametrize(
    "source", [entities_template(), ranking_template(), questions_template()], ids=str
)
def test_a_sound_element_is_not_refused(source: str) -> None:
    assert template_refusals(source, {}) == ()


def shown_as(source: str, name: str, value: object) -> object:
    """What a reader of answers sees."""
    fields = task_fields(compile_template(source), {})
    return readable(fields, {name: answered(source, name, value)})[name]


def test_answers_are_read_in_a_few_words() -> None:
    marks = {"entities": [mark(2, 5), mark(10, 16, "place")]}
    assert shown_as(entities_template(), "marks", marks) == ["Ana (person)", "فاطمةَ (place)"]
    assert shown_as(entities_template(), "marks", {"entities": []}) == "–"
    assert shown_as(ranking_template(), "order", order([3, 1, 3], [2, 1, 3])) == {
        "Clarity": "B > A = C",
        "Care": "B > A > C",
    }
    assert shown_as(questions_template(), "qa", {"questionAnswers": [pair()]}) == ["Who? – Ana"]

"""Questions about a text with their answers: `crowd-question-answer-generation`.

    {"questionAnswers": [{"question": "Who?", "answer": "Ana", "tags": ["person"],
                          "startOffset": 2, "endOffset": 5}]}

The element's attributes are documented (Crowd HTML Elements V2, SageMaker guide), its output is
not; this one is ours. Offsets count code points and are absent where no passage was selected. Words
are what spaces part; a text without spaces is one word.
"""

from collections.abc import Iterator
from typing import cast

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.limits import QUESTIONS_ABOUT_TEXT_MAX, TEXT_CHARACTERS_MAX
from ouvrage.base.words import N_
from ouvrage.taskui.errors import (
    MarkOutsideText,
    QuestionAnswerTooLong,
    QuestionAnswerTooShort,
    QuestionsTooFew,
    QuestionsTooMany,
    QuestionTagUnknown,
    QuestionTooLong,
    QuestionTooShort,
    WidgetUnreadable,
)
from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets.entities import PANE_WORDS, SHARED_WORDS, are_names, does_fit, text_of
from ouvrage.taskui.widgets.widget import Attributes, Widget

TAGS_MAX = 20
TAG_CHARACTERS_MAX = 60
OWN_TAGS = "allow-custom-question-tags"
_PLACES = ("startOffset", "endOffset")


def read(value: JsonValue, field: AnswerField) -> JsonValue:
    """The pairs that are not wholly empty; refused where one lacks what the element asks for."""
    pairs = value.get("questionAnswers") if isinstance(value, dict) else None
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        raise WidgetUnreadable
    kept = [cast("dict[str, JsonValue]", pair) for pair in pairs]
    written = [_tidy(pair) for pair in kept if any(pair.get(key) for key in pair)]
    refuse_all([*_number_refusals(len(written), field), *_refusals(written, field)])
    return {"questionAnswers": cast("list[JsonValue]", written)}


def _is_pair(pair: JsonValue) -> bool:
    if not isinstance(pair, dict):
        return False
    texts = [pair.get("question"), pair.get("answer")]
    tags = pair.get("tags")
    return (
        all(isinstance(text, str) and len(text) <= TEXT_CHARACTERS_MAX for text in texts)
        and isinstance(tags, list)
        and len(tags) <= TAGS_MAX
        and all(isinstance(tag, str) and len(tag) <= TAG_CHARACTERS_MAX for tag in tags)
    )


def _tidy(pair: dict[str, JsonValue]) -> dict[str, JsonValue]:
    tidy: dict[str, JsonValue] = {
        "question": str(pair["question"]).strip(),
        "answer": str(pair["answer"]).strip(),
        "tags": pair["tags"],
    }
    return tidy | {key: pair[key] for key in _PLACES if key in pair}


def _number_refusals(count: int, field: AnswerField) -> Iterator[Refusal]:
    least = _bound(field, "min-questions", 1)
    most = _bound(field, "max-questions", QUESTIONS_ABOUT_TEXT_MAX)
    if count < least:
        yield QuestionsTooFew(count=count, least=least)
    elif count > most:
        yield QuestionsTooMany(count=count, most=most)


def _refusals(pairs: list[dict[str, JsonValue]], field: AnswerField) -> Iterator[Refusal]:
    text = text_of(field)
    for place, pair in enumerate(pairs, start=1):
        yield from _length_refusals(pair, place, field)
        yield from _tag_refusals(pair, place, field)
        passage = [pair.get(key) for key in _PLACES]
        if passage != [None, None] and not does_fit(passage[0], passage[1], text):
            yield MarkOutsideText(row=place, place=place)


def _length_refusals(
    pair: dict[str, JsonValue], place: int, field: AnswerField
) -> Iterator[Refusal]:
    for what, short, long in (
        ("question", QuestionTooShort, QuestionTooLong),
        ("answer", QuestionAnswerTooShort, QuestionAnswerTooLong),
    ):
        count = len(str(pair[what]).split())
        least = _bound(field, f"{what}-min-words", 1)
        most = _bound(field, f"{what}-max-words", TEXT_CHARACTERS_MAX)
        if count < least:
            yield short(row=place, place=place, count=count, least=least)
        elif count > most:
            yield long(row=place, place=place, count=count, most=most)


def _tag_refusals(pair: dict[str, JsonValue], place: int, field: AnswerField) -> Iterator[Refusal]:
    known = field.attributes.get("question-tags")
    if field.attributes.get(OWN_TAGS) not in (None, "false") or not isinstance(known, list):
        return
    for tag in cast("list[str]", pair["tags"]):
        if tag not in known:
            yield QuestionTagUnknown(row=place, place=place, tag=tag)


def _bound(field: AnswerField, name: str, otherwise: int) -> int:
    written = str(field.attributes.get(name, "")).strip()
    return int(written) if written.isdecimal() and len(written) < 10 else otherwise


def show(value: JsonValue, _: AnswerField) -> JsonValue:
    """Each question with its answer."""
    pairs = value.get("questionAnswers") if isinstance(value, dict) else None
    listed = pairs if isinstance(pairs, list) else []
    return [f"{one['question']} – {one['answer']}" for one in listed if isinstance(one, dict)]


def lacks(attributes: Attributes) -> Iterator[str]:
    """The text when there is none, the tags when they are no list of texts."""
    if not attributes.get("text"):
        yield "text"
    tags = attributes.get("question-tags", [])
    if not isinstance(tags, list) or not are_names(tags):
        yield "question-tags"


QUESTION_ANSWER_GENERATION = Widget(
    element="crowd-question-answer-generation",
    read=read,
    attributes=frozenset({"header", "text", "min-questions", "max-questions", OWN_TAGS})
    | {"question-tags", "question-min-words", "question-max-words"}
    | {"answer-min-words", "answer-max-words"},
    literals=frozenset({"question-tags"}),
    module="crowd-question-answer-generation.js",
    style="text.css",
    show=show,
    lacks=lacks,
    words=(
        *SHARED_WORDS,
        *PANE_WORDS,
        N_("Questions about this text, with their answers"),
        N_("Add a question"),
        N_("Questions asked for: {least} at least, {most} at most."),
        N_("Question {place} is there, still empty."),
        N_("Passage of question {place}: {text}"),
        N_("Question {place} has no passage any more."),
        N_("Question {place} deleted."),
        N_("A selected passage can be given to a question."),
        N_("Question {place}"),
        N_("Question"),
        N_("Answer"),
        N_("Delete this question"),
        N_("Take the selected passage"),
        N_("Without a passage"),
        N_("Words: {count} ({least} at least)"),
        N_("Words: {count} ({least} at least, {most} at most)"),
        N_("Tags"),
        N_("Another tag"),
        N_("Tag added: {tag}"),
        N_("Add the tag"),
    ),
)

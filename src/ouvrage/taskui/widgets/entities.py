"""Names and whatever else is marked in a text: `crowd-entity-annotation`, alias `…-annotator`.

    {"entities": [{"startOffset": 0, "endOffset": 11, "label": "person"}]}

Offsets are documented as "Unicode offsets" (Crowd HTML Elements Reference, SageMaker guide): they
count code points, as Python does, so that `text[startOffset:endOffset]` are the marked words. A
line end is one character, as in a page. Marks may overlap; they are stored in the text's order.
"""

from collections.abc import Iterator
from dataclasses import replace

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.limits import MARKS_MAX
from ouvrage.base.words import N_
from ouvrage.taskui.errors import MarkLabelUnknown, MarkOutsideText, TooManyMarks, WidgetUnreadable
from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets.widget import Attributes, Widget

NOTHING = "–"
SHARED_WORDS = (N_("Undo"), N_("Redo"), N_("Undone."), N_("Done again."))
PANE_WORDS = (N_("Selected: {text}"), N_("Selected words:"))


def read(value: JsonValue, field: AnswerField) -> JsonValue:
    """The marks in order, each once; refused where one is outside the text or of no known label."""
    entities = value.get("entities") if isinstance(value, dict) else None
    if not isinstance(entities, list):
        raise WidgetUnreadable
    if len(entities) > MARKS_MAX:
        raise TooManyMarks(count=len(entities), most=MARKS_MAX)
    refuse_all(_refusals(entities, field))
    marks = {_mark(entity) for entity in entities if isinstance(entity, dict)}
    return {
        "entities": [
            {"startOffset": start, "endOffset": end, "label": label}
            for start, end, label in sorted(marks, key=lambda mark: (mark[0], -mark[1], mark[2]))
        ]
    }


def text_of(field: AnswerField) -> str | None:
    """The text as a page shows it, its line ends one character each; None where rows differ."""
    text = field.attributes.get("text")
    if isinstance(text, str):
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return None if field.dynamic else ""


def does_fit(start: JsonValue, end: JsonValue, text: str | None) -> bool:
    """Whether these are offsets of some words of the text."""
    if type(start) is not int or type(end) is not int:
        return False
    return 0 <= start < end and (text is None or end <= len(text))


def _refusals(entities: list[JsonValue], field: AnswerField) -> Iterator[Refusal]:
    text = text_of(field)
    for place, entity in enumerate(entities, start=1):
        if not isinstance(entity, dict) or not isinstance(entity.get("label"), str):
            yield WidgetUnreadable(row=place)
        elif not does_fit(entity.get("startOffset"), entity.get("endOffset"), text):
            yield MarkOutsideText(row=place, place=place)
        elif not (field.dynamic and not field.options) and entity["label"] not in field.options:
            yield MarkLabelUnknown(row=place, place=place, label=entity["label"])


def _mark(entity: dict[str, JsonValue]) -> tuple[int, int, str]:
    start, end, label = entity["startOffset"], entity["endOffset"], entity["label"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert isinstance(label, str)
    return start, end, label


def show(value: JsonValue, field: AnswerField) -> JsonValue:
    """The marked words, each with its label."""
    entities = value.get("entities") if isinstance(value, dict) else None
    text = text_of(field) or ""
    listed = entities if isinstance(entities, list) else []
    marks = [_mark(one) for one in listed if isinstance(one, dict)]
    return [f"{text[start:end]} ({label})" for start, end, label in marks] or NOTHING


def lacks(attributes: Attributes) -> Iterator[str]:
    """The text when there is none, the labels when one has no name or stands there twice."""
    if not attributes.get("text"):
        yield "text"
    labels = attributes.get("labels")
    names = [
        one.get("label") if isinstance(one, dict) else one
        for one in (labels if isinstance(labels, list) else ())
    ]
    if not names or not are_names(names):
        yield "labels"


def are_names(values: list[JsonValue]) -> bool:
    """Whether these are texts that are not empty, each there once."""
    names = [value for value in values if isinstance(value, str) and value]
    return len(set(names)) == len(values)


ENTITY_ANNOTATION = Widget(
    element="crowd-entity-annotation",
    read=read,
    attributes=frozenset({"header", "initial-value", "labels", "text"}),
    literals=frozenset({"initial-value", "labels"}),
    module="crowd-entity-annotation.js",
    style="text.css",
    show=show,
    lacks=lacks,
    words=(
        *SHARED_WORDS,
        *PANE_WORDS,
        N_("Text to mark"),
        N_("Labels"),
        N_("Whole words"),
        N_("Nothing to mark in this text"),
        N_("Delete the mark"),
        N_("Selections widen to whole words."),
        N_("Selections keep single characters."),
        N_("moves in the text; with Ctrl by whole words"),
        N_("with these keys selects"),
        N_("gives the selection or the chosen mark this label"),
        N_("chooses the mark before or after"),
        N_("chooses the mark at the cursor"),
        N_("deletes the chosen mark"),
        N_("lets go of the selection and the label"),
        N_("undoes and does again"),
        N_("shows these lines"),
        N_("Keys and gestures"),
        N_(
            "By touch: one tap chooses a word, another tap widens the selection to it, a tap on the"
            " selection lets it go. By mouse: words are selected by passing over them; with a label"
            " chosen beforehand they are marked at once."
        ),
        N_("The answer is: nothing to mark."),
        N_("There is no answer yet."),
        N_("Mark {place} of {count}, {label}: {text}"),
        N_("What the mouse selects now becomes {label}."),
        N_("{label} is no longer chosen."),
        N_("Marked as {label}: {text}"),
        N_("Now {label}: {text}"),
        N_("Mark deleted: {text}"),
        N_("Chosen mark:"),
        N_("A label marks the selected words."),
        N_("Marks: {count}"),
        N_("Label of {text}"),
        N_("Delete"),
    ),
)
ENTITY_ANNOTATOR = replace(ENTITY_ANNOTATION, element="crowd-entity-annotator")
ELEMENTS = frozenset({ENTITY_ANNOTATION.element, ENTITY_ANNOTATOR.element})

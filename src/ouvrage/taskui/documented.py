"""An answer as the elements of its page document it, for programs that expect that shape.

    {"animal": "Cat", "attr": ["dim"]}
    ->  {"animal": {"label": "Cat"}, "attr": {"blurry": false, "dim": true}}

The shapes are those of the Crowd HTML Elements Reference (SageMaker developer guide). Answers are
stored in a plainer one, which can be counted and compared. Plain radios and check boxes are given
like their crowd counterparts, as they are where crowd forms come from.
"""

from collections.abc import Mapping, Sequence

import orjson

from ouvrage.taskui.fields import AnswerField, FieldKind
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.vocabulary import CROWD, MODERATION
from ouvrage.taskui.widgets import WIDGETS

MODERATION_KEY = "AWS/Rekognition/DetectModerationLabels/Image/V3"
COMMENT = "worker-comment"

Content = dict[str, JsonValue]


def documented(fields: Sequence[AnswerField], answer: Mapping[str, JsonValue]) -> Content:
    """What the elements give for this answer, by their names; questions left empty are absent."""
    content: Content = {}
    for field in fields:
        value = answer.get(field.name)
        if field.element == COMMENT:
            _add_comment(content, str(field.attributes.get("of")), value)
        elif "categories" in CROWD.get(field.element, ()):
            content |= _classified(field, value)
        elif field.kind is FieldKind.WIDGET:
            if value is not None:
                content[field.name] = WIDGETS[field.element].document(value, field)
        else:
            _add(content, field, value)
    return content


def readable(fields: Sequence[AnswerField], answer: Mapping[str, JsonValue]) -> Content:
    """The answer as people read it: of an element that is drawn, what it says in a few words."""
    drawn = {field.name: field for field in fields if field.kind is FieldKind.WIDGET}
    return {
        name: WIDGETS[drawn[name].element].show(value, drawn[name]) if name in drawn else value
        for name, value in answer.items()
    }


def _add_comment(content: Content, of: str, comment: JsonValue) -> None:
    said = content.get(of)
    if comment and isinstance(said, dict):
        said["workerComment"] = comment


def _classified(field: AnswerField, value: JsonValue) -> Content:
    if field.kind is FieldKind.CHOICE:
        return {} if value is None else {field.name: {"label": value}}
    alone = field.attributes.get("alone")
    chosen = [one for one in _texts(value) if one != alone]
    if field.element != MODERATION:
        return {field.name: {"labels": chosen}}
    objects = field.attributes.get("categories")
    if isinstance(objects, list):
        kept = [one for one in objects if isinstance(one, dict) and one.get("name") in chosen]
        return {MODERATION_KEY: {"ModerationLabels": kept}}
    return {MODERATION_KEY: {"ModerationLabels": chosen}}


def _add(content: Content, field: AnswerField, value: JsonValue) -> None:
    if field.element == "select" or field.kind is FieldKind.RANKING:
        if value is not None:
            content[field.name] = value
    elif field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        chosen = _texts(value)
        for option, name, key in _buttons(field, chosen):
            states = content.setdefault(name, {})
            if isinstance(states, dict):
                states[key] = option in chosen
    elif value is not None:
        content[field.name] = value if isinstance(value, str) else orjson.dumps(value).decode()


def _buttons(field: AnswerField, chosen: list[str]) -> list[tuple[str, str, str]]:
    """Each option with the name and the key under which its state is told."""
    buttons = field.attributes.get("buttons")
    if isinstance(buttons, list):
        return [(str(one[0]), str(one[1]), str(one[2])) for one in buttons if isinstance(one, list)]
    return [(option, field.name, option) for option in field.options or chosen]


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [] if value is None else [str(value)]

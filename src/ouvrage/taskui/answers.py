"""From a posted form to an answer, and back.

    {"same": ["yes"], "why": ["Same\\r\\nmaker"]}  ->  {"same": "yes", "why": "Same\\nmaker"}

CHOICE gives its value, CHOICES the values in the order of the page, NUMBER a number, TEXT the
text with line ends as `\\n`, RANKING its items from the first place to the last. A field left
empty where that is allowed is absent, except CHOICES, where nothing chosen is an empty list. A
WIDGET's text is JSON, which its element's own reader checks.
"""

import math
import re
from collections.abc import Mapping, Sequence

import orjson

from ouvrage.base.errors import Refusal, Refusals, refuse_all
from ouvrage.base.limits import ANSWER_BYTES_MAX
from ouvrage.taskui.errors import (
    AnswerMissing,
    AnswerNotAnOption,
    AnswerNotANumber,
    AnswerTooLong,
    NumberTooLarge,
    NumberTooSmall,
    RankingIncomplete,
    StandsAlone,
    TextTooLong,
    TextUnreadable,
    WidgetUnreadable,
)
from ouvrage.taskui.fields import ITEM_MARK, AnswerField, FieldKind
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets import WIDGETS

Form = Mapping[str, Sequence[str]]

NUMBER_CHARACTERS_MAX = 40
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


def read_answer(fields: Sequence[AnswerField], form: Form) -> dict[str, JsonValue]:
    """The answer as JSON values; raises `Refusals`, one per field that needs a change."""
    answer: dict[str, JsonValue] = {}
    refusals: list[Refusal] = []
    for field in fields:
        try:
            value = _READERS[field.kind](field, form)
            if _is_missing(field, value):
                raise AnswerMissing(field=field.name)
        except Refusal as refusal:
            refusals.extend(_on_field(refusal, field.name))
        else:
            if value is not None:
                answer[field.name] = value
    refuse_all(refusals)
    length = len(orjson.dumps(answer))
    if length > ANSWER_BYTES_MAX:
        raise Refusals([AnswerTooLong(length=length, most=ANSWER_BYTES_MAX)])
    return answer


def _on_field(refusal: Refusal, name: str) -> tuple[Refusal, ...]:
    for each in refusal.each():
        each.field = each.field or name
    return refusal.each()


def form_values(
    answer: Mapping[str, JsonValue], fields: Sequence[AnswerField]
) -> dict[str, list[str]]:
    """What the page's form would send for this answer."""
    values: dict[str, list[str]] = {}
    for field in fields:
        value = answer.get(field.name)
        if field.kind is FieldKind.RANKING:
            for place, item in enumerate(_texts(value), start=1):
                values[f"{field.name}{ITEM_MARK}{item}"] = [str(place)]
        elif field.kind is FieldKind.WIDGET and isinstance(value, dict):
            values[field.name] = [orjson.dumps(value).decode()]
        elif value is not None:
            values[field.name] = _texts(value)
    return values


def draft_values(fields: Sequence[AnswerField], form: Form) -> dict[str, list[str]]:
    """The part of a form worth keeping as a draft: the page's own controls, as they were sent."""
    values = {}
    for name in _control_names(fields):
        if name in form:
            values[name] = list(form[name])
    length = len(orjson.dumps(values))
    if length > ANSWER_BYTES_MAX:
        raise AnswerTooLong(length=length, most=ANSWER_BYTES_MAX)
    return values


def framed_values(text: str) -> dict[str, list[str]]:
    """The form that a page in a frame handed over as JSON: a list of names with their values."""
    length = len(text.encode(errors="replace"))
    if length > ANSWER_BYTES_MAX:
        raise AnswerTooLong(length=length, most=ANSWER_BYTES_MAX)
    try:
        pairs = orjson.loads(text or "[]")
    except orjson.JSONDecodeError:
        raise WidgetUnreadable from None
    if not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
        raise WidgetUnreadable
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def _is_pair(given: object) -> bool:
    return isinstance(given, list) and [type(one) for one in given] == [str, str]


def framed_text(values: Mapping[str, Sequence[str]]) -> str:
    """What `framed_values` reads as these values; empty for none."""
    pairs = [[name, value] for name, several in values.items() for value in several]
    return orjson.dumps(pairs).decode() if pairs else ""


def _control_names(fields: Sequence[AnswerField]) -> list[str]:
    names: list[str] = []
    for field in fields:
        if field.kind is FieldKind.RANKING:
            names.extend(f"{field.name}{ITEM_MARK}{item}" for item in field.options)
        else:
            names.append(field.name)
    return names


def _is_missing(field: AnswerField, value: JsonValue) -> bool:
    if not field.required:
        return False
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _last(form: Form, name: str) -> str | None:
    sent = form.get(name) or ()
    return _readable(sent[-1], name) if sent else None


def _readable(text: str, name: str) -> str:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise TextUnreadable(field=name.partition(ITEM_MARK)[0])
    return text


def _read_choice(field: AnswerField, form: Form) -> JsonValue:
    value = _last(form, field.name)
    if not value:
        return None
    if value not in field.options and not (field.dynamic and not field.options):
        raise AnswerNotAnOption(field=field.name)
    return value


def _read_choices(field: AnswerField, form: Form) -> JsonValue:
    sent = dict.fromkeys(_readable(value, field.name) for value in form.get(field.name) or ())
    if field.dynamic and not field.options:
        return [value for value in sent if value]
    if any(value and value not in field.options for value in sent):
        raise AnswerNotAnOption(field=field.name)
    alone = field.attributes.get("alone")
    if alone in sent and len(sent) > 1:
        raise StandsAlone(field=field.name, option=alone)
    return [option for option in field.options if option in sent]


def _read_text(field: AnswerField, form: Form) -> JsonValue:
    text = _last(form, field.name)
    if not text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if field.maxlength is not None and len(text) > field.maxlength:
        raise TextTooLong(field=field.name, length=len(text), most=field.maxlength)
    return text


def _read_number(field: AnswerField, form: Form) -> JsonValue:
    text = (_last(form, field.name) or "").strip()
    if not text:
        return None
    value = _number(text)
    if value is None:
        raise AnswerNotANumber(field=field.name)
    if field.minimum is not None and value < field.minimum:
        raise NumberTooSmall(field=field.name, minimum=f"{field.minimum:g}")
    if field.maximum is not None and value > field.maximum:
        raise NumberTooLarge(field=field.name, maximum=f"{field.maximum:g}")
    return value


def _number(text: str) -> int | float | None:
    if _WHOLE.fullmatch(text):
        return int(text)
    if len(text) > NUMBER_CHARACTERS_MAX or not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _read_ranking(field: AnswerField, form: Form) -> JsonValue:
    names = (f"{field.name}{ITEM_MARK}{item}" for item in field.options)
    places = [(_last(form, name) or "").strip() for name in names]
    if not any(places):
        return None
    wanted = [str(place) for place in range(1, len(field.options) + 1)]
    if sorted(places) != sorted(wanted):
        raise RankingIncomplete(field=field.name, count=len(wanted))
    by_place = dict(zip(places, field.options, strict=True))
    return [by_place[place] for place in wanted]


def _read_widget(field: AnswerField, form: Form) -> JsonValue:
    text = _last(form, field.name)
    if not text:
        return None
    if len(text) > ANSWER_BYTES_MAX:
        raise AnswerTooLong(field=field.name, length=len(text), most=ANSWER_BYTES_MAX)
    if _NUL.search(text):
        raise TextUnreadable(field=field.name)
    try:
        value: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise WidgetUnreadable(field=field.name) from None
    return WIDGETS[field.element].read(value, field)


_READERS = {
    FieldKind.CHOICE: _read_choice,
    FieldKind.CHOICES: _read_choices,
    FieldKind.TEXT: _read_text,
    FieldKind.NUMBER: _read_number,
    FieldKind.RANKING: _read_ranking,
    FieldKind.WIDGET: _read_widget,
}


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [] if value is None else [str(value)]

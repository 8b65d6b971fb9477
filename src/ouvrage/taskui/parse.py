"""What a page asks: its form controls read as answer fields.

A field is a name. Radios of one name are one CHOICE, check boxes of one name one CHOICES; the
fieldset's legend is their label and `aria-required="true"` on the fieldset makes one of them
required (HTML has no attribute for a group of check boxes).

Ranking needs no script: one control per item, named `field.item`, that holds the item's place.
`<select name="rank.Red">` and `<select name="rank.Blue">` with options 1 and 2 make one RANKING
field `rank` with the options Red and Blue. Number inputs and radios do as well.

Controls that `lowering` wrote say by `data-element` which element they stand for, and by
`data-answer` what its answer is documented with. A hidden input with `data-widget` is a WIDGET; the
element around it says the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import orjson

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import TEMPLATE_FIELDS_MAX
from ouvrage.taskui.errors import (
    AttributeUnusable,
    FieldNameInvalid,
    FieldNameRepeated,
    FieldNameReserved,
    FieldWithoutName,
    FieldWithoutOptions,
    NoAnswerField,
    TooManyFields,
)
from ouvrage.taskui.fields import ITEM_MARK, AnswerField, FieldKind
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.markup import Piece, SafeHtml, pieces
from ouvrage.taskui.vocabulary import is_reserved_name
from ouvrage.taskui.widgets import WIDGETS

_DRAWN_ONLY = frozenset({"class", "header", "id", "initial-value", "name", "src"})
_NAME = re.compile(r"[^\W\d_][\w\-]{0,63}")


def answer_fields(html: SafeHtml) -> tuple[AnswerField, ...]:
    """The page's fields in order; controls that cannot be read as one are left out."""
    return _assembled(_controls(html))[0]


def image_sources(html: SafeHtml) -> dict[str, str]:
    """Of each element that is drawn on, by name, the image that it shows."""
    return {
        control.name: control.widget["src"]
        for control in _controls(html)
        if control.widget.get("src")
    }


def field_refusals(html: SafeHtml) -> list[Refusal]:
    """What is wrong with the page's controls as an answer form; empty when nothing is."""
    fields, refusals = _assembled(_controls(html))
    if not fields and not refusals:
        return [NoAnswerField()]
    for asked in fields:
        if asked.kind is FieldKind.WIDGET:
            refusals.extend(
                AttributeUnusable(attribute=attribute, element=asked.element, field=asked.name)
                for attribute in WIDGETS[asked.element].lacks(asked.attributes)
            )
    if len(fields) > TEMPLATE_FIELDS_MAX:
        refusals.append(TooManyFields(most=TEMPLATE_FIELDS_MAX))
    return refusals


def option_value(attributes: dict[str, str], text: str) -> str:
    """The value an `option` sends."""
    return attributes.get("value", " ".join(text.split()))


@dataclass(slots=True)
class _Label:
    target: str = ""
    texts: list[str] = field(default_factory=list)

    def text(self) -> str:
        return " ".join("".join(self.texts).split())


@dataclass(slots=True)
class _Group:
    legend: _Label = field(default_factory=_Label)
    required: bool = False


@dataclass(slots=True)
class _Control:
    element: str
    type: str
    attributes: dict[str, str]
    group: _Group | None
    wrapper: _Label | None
    values: list[str] = field(default_factory=list)
    label: str = ""
    widget: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.attributes.get("name", "")

    @property
    def kind(self) -> FieldKind:
        return _KINDS.get(self.type, FieldKind.TEXT)


_KINDS = {
    "radio": FieldKind.CHOICE,
    "select": FieldKind.CHOICE,
    "checkbox": FieldKind.CHOICES,
    "multiple": FieldKind.CHOICES,
    "number": FieldKind.NUMBER,
    "range": FieldKind.NUMBER,
    "hidden": FieldKind.WIDGET,
}


class _Reader:
    """Walks a page and collects its controls with the labels that belong to them."""

    def __init__(self) -> None:
        self.controls: list[_Control] = []
        self.labels: dict[str, _Label] = {}
        self.groups: list[_Group] = []
        self.label: _Label | None = None
        self.listening: list[_Label] = []
        self.select: _Control | None = None
        self.option: tuple[dict[str, str], _Label] | None = None
        self.widget: dict[str, str] = {}

    def read(self, piece: Piece) -> None:
        if not piece.name:
            self._hear(piece.text())
            return
        if piece.name in WIDGETS and not piece.closing:
            self.widget = piece.attributes()
        ways = _CLOSINGS if piece.closing else _OPENINGS
        way = ways.get(piece.name)
        if way is not None:
            way(self, piece)

    def _hear(self, text: str) -> None:
        if self.option is not None:
            self.option[1].texts.append(text)
        elif self.select is None:
            for label in self.listening:
                label.texts.append(text)

    def open_group(self, piece: Piece) -> None:
        self.groups.append(_Group(required=piece.attributes().get("aria-required") == "true"))

    def close_group(self, _: Piece) -> None:
        if self.groups:
            self.groups.pop()

    def open_legend(self, _: Piece) -> None:
        if self.groups:
            self.listening.append(self.groups[-1].legend)

    def close_text(self, _: Piece) -> None:
        if self.listening:
            self.listening.pop()
        self.label = None

    def open_label(self, piece: Piece) -> None:
        self.label = _Label(piece.attributes().get("for", ""))
        if self.label.target:
            self.labels.setdefault(self.label.target, self.label)
        self.listening.append(self.label)

    def open_control(self, piece: Piece) -> None:
        attributes = piece.attributes()
        kind = attributes.get("type", "text") if piece.name == "input" else piece.name
        if piece.name == "select" and "multiple" in attributes:
            kind = "multiple"
        group = self.groups[-1] if self.groups else None
        control = _Control(piece.name, kind, attributes, group, self.label)
        if kind == "hidden":
            control.widget = self.widget
        if kind in {"radio", "checkbox"}:
            control.values.append(attributes.get("value", "on"))
        if piece.name == "select":
            self.select = control
        self.controls.append(control)

    def close_select(self, _: Piece) -> None:
        self.select = None

    def open_option(self, piece: Piece) -> None:
        self.option = (piece.attributes(), _Label())

    def close_option(self, _: Piece) -> None:
        if self.option is not None and self.select is not None:
            attributes, label = self.option
            self.select.values.append(option_value(attributes, label.text()))
        self.option = None


_OPENINGS = {
    "fieldset": _Reader.open_group,
    "legend": _Reader.open_legend,
    "label": _Reader.open_label,
    "input": _Reader.open_control,
    "select": _Reader.open_control,
    "textarea": _Reader.open_control,
    "option": _Reader.open_option,
}
_CLOSINGS = {
    "fieldset": _Reader.close_group,
    "legend": _Reader.close_text,
    "label": _Reader.close_text,
    "select": _Reader.close_select,
    "option": _Reader.close_option,
}


def _controls(html: SafeHtml) -> list[_Control]:
    reader = _Reader()
    for piece in pieces(html):
        reader.read(piece)
    for control in reader.controls:
        label = control.wrapper or reader.labels.get(control.attributes.get("id", ""))
        control.label = label.text() if label else control.attributes.get("aria-label", "")
    return reader.controls


def _assembled(controls: list[_Control]) -> tuple[tuple[AnswerField, ...], list[Refusal]]:
    families: dict[str, list[_Control]] = {}
    refusals: list[Refusal] = []
    for control in controls:
        refusal = _name_refusal(control)
        if refusal is None:
            families.setdefault(control.name.partition(ITEM_MARK)[0], []).append(control)
        else:
            refusals.append(refusal)
    fields = []
    for name, family in families.items():
        refusals.extend(_family_refusals(name, family))
        fields.append(_field(name, family))
    return tuple(fields), refusals


def _name_refusal(control: _Control) -> Refusal | None:
    name, mark, item = control.name.partition(ITEM_MARK)
    if not control.name:
        element = control.attributes.get("data-element") or control.attributes.get("data-widget")
        return FieldWithoutName(element=element or control.element)
    ranks = bool(item.strip()) and control.kind in {FieldKind.CHOICE, FieldKind.NUMBER}
    if not _NAME.fullmatch(name) or (mark and not ranks):
        return FieldNameInvalid(name=control.name, field=control.name)
    if is_reserved_name(name):
        return FieldNameReserved(name=name, field=name)
    return None


def _family_refusals(name: str, family: list[_Control]) -> Iterator[Refusal]:
    first = family[0]
    dotted = {ITEM_MARK in control.name for control in family}
    alike = {control.type for control in family} in ({"radio"}, {"checkbox"})
    names = [control.name for control in family]
    if len(dotted) > 1 or (not alike and len(set(names)) < len(names)):
        yield FieldNameRepeated(name=name, field=name)
    elif first.kind in {FieldKind.CHOICE, FieldKind.CHOICES} and not _options(family):
        yield FieldWithoutOptions(name=name, field=name)


def _field(name: str, family: list[_Control]) -> AnswerField:
    first = family[0]
    if first.kind is FieldKind.WIDGET:
        return _widget_field(name, first)
    ranking = ITEM_MARK in first.name
    kind = FieldKind.RANKING if ranking else first.kind
    if ranking:
        items = (control.name.partition(ITEM_MARK)[2] for control in family)
        options = tuple(dict.fromkeys(items))
    else:
        options = _options(family) if kind is not FieldKind.NUMBER else ()
    grouped = ranking or len(family) > 1
    legend = first.group.legend.text() if first.group else ""
    plain = "select" if first.element == "select" and not ranking else ""
    element = first.attributes.get("data-element", plain)
    own = first.label or legend
    together = legend or (name if "data-element" in first.attributes else own)
    return AnswerField(
        name=name,
        kind=kind,
        options=options,
        required=_is_required(family, grouped or bool(first.type in {"radio", "checkbox"})),
        label=together if grouped else own,
        maxlength=_whole(first.attributes.get("maxlength")),
        minimum=None if ranking else _number(first.attributes.get("min")),
        maximum=None if ranking else _number(first.attributes.get("max")),
        anchor=first.attributes.get("id", ""),
        element=element,
        attributes=orjson.loads(first.attributes.get("data-answer", "{}")),
    )


def _widget_field(name: str, control: _Control) -> AnswerField:
    element = control.attributes["data-widget"]
    literals = WIDGETS[element].literals
    attributes: dict[str, JsonValue] = {
        key: orjson.loads(value) if key in literals else value
        for key, value in control.widget.items()
        if key not in _DRAWN_ONLY
    }
    return AnswerField(
        name=name,
        kind=FieldKind.WIDGET,
        options=_labels(attributes.get("labels")),
        required=True,
        label=control.widget.get("header", ""),
        anchor=control.widget.get("id", ""),
        element=element,
        attributes=attributes,
    )


def _labels(labels: JsonValue) -> tuple[str, ...]:
    if not isinstance(labels, list):
        return ()
    return tuple(str(one.get("label", "") if isinstance(one, dict) else one) for one in labels)


def _options(family: list[_Control]) -> tuple[str, ...]:
    values = (value for control in family for value in control.values)
    return tuple(dict.fromkeys(value for value in values if value))


def _is_required(family: list[_Control], grouped: bool) -> bool:
    group = family[0].group
    return any("required" in control.attributes for control in family) or (
        grouped and group is not None and group.required
    )


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) != float("inf") and value == value else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None

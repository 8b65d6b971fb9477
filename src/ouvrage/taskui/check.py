"""What an author hears about a template before anybody works on it.

Showing a page removes silently what may not be shown; here the same vocabulary is applied to the
source, with line numbers, Liquid markup blanked out. With a row as sample the page is also made and
its controls read, so that a template which passes here works for that row.

>>> [str(refusal) for refusal in template_refusals('<script>x</script><input name="a">')]
['The element "script" on line 1 is not possible in a task page. Remove it.']
"""

from collections.abc import Iterator, Mapping

from ouvrage.base.errors import Refusal
from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.errors import (
    CrowdElementNotYet,
    FieldNameReserved,
    ForbiddenAddress,
    ForbiddenAttribute,
    ForbiddenElement,
    ForbiddenInputType,
    LiquidOutsideQuotes,
    MarkupMalformed,
    NoAnswerField,
    ReservedId,
)
from ouvrage.taskui.liquid import JsonValue, Template, compile_template, render, spans
from ouvrage.taskui.markup import (
    Attribute,
    Tag,
    UnreadableTag,
    blank,
    blanked_comments,
    line_of,
    tags,
)
from ouvrage.taskui.parse import ITEM_MARK, field_refusals
from ouvrage.taskui.sanitize import sanitized
from ouvrage.taskui.vocabulary import (
    ADDRESS_ATTRIBUTES,
    CROWD_PREFIX,
    ELEMENTS,
    INPUT_TYPES,
    is_address_possible,
    is_attribute_possible,
    is_reserved_id,
    is_reserved_name,
)

DYNAMIC = "\ue000"
_CONTROLS = frozenset({"input", "select", "textarea"})
_CHOICES = frozenset({"radio", "checkbox"})


def template_refusals(
    source: str, sample: Mapping[str, JsonValue] | None = None, media_url: MediaUrl = str
) -> tuple[Refusal, ...]:
    """Everything the author should change; empty when the template may be published."""
    try:
        template = compile_template(source)
    except Refusal as refusal:
        return refusal.each()
    found = tuple(_markup_refusals(source))
    if found or sample is None:
        return found
    try:
        return tuple(field_refusals(sanitized(render(template, sample, media_url))))
    except Refusal as refusal:
        return refusal.each()


def dynamic_fields(template: Template) -> frozenset[str]:
    """The fields whose options, or whose name, the template takes from the row."""
    found: set[str] = set()
    select = ""
    page = _without_liquid(template.source)
    read = tuple(_readable_tags(page))
    for place, tag in enumerate(read):
        values = {one.name: one.value for one in tag.attributes()}
        name = values.get("name", "")
        if tag.name == "select":
            select = "" if tag.closing else name
        if tag.name == "input" and values.get("type", "").lower() not in _CHOICES:
            continue
        if tag.name == "option" and not tag.closing:
            name, until = select, read[place + 1].start if place + 1 < len(read) else len(page)
            values.setdefault("value", page[tag.end : until])
        base, _, item = name.partition(ITEM_MARK)
        if DYNAMIC in values.get("value", "") or DYNAMIC in item:
            found.add(base)
    return frozenset(found)


def _readable_tags(page: str) -> Iterator[Tag]:
    try:
        yield from tags(page)
    except UnreadableTag:
        return


def _without_liquid(source: str) -> str:
    parts, position = [], 0
    for span in spans(source):
        markup = source[span.start : span.end]
        parts.append(source[position : span.start])
        parts.append(blank(markup, DYNAMIC if span.kind == "{{" else " "))
        position = span.end
    parts.append(source[position:])
    return blanked_comments("".join(parts))


def _markup_refusals(source: str) -> Iterator[Refusal]:
    page = _without_liquid(source)
    asks = False
    try:
        for tag in tags(page):
            line = line_of(source, tag.start)
            asks = asks or tag.name in _CONTROLS
            if tag.closing:
                continue
            if tag.name in ELEMENTS:
                yield from _attribute_refusals(tag, line)
            elif tag.name.startswith(CROWD_PREFIX):
                yield CrowdElementNotYet(element=tag.name, line=line)
            else:
                yield ForbiddenElement(element=tag.name, line=line)
    except UnreadableTag as unreadable:
        yield MarkupMalformed(line=line_of(source, unreadable.start))
        return
    if not asks:
        yield NoAnswerField()


def _attribute_refusals(tag: Tag, line: int) -> Iterator[Refusal]:
    for attribute in tag.attributes():
        if DYNAMIC in attribute.name or (DYNAMIC in attribute.value and not attribute.quoted):
            yield LiquidOutsideQuotes(element=tag.name, line=line)
        elif not is_attribute_possible(tag.name, attribute.name):
            yield ForbiddenAttribute(element=tag.name, attribute=attribute.name, line=line)
        else:
            refusal = _value_refusal(tag.name, attribute, line)
            if refusal is not None:
                yield refusal


def _value_refusal(element: str, attribute: Attribute, line: int) -> Refusal | None:
    name, value = attribute.name, attribute.value
    if name == "name" and is_reserved_name(value):
        return FieldNameReserved(name=value, field=value)
    if name == "id" and is_reserved_id(value):
        return ReservedId(id=value, line=line)
    if name == "type" and element == "input" and value.strip().lower() not in INPUT_TYPES:
        return ForbiddenInputType(type=value, line=line, possible=", ".join(INPUT_TYPES))
    if name in ADDRESS_ATTRIBUTES and not is_address_possible(value):
        return ForbiddenAddress(attribute=name, line=line)
    return None

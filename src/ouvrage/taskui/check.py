"""What an author hears about a template before anybody works on it.

Showing a page removes silently what may not be shown; here the same vocabulary is applied to the
source, with line numbers, Liquid markup blanked out. With a row as sample the page is also made and
its controls read, so that a template which passes here works for that row.

>>> [str(refusal) for refusal in template_refusals('<script>x</script><input name="a">')]
['The element "script" on line 1 is not possible in a task page. Remove it.']
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

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
from ouvrage.taskui.liquid import (
    TEMPLATES_KEPT,
    JsonValue,
    compile_template,
    render,
)
from ouvrage.taskui.markup import (
    Attribute,
    Tag,
    UnreadableTag,
    line_of,
    tags,
)
from ouvrage.taskui.parse import field_refusals
from ouvrage.taskui.sanitize import sanitized
from ouvrage.taskui.variation import DYNAMIC, without_liquid
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
    if not _is_sound(source):
        return tuple(_markup_refusals(source))
    if sample is None:
        return ()
    try:
        return tuple(field_refusals(sanitized(render(template, sample, media_url))))
    except Refusal as refusal:
        return refusal.each()


@lru_cache(maxsize=TEMPLATES_KEPT)
def _is_sound(source: str) -> bool:
    """Remembered, because every row of a file is checked against one template."""
    return next(_markup_refusals(source), None) is None


def _markup_refusals(source: str) -> Iterator[Refusal]:
    page = without_liquid(source)
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

"""What an author hears about a template before anybody works on it.

Showing a page removes silently what may not be shown; here the same vocabulary is applied to the
source, with line numbers, Liquid markup blanked out. With a row as sample the page is also made and
its controls read, so that a template which passes here works for that row.

>>> [str(refusal) for refusal in template_refusals('<iframe></iframe><input name="a">')]
['The element "iframe" on line 1 is not possible in a task page. Remove it.']
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ouvrage.base.errors import Refusal
from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.errors import (
    CrowdElementNotYet,
    FieldNameReserved,
    FieldWithoutLabel,
    ForbiddenAddress,
    ForbiddenAttribute,
    ForbiddenElement,
    ForbiddenInputType,
    ImageWithoutWords,
    LiquidOutsideQuotes,
    LiteralNotRead,
    LooksLeftOut,
    MarkupMalformed,
    NoAnswerField,
    ReservedId,
    ScriptNotRun,
)
from ouvrage.taskui.fields import AnswerField, FieldKind
from ouvrage.taskui.liquid import TEMPLATES_KEPT, JsonValue, compile_template
from ouvrage.taskui.literals import literal
from ouvrage.taskui.lowering.frame import EXAMPLE, EXAMPLES
from ouvrage.taskui.markup import (
    Attribute,
    Tag,
    UnreadableTag,
    line_of,
    tags,
)
from ouvrage.taskui.page import drawn
from ouvrage.taskui.parse import field_refusals
from ouvrage.taskui.variation import DYNAMIC, without_liquid
from ouvrage.taskui.vocabulary import (
    ADDRESS_ATTRIBUTES,
    ASKING,
    CROWD,
    CROWD_PREFIX,
    ELEMENTS,
    INPUT_TYPES,
    LOOKS,
    is_address_possible,
    is_attribute_possible,
    is_reserved_id,
    is_reserved_name,
    literals_of,
)

_TYPED = frozenset({"input", "crowd-input"})
_CONTROLS = frozenset({"input", "select", "textarea"}) | ASKING
_LIBRARY = re.compile(r"(?:https?:)?//assets\.crowd\.aws/crowd-html-elements[a-z0-9.-]*\.js")


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
        return tuple(field_refusals(drawn(template, sample, media_url).html))
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
            if not tag.closing:
                yield from _tag_refusals(tag, line)
    except UnreadableTag as unreadable:
        yield MarkupMalformed(line=line_of(source, unreadable.start))
        return
    if not asks:
        yield NoAnswerField()


def template_notices(source: str) -> tuple[Refusal, ...]:
    """What the author may want to change though the page can be drawn; needs a sound source.

    Looks are left out without harm. An image without words for who cannot see it is WCAG 2.2's
    criterion 1.1.1, a control without a label 1.3.1 and 4.1.2.
    """
    page = list(tags(without_liquid(source)))
    looks = next(
        (LooksLeftOut(line=line_of(source, tag.start)) for tag in page if _looks(tag)), None
    )
    images = (ImageWithoutWords(line=line_of(source, tag.start)) for tag in page if _is_mute(tag))
    return (*([looks] if looks else []), *images)


def field_notices(fields: Iterable[AnswerField]) -> tuple[Refusal, ...]:
    """The questions of a page that a screen reader cannot name."""
    return tuple(
        FieldWithoutLabel(name=one.name, field=one.name)
        for one in fields
        if not one.label and one.kind is not FieldKind.WIDGET
    )


def _looks(tag: Tag) -> bool:
    return _is_style(tag) or any(one.name in LOOKS for one in tag.attributes())


def _is_mute(tag: Tag) -> bool:
    """Whether it is an image that does not even say that it is decoration, by an empty "alt"."""
    return tag.name == "img" and not any(one.name == "alt" for one in tag.attributes())


def _is_style(tag: Tag) -> bool:
    """Whether it says how the page looks."""
    if tag.name == "link":
        return any(one.name == "rel" and one.value == "stylesheet" for one in tag.attributes())
    return tag.name == "style"


def _tag_refusals(tag: Tag, line: int) -> Iterator[Refusal]:
    if _is_style(tag):
        return
    if tag.name in ELEMENTS:
        yield from _attribute_refusals(tag, line)
    elif tag.name == "script":
        if not _is_library(tag):
            yield ScriptNotRun(line=line)
    elif tag.name.startswith(CROWD_PREFIX):
        yield CrowdElementNotYet(element=tag.name, line=line)
    else:
        yield ForbiddenElement(element=tag.name, line=line)


def _is_library(tag: Tag) -> bool:
    """Whether the tag loads the elements from where templates usually do; here they are built in.

    Its content, if it had any, would not run there either.
    """
    source = "".join(one.value for one in tag.attributes() if one.name == "src")
    return _LIBRARY.fullmatch(source.strip()) is not None


def _attribute_refusals(tag: Tag, line: int) -> Iterator[Refusal]:
    if "categories" in CROWD.get(tag.name, ()) and not any(
        one.name == "categories" for one in tag.attributes()
    ):
        yield LiteralNotRead(attribute="categories", element=tag.name, line=line, example=EXAMPLE)
    for attribute in tag.attributes():
        if DYNAMIC in attribute.name or (DYNAMIC in attribute.value and not attribute.quoted):
            yield LiquidOutsideQuotes(element=tag.name, line=line)
        elif attribute.name in LOOKS:
            continue
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
    if name == "type" and element in _TYPED and value.strip().lower() not in INPUT_TYPES:
        return ForbiddenInputType(type=value, line=line, possible=", ".join(INPUT_TYPES))
    if name in ADDRESS_ATTRIBUTES and not is_address_possible(value):
        return ForbiddenAddress(attribute=name, line=line)
    if name in literals_of(element) and not _is_literal(value):
        example = EXAMPLES.get(name, EXAMPLE)
        return LiteralNotRead(attribute=name, element=element, line=line, example=example)
    return None


def _is_literal(value: str) -> bool:
    """Whether a list or object stands there; one that Liquid makes is known with a row only."""
    if DYNAMIC in value:
        return True
    try:
        literal(value)
    except ValueError:
        return False
    return True

"""What an author hears about a template before anybody works on it.

Showing a page removes silently what may not be shown; here the same vocabulary is applied to the
source, with line numbers, Liquid markup blanked out. With a row as sample the page is also made and
its controls read, so that a template which passes here works for that row.

>>> [str(refusal) for refusal in template_refusals('<iframe></iframe><input name="a">')]
['The element "iframe" on line 1 is not possible in a task page. Remove it.']
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from ouvrage.base.errors import Refusal
from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.errors import (
    CrowdElementNotYet,
    FieldNameReserved,
    FieldWithoutLabel,
    FieldWithoutName,
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
from ouvrage.taskui.hosts import loaded_hosts
from ouvrage.taskui.liquid import TEMPLATES_KEPT, JsonValue, Template, compile_template
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
from ouvrage.taskui.scripted import is_library, scripted_page
from ouvrage.taskui.scripted.errors import (
    FileFromElsewhere,
    ScriptFromElsewhere,
    WidgetBesideScript,
)
from ouvrage.taskui.variation import DYNAMIC, without_liquid
from ouvrage.taskui.vocabulary import (
    ADDRESS_ATTRIBUTES,
    ASKING,
    CROWD,
    CROWD_PREFIX,
    ELEMENTS,
    INPUT_TYPES,
    LOOKS,
    SCRIPTED_ELEMENTS,
    SCRIPTED_TYPES,
    is_address_possible,
    is_attribute_possible,
    is_reserved_id,
    is_reserved_name,
    is_scripted_attribute,
    literals_of,
)
from ouvrage.taskui.widgets import WIDGETS

_TYPED = frozenset({"input", "crowd-input"})
_CONTROLS = frozenset({"input", "select", "textarea"}) | ASKING


def template_refusals(
    source: str,
    sample: Mapping[str, JsonValue] | None = None,
    media_url: MediaUrl = str,
    *,
    scripted: bool = False,
) -> tuple[Refusal, ...]:
    """Everything the author should change; empty when the template may be published.

    A `scripted` page runs scripts of its own, in a frame.
    """
    try:
        template = compile_template(source)
    except Refusal as refusal:
        return refusal.each()
    if not _is_sound(source, scripted):
        return tuple(_markup_refusals(source, scripted))
    if sample is None:
        return ()
    try:
        found = field_refusals(drawn(template, sample, media_url).html)
        if not scripted:
            return tuple(found)
        foreign = tuple(foreign_refusals(template, sample, media_url))
    except Refusal as refusal:
        return refusal.each()
    # A control without a name may be what a script works with.
    named = (one for one in found if not isinstance(one, FieldWithoutName))
    return (*named, *foreign)


def foreign_refusals(
    template: Template, row: Mapping[str, JsonValue], media_url: MediaUrl = str
) -> Iterator[Refusal]:
    """Files that the frame of a page with scripts of its own would not load."""
    page = scripted_page(template, row, media_url=media_url)
    for host in sorted(loaded_hosts(page.html)):
        yield FileFromElsewhere(host=host)


@lru_cache(maxsize=TEMPLATES_KEPT)
def _is_sound(source: str, scripted: bool) -> bool:
    """Remembered, because every row of a file is checked against one template."""
    return next(_markup_refusals(source, scripted), None) is None


def _markup_refusals(source: str, scripted: bool) -> Iterator[Refusal]:
    page = without_liquid(source)
    asks = False
    refusals_of = _scripted_refusals if scripted else _tag_refusals
    try:
        for tag in tags(page):
            line = line_of(source, tag.start)
            asks = asks or tag.name in _CONTROLS
            if not tag.closing:
                yield from refusals_of(tag, line)
    except UnreadableTag as unreadable:
        yield MarkupMalformed(line=line_of(source, unreadable.start))
        return
    if not asks:
        yield NoAnswerField()


def template_notices(source: str, *, scripted: bool = False) -> tuple[Refusal, ...]:
    """What the author may want to change though the page can be drawn; needs a sound source.

    Looks are left out without harm; a page with scripts has its own, but from no other host. An
    image without words for who cannot see it is WCAG 2.2's criterion 1.1.1, a control without a
    label 1.3.1 and 4.1.2.
    """
    page = list(tags(without_liquid(source)))
    left = [tag for tag in page if _looks(tag) and (tag.name == "link" or not scripted)]
    looks = [LooksLeftOut(line=line_of(source, tag.start)) for tag in left[:1]]
    images = (ImageWithoutWords(line=line_of(source, tag.start)) for tag in page if _is_mute(tag))
    return (*looks, *images)


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
        if not is_library(tag):
            yield ScriptNotRun(line=line)
    elif tag.name.startswith(CROWD_PREFIX):
        yield CrowdElementNotYet(element=tag.name, line=line)
    else:
        yield ForbiddenElement(element=tag.name, line=line)


def _scripted_refusals(tag: Tag, line: int) -> Iterator[Refusal]:
    """Those of a tag in a page with scripts of its own."""
    if tag.name == "script":
        if not is_library(tag) and any(one.name == "src" for one in tag.attributes()):
            yield ScriptFromElsewhere(line=line)
    elif tag.name in WIDGETS:
        yield WidgetBesideScript(element=tag.name, line=line)
    elif tag.name in SCRIPTED_ELEMENTS or (tag.name in ELEMENTS and not _is_style(tag)):
        yield from _attribute_refusals(tag, line, is_scripted_attribute, SCRIPTED_TYPES)
    else:
        yield from _tag_refusals(tag, line)


def _attribute_refusals(
    tag: Tag,
    line: int,
    is_possible: Callable[[str, str], bool] = is_attribute_possible,
    more_types: frozenset[str] = frozenset(),
) -> Iterator[Refusal]:
    if "categories" in CROWD.get(tag.name, ()) and not any(
        one.name == "categories" for one in tag.attributes()
    ):
        yield LiteralNotRead(attribute="categories", element=tag.name, line=line, example=EXAMPLE)
    for attribute in tag.attributes():
        if DYNAMIC in attribute.name or (DYNAMIC in attribute.value and not attribute.quoted):
            yield LiquidOutsideQuotes(element=tag.name, line=line)
        elif attribute.name in LOOKS:
            continue
        elif not is_possible(tag.name, attribute.name):
            yield ForbiddenAttribute(element=tag.name, attribute=attribute.name, line=line)
        elif attribute.name != "type" or attribute.value.strip().lower() not in more_types:
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

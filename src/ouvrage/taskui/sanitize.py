"""What of a rendered page may reach a browser: the vocabulary's elements and nothing else.

Runs on the rendered page, so that neither the template nor a row's values can bring a script in.
Removing is silent here; `check.template_refusals` tells the author beforehand. Before the parser
(nh3, ammonia and html5ever inside) a linear reading bounds what would cost it quadratic time:
elements, nesting, attributes of one element, bare ampersands.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import nh3

from ouvrage.base.limits import TEMPLATE_OUTPUT_BYTES_MAX
from ouvrage.taskui.errors import MarkupMalformed, MarkupTooLarge, TemplateOutputTooLarge
from ouvrage.taskui.markup import SafeHtml, Tag, UnreadableTag, line_of, tags, without_comments
from ouvrage.taskui.vocabulary import (
    ADDRESS_SCHEMES,
    ARIA_PREFIX,
    ELEMENTS,
    GLOBAL_ATTRIBUTES,
    INPUT_TYPES,
    SCRIPTED_ATTRIBUTES,
    SCRIPTED_ELEMENTS,
    SCRIPTED_PREFIXES,
    SCRIPTED_TYPES,
    VOID_ELEMENTS,
    is_lowered,
    is_reserved_id,
    is_reserved_name,
)

PAGE_TAGS_MAX = 20_000
PAGE_DEPTH_MAX = 100
PAGE_REFERENCES_MAX = 200_000
PAGE_CHARACTERS_PLAIN = 8_000
TAG_CHARACTERS_PLAIN_MAX = 2_000
TAG_ATTRIBUTES_MAX = 60
_ENDS_ITSELF = VOID_ELEMENTS | frozenset(
    {
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "colgroup",
        "rt",
        "rp",
    }
)


def sanitized(html: str) -> SafeHtml:
    """The page with only what the vocabulary knows; the same again when sanitised twice."""
    return _cleaned(html, _CLEANER)


def sanitized_for_frame(html: str) -> SafeHtml:
    """The markup of a page with scripts of its own: with what they need, and still without them.

    It may stand in the frame that reaches nothing, and never in the portal's own documents.
    """
    return _cleaned(html, _FRAME_CLEANER)


def _cleaned(html: str, cleaner: nh3.Cleaner) -> SafeHtml:
    plain = closed_lowered(without_comments(html))
    _refuse_costly(plain)
    return SafeHtml(cleaner.clean(plain))


def closed_lowered(html: str) -> str:
    """Elements that are not a browser's own and written `<crowd-x/>` closed where they stand.

    A browser would take what follows them for their content.
    """
    if "/>" not in html:
        return html
    parts, position = [], 0
    try:
        for tag in tags(html):
            if is_lowered(tag.name) and not tag.closing and tag.closes_itself:
                parts += [html[position : tag.end], f"</{tag.name}>"]
                position = tag.end
    except UnreadableTag:
        pass
    return "".join([*parts, html[position:]])


def _refuse_costly(html: str) -> None:
    if len(html) <= PAGE_CHARACTERS_PLAIN:
        return
    if len(html) > TEMPLATE_OUTPUT_BYTES_MAX:
        raise TemplateOutputTooLarge(most=TEMPLATE_OUTPUT_BYTES_MAX)
    if html.count("&") > PAGE_REFERENCES_MAX:
        raise MarkupTooLarge
    opened: Counter[str] = Counter()
    depth = count = 0
    try:
        for tag in tags(html):
            count += 1
            if tag.name not in _ENDS_ITSELF:
                depth += _step(tag, opened)
            if count > PAGE_TAGS_MAX or depth > PAGE_DEPTH_MAX or _is_costly(tag):
                raise MarkupTooLarge
    except UnreadableTag as unreadable:
        raise MarkupMalformed(line=line_of(html, unreadable.start)) from None


def _step(tag: Tag, opened: Counter[str]) -> int:
    if not tag.closing:
        opened[tag.name] += 1
        return 1
    if opened[tag.name]:
        opened[tag.name] -= 1
        return -1
    return 0


def _is_costly(tag: Tag) -> bool:
    return (
        len(tag.inside) > TAG_CHARACTERS_PLAIN_MAX
        and sum(1 for _ in tag.attributes()) > TAG_ATTRIBUTES_MAX
    )


def _kept(element: str, attribute: str, value: str) -> str | None:
    if attribute == "name" and is_reserved_name(value):
        return None
    if attribute == "id" and is_reserved_id(value):
        return None
    if attribute == "type" and element == "input":
        kind = value.strip().lower()
        return kind if kind in INPUT_TYPES else None
    return value


def _kept_in_frame(element: str, attribute: str, value: str) -> str | None:
    if attribute == "type" and element == "input" and value.strip().lower() in SCRIPTED_TYPES:
        return value.strip().lower()
    return _kept(element, attribute, value)


def _cleaner(
    elements: Mapping[str, frozenset[str]],
    everywhere: frozenset[str],
    prefixes: Iterable[str],
    kept: Callable[[str, str, str], str | None],
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(elements),
        clean_content_tags={"script", "style", "iframe", "object", "template", "noscript"},
        attributes={
            **{element: set(attributes) for element, attributes in elements.items()},
            "*": set(everywhere),
        },
        generic_attribute_prefixes=set(prefixes),
        attribute_filter=kept,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes=set(ADDRESS_SCHEMES),
        link_rel="noopener noreferrer",
    )


_CLEANER = _cleaner(ELEMENTS, GLOBAL_ATTRIBUTES, {ARIA_PREFIX}, _kept)
_FRAME_CLEANER = _cleaner(
    ELEMENTS | SCRIPTED_ELEMENTS,
    GLOBAL_ATTRIBUTES | SCRIPTED_ATTRIBUTES,
    SCRIPTED_PREFIXES,
    _kept_in_frame,
)

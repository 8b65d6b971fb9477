"""What of a template's form depends on the row.

Most templates ask the same of every row, so their questions can be kept with the project and an
answer read without drawing the page again. Told from the source alone, and on the safe side: a
control inside a Liquid block, or with Liquid in its tag, may differ from row to row.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ouvrage.taskui.bounded import RAW_FILTER
from ouvrage.taskui.fields import ITEM_MARK
from ouvrage.taskui.liquid import TEMPLATES_KEPT, Span, Template, spans
from ouvrage.taskui.markup import Tag, UnreadableTag, blank, blanked_comments, tags
from ouvrage.taskui.vocabulary import ASKING, literals_of
from ouvrage.taskui.widgets import WIDGETS

DYNAMIC = "\ue000"
_CHOICES = frozenset({"radio", "checkbox"})
_FORM = frozenset({"input", "select", "textarea", "option", "fieldset"})
_SAID = frozenset({"src", "header", "label", "placeholder", "initial-value", "overlay", "class"})
_BLOCK = re.compile(r"\{%-?\s*(end)?(if|unless|case|for|capture|ifchanged)\b")


def without_liquid(source: str) -> str:
    """The source with Liquid blanked: values become `DYNAMIC`, tags spaces; places stay."""
    parts, position = [], 0
    for span in spans(source):
        markup = source[span.start : span.end]
        parts.append(source[position : span.start])
        parts.append(blank(markup, DYNAMIC if span.kind == "{{" else " "))
        position = span.end
    parts.append(source[position:])
    return blanked_comments("".join(parts))


def dynamic_fields(template: Template) -> frozenset[str]:
    """The fields whose options or ranked items the template takes from the row."""
    found: set[str] = set()
    select = ""
    page = without_liquid(template.source)
    for tag, text in _with_text(page):
        values = {one.name: one.value for one in tag.attributes()}
        name = values.get("name", "")
        if tag.name == "select":
            select = "" if tag.closing else name
        if tag.name == "input" and values.get("type", "").lower() not in _CHOICES:
            values["value"] = ""
        if tag.name == "option" and not tag.closing:
            name = select
            values.setdefault("value", text)
        base, _, item = name.partition(ITEM_MARK)
        listed = (values[one] for one in literals_of(tag.name) - _SAID if one in values)
        if DYNAMIC in "".join((values.get("value", ""), item, *listed)):
            found.add(base)
    return frozenset(found)


def does_form_vary(template: Template) -> bool:
    """Whether another row may be asked something else than the sample."""
    source = template.source
    marks = tuple(spans(source))
    texts = [source[span.start + 2 : span.end] for span in marks]
    if any("<" in text or RAW_FILTER in text for text in texts):
        return True
    inside = _inside_blocks(source, marks)
    starts = [span.start for span in marks]
    return any(
        any(begin <= tag.start < end for begin, end in inside)
        or (
            any(tag.start < start < tag.end for start in starts)
            if tag.name in _FORM
            else _does_element_vary(tag, source)
        )
        for tag, _ in _with_text(without_liquid(source))
        if (tag.name in _FORM or tag.name in ASKING) and not tag.closing
    )


def _does_element_vary(tag: Tag, source: str) -> bool:
    """Whether Liquid stands in the element's tag elsewhere than in what only is shown or listed.

    What is listed makes a field dynamic by itself (`dynamic_fields`).
    """
    if "{%" in source[tag.start : tag.end]:
        return True
    fixed = _SAID if tag.name in WIDGETS else _SAID | literals_of(tag.name) | {"value"}
    return any(DYNAMIC in one.value and one.name not in fixed for one in tag.attributes())


@lru_cache(maxsize=TEMPLATES_KEPT)
def has_row_lists(template: Template) -> bool:
    """Whether an element takes a list or an object from the row, which may then be unreadable."""
    source = template.source
    return any(
        DYNAMIC in one.value or "{%" in source[tag.start : tag.end]
        for tag, _ in _with_text(without_liquid(source))
        for one in tag.attributes()
        if one.name in literals_of(tag.name)
    )


def _inside_blocks(source: str, marks: tuple[Span, ...]) -> list[tuple[int, int]]:
    """The outermost blocks, as places in the source."""
    found, depth, begin = [], 0, 0
    for span in marks:
        block = _BLOCK.match(source, span.start)
        if block is None:
            continue
        if block.group(1) is None:
            begin = span.start if depth == 0 else begin
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                found.append((begin, span.end))
    return found


def _with_text(page: str) -> Iterator[tuple[Tag, str]]:
    """Each readable tag with the text up to the next."""
    last: Tag | None = None
    try:
        for tag in tags(page):
            if last is not None:
                yield last, page[last.end : tag.start]
            last = tag
    except UnreadableTag:
        pass
    if last is not None:
        yield last, page[last.end :]

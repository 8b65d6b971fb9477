"""A page with scripts of its requester, made for a frame that reaches nothing.

    page = scripted_page(compile_template(source), row, media_url=url_of)
    page.html, page.styles, page.scripts, page.media

The markup is that of any task page, sanitised and lowered, so what it asks is read the same way.
The template's own style sheets and inline scripts stand apart, in their order. Files are not named
by address: an element has `data-media`, its place in `page.media`, and the portal hands the file
over. `page.media` has only addresses that `media_url` made, so that a page cannot ask for others.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.errors import MarkupMalformed
from ouvrage.taskui.fill import fill
from ouvrage.taskui.liquid import JsonValue, Template, render
from ouvrage.taskui.lowering import lowered
from ouvrage.taskui.markup import (
    SafeHtml,
    Tag,
    UnreadableTag,
    end_of_comment,
    line_of,
    pieces,
    tags,
    with_text,
)
from ouvrage.taskui.sanitize import sanitized_for_frame
from ouvrage.taskui.variation import without_liquid

_LIBRARY = re.compile(r"(?:https?:)?//assets\.crowd\.aws/crowd-html-elements[a-z0-9.-]*\.js")
_LIFTED = re.compile(r"<!--|<(?=(?:script|style)[\s/>])", re.IGNORECASE)
_LOADING = frozenset({"audio", "img", "source", "video"})
_SOURCE = re.compile(r' src="[^"]*+"')


@dataclass(frozen=True, slots=True)
class ScriptedPage:
    """The markup with its draft, what stands beside it, and the addresses of its files."""

    html: SafeHtml
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    media: tuple[str, ...]


def scripted_page(
    template: Template,
    row: Mapping[str, JsonValue],
    *,
    media_url: MediaUrl = str,
    values: Mapping[str, Sequence[str]] | None = None,
    translate: Callable[[str], str] = str,
) -> ScriptedPage:
    """The page for one row; `values` are put into its controls."""
    granted: set[str] = set()

    def granting(name: str) -> str:
        address = media_url(name)
        if address != name:
            granted.add(address)
        return address

    styles: list[str] = []
    scripts: list[str] = []
    markup = _lifted(render(template, row, granting), styles, scripts)
    page = lowered(sanitized_for_frame(markup), media_url=granting, translate=translate).html
    html, media = _handed(page if values is None else fill(page, values), granted)
    return ScriptedPage(html, tuple(styles), tuple(scripts), media)


def script_lines(source: str) -> tuple[int, ...]:
    """The lines on which a sound source has a script of its own."""
    return tuple(
        line_of(source, tag.start)
        for tag in tags(without_liquid(source))
        if tag.name == "script" and not tag.closing and not is_library(tag)
    )


def is_library(tag: Tag) -> bool:
    """Whether the tag loads the elements from where templates usually do; here they are built in.

    Its content, if it had any, would not run there either.
    """
    source = "".join(one.value for one in tag.attributes() if one.name == "src")
    return _LIBRARY.fullmatch(source.strip()) is not None


def _lifted(html: str, styles: list[str], scripts: list[str]) -> str:
    """The page without its scripts and style sheets, which are added to the lists."""
    parts, position = [], 0
    try:
        while (found := _LIFTED.search(html, position)) is not None:
            begin = found.start()
            parts.append(html[position:begin])
            if found.group() == "<!--":
                position = end_of_comment(html, begin)
                continue
            tag, text, position = with_text(html, begin)
            if tag.name == "style":
                styles.append(text)
            elif not any(one.name == "src" for one in tag.attributes()):
                scripts.append(f"<script{_named(tag)}>{text}</script>")
    except UnreadableTag as unreadable:
        raise MarkupMalformed(line=line_of(html, unreadable.start)) from None
    return "".join([*parts, html[position:]])


def _named(tag: Tag) -> str:
    """The script's kind and id: a script of an unknown kind is text that another one reads."""
    kept = {one.name: one.value for one in tag.attributes() if one.name in {"id", "type"}}
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())


def _handed(html: SafeHtml, granted: set[str]) -> tuple[SafeHtml, tuple[str, ...]]:
    """The page whose files are numbered, and their addresses in that order."""
    media: dict[str, int] = {}
    parts = []
    for piece in pieces(html):
        written = piece.written
        address = piece.attributes().get("src", "") if piece.name in _LOADING else ""
        if address in granted:
            number = media.setdefault(address, len(media))
            written = _SOURCE.sub(f' data-media="{number}"', written)
        parts.append(written)
    return SafeHtml("".join(parts)), tuple(media)

"""Reading tags in linear time, whatever is sent.

The standard library's parser needs minutes for some 100,000-character inputs, so tags are read here
with possessive patterns that never go back. `tags` follows the HTML tokenizer's rules and stops at
the first tag it cannot read; it refuses nothing itself. `SafeHtml` is what the sanitiser returned:
lower-case names, every attribute in double quotes, so `pieces` may be strict and fast.

>>> [tag.name for tag in tags('<p class="x">one<br></p>')]
['p', 'br', 'p']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple, NewType

SafeHtml = NewType("SafeHtml", str)

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|(?=>)|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)"""
# No possessive groups: CPython mended them in 3.11.5 (issue 106052), and Debian has 3.11.2.
_ATTRIBUTES = re.compile(rf"([^ \t\n\f\r/>=]++)(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+({_VALUE}))?")
_TAG_HEAD = re.compile(r"<(/?)([a-zA-Z][^ \t\n\f\r/>]*+)")
_TAG_PART = re.compile(rf"[ \t\n\f\r/]++|{_ATTRIBUTES.pattern}")
_TAG_START = re.compile(r"<(?=/?[a-zA-Z!?])")
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_TEXT_ONLY = frozenset(
    {
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
    }
)


class UnreadableTag(ValueError):
    """A tag that begins at `start` and cannot be read."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute as written; `quoted` is false for a bare value."""

    name: str
    value: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written; `inside` is everything between its name and its end."""

    name: str
    closing: bool
    inside: str
    start: int
    end: int

    @property
    def closes_itself(self) -> bool:
        """Whether it ends in a slash that belongs to no value."""
        last = 0
        for match in _ATTRIBUTES.finditer(self.inside):
            last = match.end()
        return "/" in self.inside[last:]

    def attributes(self) -> Iterator[Attribute]:
        """The attributes in order, character references resolved."""
        for match in _ATTRIBUTES.finditer(self.inside):
            written = match.group(2) or ""
            quoted = written[:1] in {'"', "'"}
            value = unescape(written[1:-1] if quoted else written)
            yield Attribute(match.group(1).lower(), value, quoted)


def tags(html: str) -> Iterator[Tag]:
    """The tags outside comments and text-only elements; raises `UnreadableTag` at a broken one."""
    position = 0
    while (start := _TAG_START.search(html, position)) is not None:
        begin = start.start()
        if html[begin + 1] in "!?":
            position = _after_declaration(html, begin)
            continue
        tag = _tag(html, begin)
        yield tag
        position = tag.end
        if tag.name in _TEXT_ONLY and not tag.closing:
            position = _end_of_text(html, tag)


def _tag(html: str, begin: int) -> Tag:
    head = _TAG_HEAD.match(html, begin)
    if head is None:
        raise UnreadableTag(begin)
    end = head.end()
    while (part := _TAG_PART.match(html, end)) is not None:
        end = part.end()
    if html[end : end + 1] != ">":
        raise UnreadableTag(begin)
    inside = html[head.end() : end]
    return Tag(head.group(2).lower(), bool(head.group(1)), inside, begin, end + 1)


def with_text(html: str, begin: int) -> tuple[Tag, str, int]:
    """The script or style sheet that opens at `begin`, its text, and where it ends."""
    tag = _tag(html, begin)
    inside = _end_of_text(html, tag)
    return tag, html[tag.end : inside], _tag(html, inside).end


def end_of_comment(html: str, begin: int) -> int:
    """Where the comment that opens at `begin` ends for a browser."""
    match = _COMMENT.match(html, begin)
    assert match is not None
    return match.end()


def without_comments(html: str) -> str:
    """The page without its comments, ended as browsers end them."""
    return _COMMENT.sub("", html) if "<!--" in html else html


def blanked_comments(html: str) -> str:
    """The page with comments turned into spaces: the lines and places stay."""
    return _COMMENT.sub(lambda match: blank(match.group()), html) if "<!--" in html else html


def blank(text: str, filling: str = " ") -> str:
    """`text` with everything but its line ends replaced."""
    return "\n".join(filling * len(line) for line in text.split("\n"))


def line_of(source: str, position: int) -> int:
    """The line, from 1, on which `position` lies."""
    return source.count("\n", 0, position) + 1


def _after_declaration(html: str, begin: int) -> int:
    end = html.find(">", begin)
    if end < 0 or html.startswith("<!--", begin):
        raise UnreadableTag(begin)
    return end + 1


def _end_of_text(html: str, tag: Tag) -> int:
    end = re.compile(rf"</{re.escape(tag.name)}(?=[ \t\n\f\r/>])", re.IGNORECASE)
    match = end.search(html, tag.end)
    if match is None:
        raise UnreadableTag(tag.start)
    return match.start()


_PIECE = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-z][a-z0-9-]*+)(?P<inside>(?: [^\s\"=<>/]++=\"[^\"]*+\")*)>"
    r"|(?P<text>[^<]++)"
)
_SAFE_ATTRIBUTE = re.compile(r" ([^\s\"=<>/]++)=\"([^\"]*+)\"")


class Piece(NamedTuple):
    """A tag (`name`) or a run of text (`name` empty) of a sanitised page; `written` is verbatim."""

    name: str
    closing: bool
    inside: str
    written: str

    def attributes(self) -> dict[str, str]:
        """Name to value, references resolved."""
        return {
            name: unescape(value) if "&" in value else value
            for name, value in _SAFE_ATTRIBUTE.findall(self.inside)
        }

    def text(self) -> str:
        """What a reader sees of a run of text."""
        return unescape(self.written)


def pieces(html: SafeHtml) -> Iterator[Piece]:
    """The page cut in tags and texts; joined again, their `written` is the page."""
    for match in _PIECE.finditer(html):
        closing, name, inside, _ = match.groups()
        yield Piece(name or "", closing == "/", inside or "", match.group())

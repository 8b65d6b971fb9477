"""Pages: every visible string marked, logical CSS only, nothing from another host."""

import re
from pathlib import Path

from tests.house import templates, tree

PHYSICAL = re.compile(
    r"(?<![\w-])(?:scroll-)?(?:margin|padding)-(?:left|right)\b"
    r"|(?<![\w-])border-(?:left|right)\b"
    r"|(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\b"
    r"|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|(?:^|[{;\s\"'])(?:left|right)\s*:"
)
FOUR_SIDES = re.compile(
    r"(?<![\w-])(?:margin|padding|inset|border-width)\s*:\s*([^\s;}]+)\s+([^\s;}]+)\s+([^\s;}]+)\s+([^\s;}]+)"
)
ELSEWHERE = re.compile(r"(?:https?:)?//(?![\s*/])[\w.-]+\.\w+")
# Names of vocabularies that no browser opens, and addresses shown as examples (RFC 2606).
ALLOWED_HOSTS = re.compile(r"//(?:www\.w3\.org|(?:[\w-]+\.)*example\.(?:org|com|net))")


def _files(folder: Path, *suffixes: str) -> list[Path]:
    return [path for path in tree.files() if folder in path.parents and path.suffix in suffixes]


def _pages(*suffixes: str) -> list[Path]:
    return [path for path in tree.templates() if path.suffix in suffixes]


def test_no_visible_string_is_unmarked() -> None:
    found = [
        f"{tree.where(path, line)} {text[:80]}"
        for path in _pages(".html", ".txt")
        for line, text in _unmarked(path)
    ]
    assert found == []


def _unmarked(path: Path) -> list[tuple[int, str]]:
    source = path.read_text(encoding="utf-8")
    read = templates.unmarked if path.suffix == ".html" else templates.unmarked_text
    return read(source)


def test_an_unmarked_string_is_seen() -> None:
    page = """{% load i18n %}<p title="{% translate 'Title' %}">{% translate "Marked" %} {{ name }}
    {% blocktranslate count n=n %}One{% plural %}Many{% endblocktranslate %} <code>id</code></p>
    <img alt="A cat"><span>Work</span> CSV <b translate="no">Ada</b>"""
    assert templates.unmarked(page) == [(3, "alt='A cat'"), (3, "Work")]


def test_css_is_logical() -> None:
    found = [
        f"{tree.where(path, number)} {line.strip()[:80]}"
        for path in [*_files(tree.PACKAGE, ".css"), *_pages(".html")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (path.suffix == ".css" or "style" in line) and is_physical(line)
    ]
    assert found == []


def is_physical(line: str) -> bool:
    """Whether a CSS declaration means left or right instead of start or end."""
    sides = FOUR_SIDES.search(line)
    return bool(PHYSICAL.search(line)) or bool(sides and sides.group(2) != sides.group(4))


def test_physical_css_is_seen() -> None:
    physical = [
        "a { margin-left: 1em }", "text-align:right;", "left: 0;", "border-left: 1px solid",
        "padding: 0 1px 0 2px;", "border-top-left-radius: 2px",
    ]  # fmt: skip
    logical = [
        "a { margin-inline-start: 1em }", "text-align: end;", "padding: 0 1px 0 1px;",
        "inset-inline-start: 0", "grid-template-areas: 'left right';", "margin: 0 auto;",
    ]  # fmt: skip
    assert [line for line in physical if not is_physical(line)] == []
    assert [line for line in logical if is_physical(line)] == []


def test_pages_call_no_other_host() -> None:
    found = [
        f"{tree.where(path, number)} {line.strip()[:80]}"
        for path in [*_files(tree.PACKAGE, ".css", ".js", ".mjs", ".svg"), *_pages(".html")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ELSEWHERE.search(ALLOWED_HOSTS.sub("", line))
    ]
    assert found == []

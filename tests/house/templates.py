"""What a reader would see of a Django template that is not marked for translation.

A heuristic: what is translated and what is computed is blanked, the rest is read as HTML, and text
nodes and spoken attributes that still hold letters are visible strings nobody marked. Text in an
element with `translate="no"`, in `code`, `kbd`, `pre`, `samp`, `script` or `style`, and names that
are the same in every language, are left alone.
"""

import re
from html.parser import HTMLParser

NAMES = {
    "Ouvrage", "CSV", "TSV", "JSON", "JSONL", "Excel", "Parquet", "ZIP", "PDF", "HTML", "Liquid",
    "API", "URL", "ID", "PNG", "JPEG", "WAV", "EUR", "USD", "F1",
}  # fmt: skip
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "label", "summary"}
SILENT = {"code", "kbd", "pre", "samp", "script", "style"}
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
_BLOCK = re.compile(
    r"{%-?\s*(blocktranslate|blocktrans|comment|verbatim)\b.*?{%\s*end\1\s*%}", re.DOTALL
)
_TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")


def unmarked(source: str) -> list[tuple[int, str]]:
    """Line and text of each visible string that is not marked."""
    reader = _Reader()
    reader.feed(_TAG.sub(_blank, _BLOCK.sub(_blank, source)))
    reader.close()
    return reader.found


def unmarked_text(source: str) -> list[tuple[int, str]]:
    """The same for a plain-text template, where every letter is visible."""
    rest = _TAG.sub(_blank, _BLOCK.sub(_blank, source))
    return [(n, line.strip()) for n, line in enumerate(rest.splitlines(), 1) if _speaks(line)]


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n") or " "


def _speaks(text: str) -> bool:
    return any(word not in NAMES for word in _WORD.findall(text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in VOID and (self.silent or tag in SILENT or named.get("translate") == "no"):
            self.silent.append(tag)
        if self.silent:
            return
        spoken = SPOKEN | ({"value"} if named.get("type") in {"submit", "button"} else set())
        for name, value in attrs:
            if name in spoken and value and _speaks(value):
                self.found.append((self.getpos()[0], f"{name}={value.strip()!r}"))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent and _speaks(data):
            self.found.append((self.getpos()[0], data.strip()))

"""Lists and objects as templates write them: JSON, or JavaScript's looser form of it.

>>> literal("['Cat', 'Dog', ]")
['Cat', 'Dog']
>>> literal("{ text: 'None of the above' }")
{'text': 'None of the above'}

Single quotes, names without quotes, commas too many and comments are read; nothing is run. What is
neither raises `LiteralUnreadable`.
"""

import re

import orjson

from ouvrage.taskui.liquid import JsonValue

DEPTH_MAX = 20

_SKIPPED = re.compile(r"(?:\s++|//[^\n]*+|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$-]*+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
_TEXT = re.compile(r""""((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'""", re.DOTALL)
_NUL = re.compile(r"\0|\\(?:u0000|x00)")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}
_CONSTANTS: dict[str, bool | None] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
}


class LiteralUnreadable(ValueError):
    """A text that is neither a JSON value nor a JavaScript literal."""


def literal(text: str) -> JsonValue:
    """The value written in `text`; never with characters that a database cannot keep."""
    if _NUL.search(text):
        raise LiteralUnreadable
    try:
        value: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError:
        reader = _Reader(text)
        value = reader.value(0)
        reader.end()
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.skip()

    def skip(self) -> None:
        match = _SKIPPED.match(self.text, self.place)
        assert match is not None
        self.place = match.end()

    def end(self) -> None:
        if self.place < len(self.text):
            raise LiteralUnreadable

    def take(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.place):
            return False
        self.place += len(mark)
        self.skip()
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.place)
        if match is not None:
            self.place = match.end()
            self.skip()
        return match

    def value(self, depth: int) -> JsonValue:
        if depth > DEPTH_MAX:
            raise LiteralUnreadable
        if self.take("["):
            return self.items(depth)
        if self.take("{"):
            return self.members(depth)
        if text := self.match(_TEXT):
            return _unescaped(text)
        if number := self.match(_NUMBER):
            return _number(number.group())
        if (name := self.match(_NAME)) and name.group() in _CONSTANTS:
            return _CONSTANTS[name.group()]
        raise LiteralUnreadable

    def items(self, depth: int) -> list[JsonValue]:
        found: list[JsonValue] = []
        while not self.take("]"):
            if not self.take(","):
                found.append(self.value(depth + 1))
                self.separated("]")
        return found

    def members(self, depth: int) -> dict[str, JsonValue]:
        found: dict[str, JsonValue] = {}
        while not self.take("}"):
            if self.take(","):
                continue
            text = self.match(_TEXT)
            name = None if text else self.match(_NAME) or self.match(_NUMBER)
            if (text is None and name is None) or not self.take(":"):
                raise LiteralUnreadable
            key = _unescaped(text) if text else name.group() if name else ""
            found[key] = self.value(depth + 1)
            self.separated("}")
        return found

    def separated(self, closing: str) -> None:
        if not self.take(",") and not self.text.startswith(closing, self.place):
            raise LiteralUnreadable


def _number(written: str) -> int | float:
    return float(written) if set(written) & set(".eE") else int(written)


def _unescaped(match: re.Match[str]) -> str:
    inside = match.group(1) if match.group(1) is not None else match.group(2)
    if "\\" not in inside:
        return inside
    try:
        # Two escapes may be the halves of one character.
        return _ESCAPE.sub(_character, inside).encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise LiteralUnreadable from None


def _character(match: re.Match[str]) -> str:
    written = match.group(1)
    if len(written) > 1:
        return chr(int(written[1:], 16))
    return _ESCAPED.get(written, written)

"""Putting values back into a page: a draft shown again, a refused answer shown as it was sent.

Only the controls change (`checked`, `selected`, `value`, a text area's text); every other byte of
the page stays. Choices follow `values` wholly: a name that is absent was sent with nothing chosen.
A text, number or list whose name is absent keeps what the template gave it.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape

from ouvrage.taskui.markup import Piece, SafeHtml, pieces
from ouvrage.taskui.parse import option_value

_MARKS = re.compile(r' (?:checked|selected)="[^"]*+"')
_VALUE = re.compile(r' value="[^"]*+"')


def fill(html: SafeHtml, values: Mapping[str, Sequence[str]]) -> SafeHtml:
    """The page with its controls holding `values` (control name to what its form would send)."""
    filling = _Filling(list(pieces(html)), values)
    return SafeHtml("".join(filling.run()))


class _Filling:
    """One pass over the pieces; `select` and `skipping` say inside which control it is."""

    def __init__(self, page: list[Piece], values: Mapping[str, Sequence[str]]) -> None:
        self.page = page
        self.values = values
        self.select: list[str] | None = None
        self.skipping = False

    def run(self) -> list[str]:
        return [self._written(place, piece) for place, piece in enumerate(self.page)]

    def _written(self, place: int, piece: Piece) -> str:
        if piece.closing:
            return self._closed(piece)
        if not piece.name:
            return "" if self.skipping else piece.written
        if piece.name == "input":
            return self._input(piece)
        if piece.name == "textarea":
            return self._text_area(piece)
        if piece.name == "select":
            self._open_select(piece)
        elif piece.name == "option" and self.select is not None:
            return self._option(place, piece)
        return piece.written

    def _closed(self, piece: Piece) -> str:
        if piece.name == "textarea":
            self.skipping = False
        elif piece.name == "select":
            self.select = None
        return piece.written

    def _input(self, piece: Piece) -> str:
        attributes = piece.attributes()
        name = attributes.get("name")
        if not name:
            return piece.written
        if attributes.get("type") in {"radio", "checkbox"}:
            chosen = attributes.get("value", "on") in self.values.get(name, ())
            return _marked(piece, "checked" if chosen else "")
        if not self.values.get(name):
            return piece.written
        inside = _VALUE.sub("", piece.inside)
        return f'<input{inside} value="{escape(self.values[name][-1])}">'

    def _text_area(self, piece: Piece) -> str:
        name = piece.attributes().get("name")
        if not name or not self.values.get(name):
            return piece.written
        self.skipping = True
        text = self.values[name][-1].replace("\r\n", "\n")
        # A browser drops the line end that directly follows the tag.
        return piece.written + ("\n" if text.startswith("\n") else "") + escape(text, quote=False)

    def _open_select(self, piece: Piece) -> None:
        attributes = piece.attributes()
        name = attributes.get("name", "")
        several = "multiple" in attributes
        if name in self.values or (several and name):
            sent = list(self.values.get(name, ()))
            self.select = sent if several else sent[-1:]

    def _option(self, place: int, piece: Piece) -> str:
        end = place + 1
        while end < len(self.page) and self.page[end].name != "option":
            end += 1
        texts = (one.text() for one in self.page[place + 1 : end] if not one.name)
        value = option_value(piece.attributes(), "".join(texts))
        return _marked(piece, "selected" if value in (self.select or ()) else "")


def _marked(piece: Piece, mark: str) -> str:
    inside = _MARKS.sub("", piece.inside)
    return f'<{piece.name}{inside} {mark}="">' if mark else f"<{piece.name}{inside}>"

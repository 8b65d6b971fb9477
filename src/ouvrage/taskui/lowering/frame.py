"""An element of the page while its content is read, and what all of the page share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

import orjson

from ouvrage.base.errors import Refusal
from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.errors import RowLiteralNotRead
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.literals import literal

EXAMPLES = {"exclusion-category": "{ text: 'None' }"}
EXAMPLE = "['One', 'Two']"


@dataclass(slots=True)
class Shared:
    """What the elements of one page have in common."""

    media_url: MediaUrl
    translate: Callable[[str], str]
    widgets: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class Frame:
    """One open element: its attributes, the HTML inside so far, its regions by name."""

    name: str
    attributes: dict[str, str]
    shared: Shared
    parent: "Frame | None" = None
    parts: list[str] = field(default_factory=list)
    regions: dict[str, list[str]] = field(default_factory=dict)
    buttons: list["Button"] = field(default_factory=list)
    has_text: bool = False

    @property
    def inside(self) -> str:
        """The lowered content."""
        return "".join(self.parts)

    def has(self, attribute: str) -> bool:
        """Whether the attribute is there, with any value."""
        return attribute in self.attributes

    def get(self, attribute: str, otherwise: str = "") -> str:
        """The attribute's value."""
        return self.attributes.get(attribute, otherwise)

    def literal(self, attribute: str) -> JsonValue:
        """The list or object the attribute holds; None where it is absent or cannot be read."""
        written = self.get(attribute).strip()
        if not written:
            return None
        try:
            return literal(written)
        except ValueError:
            self.refuse(attribute)
            return None

    def refuse(self, attribute: str) -> None:
        """This row's page cannot be made, because of what the attribute holds."""
        example = EXAMPLES.get(attribute, EXAMPLE)
        self.shared.refusals.append(
            RowLiteralNotRead(attribute=attribute, element=self.name, example=example)
        )

    def word(self, msgid: str) -> str:
        """One of our own words in the reader's language, ready for HTML."""
        return escape(self.shared.translate(msgid))

    def media(self, attribute: str) -> str:
        """The address in the attribute; the name of a file becomes its address."""
        written = self.get(attribute)
        if not written or written.startswith("/") or ":" in written:
            return written
        return self.shared.media_url(written)


@dataclass(frozen=True, slots=True)
class Button:
    """One radio button of a group, as it was written."""

    name: str
    value: str
    label: str
    checked: bool
    disabled: bool


def attributes(**named: str | bool | None) -> str:
    """Attributes as written in a tag; True is a switch, False and None are left out.

    >>> attributes(type="radio", required=True, data_element="crowd-classifier", id=None)
    ' type="radio" required="" data-element="crowd-classifier"'
    """
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{"" if value is True else escape(str(value))}"'
        for name, value in named.items()
        if value is not False and value is not None
    )


def as_json(value: JsonValue) -> str:
    """The value as JSON text."""
    return orjson.dumps(value).decode()

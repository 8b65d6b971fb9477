"""What the house knows of an element that a hand draws with: one `Widget` in each module here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.liquid import JsonValue

Reading = Callable[[JsonValue, AnswerField], JsonValue]
Attributes = Mapping[str, JsonValue]


def as_stored(value: JsonValue, _: AnswerField) -> JsonValue:
    return value


def _nothing(_: Attributes) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Widget:
    """One element and its ways.

    `read` gives the answer to store or raises `Refusals` that say which shape is wrong and how;
    `document` gives the stored answer as the element's own documentation shows it. `attributes` are
    those a template may write, besides `name`; `literals` those of them that hold lists or objects.
    `module` and `style` are files in `elements/`. `words` are the English sentences that the module
    and what it imports ask for by `word("…")`. `lacks` names the attributes of a page's element
    that are missing or unusable, so that nobody could answer; such a template or row is refused.
    `show` gives the stored answer as people read it in a few words. One that `asks` nothing is
    there to look at or listen to, and has no answer.
    """

    element: str
    read: Reading
    attributes: frozenset[str]
    literals: frozenset[str]
    module: str
    style: str = ""
    words: tuple[str, ...] = field(default=())
    document: Reading = as_stored
    show: Reading = as_stored
    lacks: Callable[[Attributes], Iterable[str]] = _nothing
    asks: bool = True


def widgets_by_element(*widgets: Widget) -> Mapping[str, Widget]:
    """The widgets by their element's name."""
    return {widget.element: widget for widget in widgets}

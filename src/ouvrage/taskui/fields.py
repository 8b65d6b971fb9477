"""One question of a page: its name, how it is answered, what an answer may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ouvrage.taskui.liquid import JsonValue

ITEM_MARK = "."


class FieldKind(StrEnum):
    """How a field is answered; a WIDGET's answer is the JSON that its element documents."""

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    NUMBER = "number"
    RANKING = "ranking"
    WIDGET = "widget"


@dataclass(frozen=True, slots=True)
class AnswerField:
    """One question of a page. `anchor` is the id of its first control, when it has one.

    `dynamic` fields of a project are only the sample's: another row may ask otherwise, so they must
    be read from that row's page. `options` is empty where they stand in the row. `element` is the
    crowd element that asks, `select`, or empty for other plain controls; `attributes` is what of it
    an answer is read and documented with. A widget's options are its labels.
    """

    name: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    required: bool = False
    label: str = ""
    maxlength: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    anchor: str = ""
    dynamic: bool = False
    element: str = ""
    attributes: Mapping[str, JsonValue] = field(default_factory=dict, hash=False)

"""What answers say about images, as the formats of images take it.

An `ImageAnswer` is what one answer says to one question about one image. All numbers are pixels of
the image as it is, from its upper corner where reading begins.

>>> [[one.label for one in figure] for figure in figures([Point("eye", 1, 2), Point("nose", 3, 4)])]
[['eye', 'nose']]
>>> [[one.label for one in figure] for figure in figures([Point("eye", 1, 2), Point("eye", 3, 4)])]
[['eye'], ['eye']]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ouvrage.formats.errors import (
    DrawnOutsideImage,
    DrawnUnreadable,
    FileRefusal,
    ImageSizeUnknown,
    ImageUnnamed,
)

Number = int | float


class Kind(StrEnum):
    """How a question about an image is answered."""

    BOXES = "boxes"
    OUTLINES = "outlines"
    POINTS = "points"
    SURFACES = "surfaces"
    THINGS = "things"
    CLASS = "class"
    CLASSES = "classes"


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    label: str
    left: Number
    top: Number
    width: Number
    height: Number

    @property
    def corners(self) -> tuple[tuple[Number, Number], ...]:
        return (self.left, self.top), (self.left + self.width, self.top + self.height)


@dataclass(frozen=True, slots=True)
class Outline:
    """A polygon; its last corner is joined to its first."""

    label: str
    corners: tuple[tuple[Number, Number], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place with a name."""

    label: str
    x: Number
    y: Number

    @property
    def corners(self) -> tuple[tuple[Number, Number], ...]:
        return ((self.x, self.y),)


Shape = Box | Outline | Point


@dataclass(frozen=True, slots=True)
class Entry:
    """A surface or a thing of a mask, with the colour it was painted in (`#rrggbb`)."""

    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Mask:
    """What each pixel shows: 0 nothing, n the nth of `entries`."""

    numbers: NDArray[np.uint8]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """The labels of the whole image, in the order of the page."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImageAnswer:
    """What one answer says to one question about one image.

    `image` is what the requester called it, `question` the name of the field. `said` is None where
    the answer cannot be read. `labels` are those offered, in the order of the page. `number` is
    this one's in its project; it stays when answers are added. `source` says where it is from,
    `answered_at` when.
    """

    image: str
    size: tuple[int, int] | None
    question: str
    kind: Kind
    labels: tuple[str, ...]
    said: tuple[Shape, ...] | Mask | Classes | None
    task: str = ""
    number: int = 1
    answered_at: str = ""
    source: Mapping[str, str] = field(default_factory=dict)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What was drawn; empty where it was painted or chosen."""
        return self.said if isinstance(self.said, tuple) else ()

    @property
    def used(self) -> tuple[str, ...]:
        """The label of each shape, entry of a mask or class."""
        if isinstance(self.said, Mask):
            return tuple(entry.label for entry in self.said.entries)
        if isinstance(self.said, Classes):
            return self.said.labels
        return tuple(shape.label for shape in self.shapes)

    @property
    def names(self) -> tuple[str, ...]:
        """The labels offered, then others that were used, each once."""
        return tuple(dict.fromkeys((*self.labels, *self.used)))


def problem(answer: ImageAnswer) -> FileRefusal | None:
    """Why no format can hold this answer, if so; only its file of raw answers has it then."""
    if not answer.image:
        return ImageUnnamed(task=answer.task)
    if answer.said is None:
        return DrawnUnreadable(task=answer.task)
    if isinstance(answer.said, Classes):
        is_one = answer.kind is Kind.CLASSES or len(answer.said.labels) == 1
        return None if is_one else DrawnUnreadable(task=answer.task)
    if answer.size is None or min(answer.size) < 1:
        return ImageSizeUnknown(task=answer.task)
    width, height = answer.size
    if isinstance(answer.said, Mask):
        fits = answer.said.numbers.shape == (height, width)
        return None if fits else DrawnUnreadable(task=answer.task)
    for place, shape in enumerate(answer.said, start=1):
        if not all(0 <= x <= width and 0 <= y <= height for x, y in shape.corners):
            return DrawnOutsideImage(task=answer.task, place=place)
    return None


def left_out(answer: ImageAnswer, refusal: FileRefusal) -> dict[str, str]:
    """The line about an answer that no format can hold."""
    return {**answer.source, "field": answer.question, "problem": str(refusal)}


def figures(points: Sequence[Shape]) -> list[list[Shape]]:
    """The points as single things: one where each name stands once, else each point by itself.

    Nobody says which eye belongs to which nose, so nothing is claimed where there are two of one.
    """
    if not points:
        return []
    once = len({point.label for point in points}) == len(points)
    return [list(points)] if once else [[point] for point in points]


def bounds(corners: Sequence[tuple[Number, Number]]) -> tuple[Number, Number, Number, Number]:
    """Left, top, width and height of the box around them."""
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    return left, top, max(x for x, _ in corners) - left, max(y for _, y in corners) - top

"""Answers about images for tests of the formats that hold them."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ouvrage.formats.drawn import Box, Entry, ImageAnswer, Kind, Mask, Outline, Point, Shape

LABELS = ("cat", "dog")
SIZE = (800, 600)
CAT = Entry("cat", "#e69f00")
DOG = Entry("dog", "#56b4e9")
BLUE = Entry("cat", "#0000ff")
MAPS = arrays(
    np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.integers(0, 3)
)


def answer(
    *shapes: Shape,
    kind: Kind = Kind.BOXES,
    number: int = 1,
    said: Any = None,
    labels: tuple[str, ...] = LABELS,
    **changes: Any,
) -> ImageAnswer:
    """An answer that drew these shapes, of the worker A1."""
    values: dict[str, Any] = {
        "image": "street.jpg",
        "size": SIZE,
        "question": "things",
        "task": f"t{number}",
        "answered_at": "2026-11-30T12:00:00.000000",
        "source": {"batch_id": "B1", "task_id": f"T{number}", "answer_id": f"S{number}"},
    }
    said = shapes if said is None else said
    return ImageAnswer(kind=kind, labels=labels, said=said, number=number, **{**values, **changes})


def boxes(*shapes: Box, **changes: Any) -> ImageAnswer:
    return answer(*shapes, kind=Kind.BOXES, **changes)


def outlines(*shapes: Outline, **changes: Any) -> ImageAnswer:
    return answer(*shapes, kind=Kind.OUTLINES, **changes)


def points(*shapes: Point, labels: tuple[str, ...] = ("left eye", "nose"), **changes: Any) -> Any:
    return answer(*shapes, kind=Kind.POINTS, labels=labels, **changes)


def mask(
    numbers: "np.ndarray[Any, Any]", *entries: Entry, kind: Kind = Kind.SURFACES, **changes: Any
) -> ImageAnswer:
    height, width = numbers.shape
    said = Mask(numbers, entries)
    return answer(kind=kind, said=said, **{"size": (width, height), **changes})


def unpacked(chunks: Iterable[bytes]) -> dict[str, bytes]:
    """The files of a ZIP by name, in their order; each name is there once."""
    with zipfile.ZipFile(io.BytesIO(b"".join(chunks))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        return {name: archive.read(name) for name in names}


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


@st.composite
def drawn_boxes(draw: st.DrawFn, side: int = 16_000) -> tuple[tuple[int, int], list[Box]]:
    """The size of an image and boxes that lie in it, in whole pixels."""
    width, height = draw(st.tuples(st.integers(1, side), st.integers(1, side)))
    found = []
    for label in draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4)):
        left, top = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
        wide = draw(st.integers(1, width - left))
        found.append(Box(label, left, top, wide, draw(st.integers(1, height - top))))
    return (width, height), found


@st.composite
def drawn_outlines(draw: st.DrawFn) -> tuple[tuple[int, int], list[Outline]]:
    """The size of an image and outlines that lie in it, in whole pixels."""
    width, height = draw(st.tuples(st.integers(1, 16_000), st.integers(1, 16_000)))
    corner = st.tuples(st.integers(0, width), st.integers(0, height))
    corners = st.lists(corner, min_size=3, max_size=6, unique=True).map(tuple)
    shapes = st.lists(st.builds(Outline, st.sampled_from(LABELS), corners), min_size=1, max_size=3)
    return (width, height), draw(shapes)

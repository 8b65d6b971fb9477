"""Masks as indexed PNG: an index stands for one class in all files, 0 for nothing.

A trainer reads the indexes, a person sees the colours; the palette joins the two.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ouvrage.formats.drawn import Mask

LABELS_MAX = 255
BACKGROUND = (0, "BACKGROUND", "#ffffff")


@dataclass(frozen=True, slots=True)
class Painted:
    """A mask as a file; `colours` say index, label and colour of what it may show."""

    png: bytes
    colours: tuple[tuple[int, str, str], ...]


def painted(mask: Mask, numbers: Mapping[str, int] | None) -> Painted:
    """The mask drawn with the labels' `numbers`, counted from 0; without, an index an entry."""
    places = [
        place if numbers is None else numbers[entry.label] + 1
        for place, entry in enumerate(mask.entries, start=1)
    ]
    indexes = np.array([0, *places], np.uint8)[mask.numbers]
    colours = [BACKGROUND]
    colours += [
        (place, entry.label, entry.colour)
        for place, entry in zip(places, mask.entries, strict=True)
    ]
    palette = bytearray(3 * (LABELS_MAX + 1))
    for place, _, colour in colours:
        palette[3 * place : 3 * place + 3] = bytes.fromhex(colour.removeprefix("#"))
    image = Image.fromarray(indexes, "P")
    image.putpalette(bytes(palette))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return Painted(file.getvalue(), tuple(sorted(set(colours))))

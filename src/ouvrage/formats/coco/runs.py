"""Masks as COCO's run-length encoding: lengths by columns, of nothing and of something in turn.

>>> from ouvrage.formats.drawn import Entry
>>> mask = Mask(np.array([[0, 1], [1, 1]], np.uint8), (Entry("cat", "#332288"),))
>>> list(annotated_mask(mask))[0][1]["segmentation"]
{'counts': [1, 3], 'size': [2, 2]}
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ouvrage.formats.drawn import Mask


def annotated_mask(mask: Mask) -> Iterator[tuple[str, dict[str, object]]]:
    """The label of each entry with its runs, its box and its area; entries without a pixel not."""
    flat = mask.numbers.ravel(order="F")
    starts = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1])))
    ends = np.append(starts[1:], flat.size)
    values = flat[starts]
    for number, entry in enumerate(mask.entries, start=1):
        own = values == number
        if own.any():
            yield entry.label, _annotation(starts[own], ends[own], mask.numbers.shape)


def _annotation(
    starts: NDArray[np.int64], ends: NDArray[np.int64], shape: tuple[int, ...]
) -> dict[str, object]:
    height, width = shape
    edges = np.stack([starts, ends], axis=1).ravel()
    counts = np.diff(np.concatenate(([0], edges, [height * width])))
    return {
        "segmentation": {
            "counts": (counts if counts[-1] else counts[:-1]).tolist(),
            "size": [height, width],
        },
        "bbox": _box(starts, ends - 1, height),
        "area": int((ends - starts).sum()),
    }


def _box(firsts: NDArray[np.int64], lasts: NDArray[np.int64], height: int) -> list[int]:
    """Of the pixels of runs by columns; one that goes on in the next column touches both ends."""
    left, right = int(firsts.min() // height), int(lasts.max() // height)
    if (firsts // height != lasts // height).any():
        return [left, 0, right - left + 1, height]
    top, bottom = int((firsts % height).min()), int((lasts % height).max())
    return [left, top, right - left + 1, bottom - top + 1]

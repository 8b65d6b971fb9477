"""Masks: which label, or which instance, each pixel of a picture belongs to.

    {"inputImageProperties": {"height": 2, "width": 3},
     "labels": [{"label": "cat", "color": "#332288"}],
     "runs": [0, 1, 1, 2, 0, 3]}

`runs` are pairs of a number and a length, in reading order: 0 is nothing, n the nth entry of
`labels` (semantic) or `instances` (instance). They are what browsers send and what is stored: a
hundredth of the picture that AWS documents, and no pixel can have two labels. `document` makes that
picture, an indexed PNG with a white and transparent ground.

Sources: the SageMaker pages of crowd-semantic-segmentation and crowd-instance-segmentation.
"""

import io
import re
from base64 import b64encode
from collections.abc import Mapping
from typing import TypedDict, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ouvrage.base.errors import refuse_all
from ouvrage.base.limits import IMAGE_PIXELS_MAX
from ouvrage.base.words import N_
from ouvrage.taskui.errors import WidgetUnreadable
from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets.errors import MaskEntryEmpty, MaskTooLarge, ShapeLabelUnknown
from ouvrage.taskui.widgets.shapes import lacks
from ouvrage.taskui.widgets.widget import Widget

ENTRIES_MAX = 255
GROUND = (255, 255, 255)
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class Size(TypedDict):
    """Of the picture, in its own pixels."""

    height: int
    width: int


class Entry(TypedDict):
    """A label or an instance, with the colour that stands for it."""

    label: str
    color: str


def pixels(runs: list[int], size: Size) -> NDArray[np.uint8]:
    """The number of each pixel, as rows of columns; raises `WidgetUnreadable` when runs misfit."""
    values, lengths = np.array(runs[::2], np.int64), np.array(runs[1::2], np.int64)
    whole = len(runs) % 2 == 0 and lengths.sum() == size["height"] * size["width"]
    if not whole or (lengths < 1).any() or (values > ENTRIES_MAX).any():
        raise WidgetUnreadable
    return np.repeat(values.astype(np.uint8), lengths).reshape(size["height"], size["width"])


def runs_of(numbers: NDArray[np.uint8]) -> list[int]:
    """The shortest runs of a map: `pixels` of them is the map."""
    flat = numbers.ravel()
    starts = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1])))
    lengths = np.diff(np.append(starts, flat.size))
    return cast("list[int]", np.stack([flat[starts], lengths], axis=1).ravel().tolist())


def picture(numbers: NDArray[np.uint8], entries: list[Entry]) -> str:
    """The map as an indexed PNG in base64; the nth entry's pixels have its colour."""
    image = Image.fromarray(numbers, "P")
    palette = list(GROUND)
    for entry in entries:
        palette.extend(bytes.fromhex(entry["color"][1:]))
    image.putpalette(palette)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, transparency=0)
    return b64encode(file.getvalue()).decode("ascii")


def _read(value: JsonValue, field: AnswerField, name: str) -> dict[str, JsonValue]:
    """The mask with each entry used, in the order in which it was sent."""
    if not isinstance(value, Mapping):
        raise WidgetUnreadable
    size = _size(value.get("inputImageProperties"))
    entries = _entries(value.get(name), field)
    runs = value.get("runs")
    if not isinstance(runs, list) or not all(
        type(number) is int and 0 <= number <= IMAGE_PIXELS_MAX for number in runs
    ):
        raise WidgetUnreadable
    used = set(np.unique(pixels(cast("list[int]", runs), size)).tolist())
    if not used <= set(range(len(entries) + 1)):
        raise WidgetUnreadable
    refuse_all(
        MaskEntryEmpty(place=number, label=entry["label"])
        for number, entry in enumerate(entries, start=1)
        if number not in used
    )
    return cast("dict[str, JsonValue]", {"inputImageProperties": size, name: entries, "runs": runs})


def _size(value: JsonValue) -> Size:
    if not isinstance(value, Mapping):
        raise WidgetUnreadable
    height, width = value.get("height"), value.get("width")
    if type(height) is not int or type(width) is not int or min(height, width) < 1:
        raise WidgetUnreadable
    if height * width > IMAGE_PIXELS_MAX:
        raise MaskTooLarge(most=IMAGE_PIXELS_MAX)
    return {"height": height, "width": width}


def _entries(value: JsonValue, field: AnswerField) -> list[Entry]:
    if not isinstance(value, list) or len(value) > ENTRIES_MAX:
        raise WidgetUnreadable
    entries: list[Entry] = []
    for row, one in enumerate(value, start=1):
        if not isinstance(one, Mapping):
            raise WidgetUnreadable
        label, colour = one.get("label"), one.get("color")
        if not isinstance(label, str) or not _COLOUR.fullmatch(str(colour)):
            raise WidgetUnreadable
        if label not in field.options and not (field.dynamic and not field.options):
            raise ShapeLabelUnknown(row=row, place=row, label=label)
        entries.append({"label": label, "color": str(colour)})
    if len({entry["color"] for entry in entries}) < len(entries):
        raise WidgetUnreadable
    return entries


def _read_labels(value: JsonValue, field: AnswerField) -> JsonValue:
    return _read(value, field, "labels")


def _read_instances(value: JsonValue, field: AnswerField) -> JsonValue:
    return _read(value, field, "instances")


def _document(value: JsonValue, name: str) -> tuple[Mapping[str, JsonValue], list[Entry]]:
    stored = cast("Mapping[str, JsonValue]", value)
    entries = cast("list[Entry]", stored[name])
    size = cast("Size", stored["inputImageProperties"])
    numbers = pixels(cast("list[int]", stored["runs"]), size)
    return {
        "inputImageProperties": stored["inputImageProperties"],
        "labeledImage": {"pngImageData": picture(numbers, entries)},
    }, entries


def _document_labels(value: JsonValue, _: AnswerField) -> JsonValue:
    documented, entries = _document(value, "labels")
    mappings = {entry["label"]: {"color": entry["color"]} for entry in entries}
    return {**documented, "labelMappings": mappings}


def _document_instances(value: JsonValue, _: AnswerField) -> JsonValue:
    documented, entries = _document(value, "instances")
    instances = [{"color": entry["color"], "label": entry["label"]} for entry in entries]
    return {**documented, "instances": instances}


def _shares(value: JsonValue, name: str) -> str:
    """Each entry with its part of the picture: "cat (12.5 %), dog (3.0 %)"."""
    stored = cast("Mapping[str, JsonValue]", value)
    entries = cast("list[Entry]", stored[name])
    size = cast("Size", stored["inputImageProperties"])
    counts = np.bincount(pixels(cast("list[int]", stored["runs"]), size).ravel(), minlength=256)
    share = counts * 100 / counts.sum()
    return ", ".join(
        f"{entry['label']} ({share[number]:.1f} %)" for number, entry in enumerate(entries, start=1)
    )


def _show_labels(value: JsonValue, _: AnswerField) -> JsonValue:
    return _shares(value, "labels")


def _show_instances(value: JsonValue, _: AnswerField) -> JsonValue:
    return _shares(value, "instances")


_ATTRIBUTES = frozenset({"src", "labels", "header", "initial-value", "label-colors"})
_LITERALS = frozenset({"labels", "initial-value", "label-colors"})
_WORDS = (
    N_("Begins the next instance"),
    N_("Brush"),
    N_("Brush, eraser"),
    N_("Changed."),
    N_("Cover"),
    N_("Cross at {x}, {y}"),
    N_("Cross: one pixel; with Shift, ten"),
    N_("Done again."),
    N_("Eraser"),
    N_("Finish"),
    N_("Hide the paint"),
    N_("Hides the paint"),
    N_("Image to paint on"),
    N_("Keep other labels"),
    N_("Keeps what has another label as it is"),
    N_("Keyboard"),
    N_("Label"),
    N_("Label of the next instance: {label}"),
    N_("Label to paint with"),
    N_("Label: {label}"),
    N_("Load the image again"),
    N_("Looking for patches of like colour."),
    N_("Magic wand"),
    N_("Magic wand, patches of like colour"),
    N_("Move"),
    N_("Moves the image"),
    N_("Next instance"),
    N_("No answer yet."),
    N_("Noted: nothing to mark."),
    N_("Nothing to mark in this image"),
    N_("Outline"),
    N_("Outline to fill; F or a click on its first point finishes it"),
    N_("Patches"),
    N_("Patches are shown."),
    N_("Point {count} at {x}, {y}"),
    N_("Redo"),
    N_("Remove {label}"),
    N_("Removed: {label}"),
    N_("Shows the cross, puts the tool down, and lifts it again"),
    N_("Smaller and larger brush"),
    N_("The arrow keys move the cross. Enter puts the tool down there, and lifts it again."),
    N_("This image comes from another host: its colours cannot be read. Brush and outline work."),
    N_("The image of this task could not be loaded."),
    N_("The mask to look over could not be loaded."),
    N_("The time so far counts. Further down, the task can be given back, or reported as broken."),
    N_("The tool is down: arrows paint, Enter lifts it."),
    N_("Tools"),
    N_("Undo"),
    N_("Undo, redo"),
    N_("Undone."),
    N_("Wand reaches"),
    N_("What is painted"),
    N_("Whole image"),
    N_("Zoom in"),
    N_("Zoom out"),
    N_("Zoom, whole image; so do the wheel and two fingers"),
    N_("{label}: {share} % of the image"),
)

SEMANTIC = Widget(
    element="crowd-semantic-segmentation",
    read=_read_labels,
    attributes=_ATTRIBUTES,
    literals=_LITERALS,
    module="mask.js",
    style="drawing.css",
    words=_WORDS,
    document=_document_labels,
    show=_show_labels,
    lacks=lacks,
)
INSTANCES = Widget(
    element="crowd-instance-segmentation",
    read=_read_instances,
    attributes=_ATTRIBUTES,
    literals=_LITERALS,
    module="mask.js",
    style="drawing.css",
    words=_WORDS,
    document=_document_instances,
    show=_show_instances,
    lacks=lacks,
)

MASKS = (SEMANTIC, INSTANCES)

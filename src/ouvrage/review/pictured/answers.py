"""Stored answers as the formats of images take them."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from mimetypes import guess_type
from typing import cast

from ouvrage.formats.drawn import (
    Box,
    Classes,
    Entry,
    ImageAnswer,
    Kind,
    Mask,
    Outline,
    Point,
    Shape,
)
from ouvrage.taskui import AnswerField, FieldKind, JsonValue, row_fields, row_images
from ouvrage.taskui.errors import WidgetUnreadable
from ouvrage.taskui.widgets.masks import Size, pixels
from ouvrage.taskui.widgets.shapes import KINDS as SHAPES
from ouvrage.work.models import Batch, Task
from ouvrage.work.queries import SubmissionRow, batch_answers

PER_TASK_MAX = 1_000
_DRAWN = {
    "crowd-bounding-box": Kind.BOXES,
    "crowd-polygon": Kind.OUTLINES,
    "crowd-keypoint": Kind.POINTS,
    "crowd-semantic-segmentation": Kind.SURFACES,
    "crowd-instance-segmentation": Kind.THINGS,
}
_CHOSEN = {FieldKind.CHOICE: Kind.CLASS, FieldKind.CHOICES: Kind.CLASSES}
_ENTRIES = {Kind.SURFACES: "labels", Kind.THINGS: "instances"}

Said = tuple[Shape, ...] | Mask | Classes
Stored = Mapping[str, JsonValue]


def kind_of(element: str, kind: FieldKind, media_columns: Collection[str]) -> Kind | None:
    """How the question is answered about an image; None where it is not about one."""
    if element in _DRAWN:
        return _DRAWN[element]
    return _CHOSEN.get(kind) if media_columns else None


def image_columns(batch: Batch) -> list[str]:
    """The columns of media that hold images, judged by the names in the first row."""
    first = Task.objects.filter(batch_id=batch.id).order_by("position").first()
    row = first.data if first else {}
    return [name for name in batch.media_columns if _may_be_image(str(row.get(name) or ""))]


def image_answers(batch: Batch) -> Iterator[ImageAnswer]:
    """What each answer of use says about an image, one for each question about one."""
    for _, rows in groupby(batch_answers(batch.id), key=lambda row: row.task_id):
        place = 0
        for row in rows:
            for asked, image in _asked(batch, row):
                place += 1
                assert place < PER_TASK_MAX
                yield _image_answer(row, asked, image, row.position * PER_TASK_MAX + place)


def _asked(batch: Batch, row: SubmissionRow) -> Iterator[tuple[AnswerField, str]]:
    """The questions about an image that the answer answers, each with its image.

    With one column of media the image is what it holds. With more, or none, the page is drawn to
    see which image an element shows; for a choice, the first image of the row is taken.
    """
    source, columns = batch.project.template, batch.media_columns
    media = [str(row.data.get(name) or "") for name in columns]
    shown: Mapping[str, str] | None = None
    for asked in row_fields(source, batch.project.fields, row.data):
        if row.answer.get(asked.name) is None:
            continue
        if asked.element not in _DRAWN:
            image = next(filter(_may_be_image, media), "")
            if image and kind_of(asked.element, asked.kind, columns) is not None:
                yield asked, image
        elif len(media) == 1:
            yield asked, media[0]
        else:
            shown = row_images(source, row.data) if shown is None else shown
            yield asked, shown.get(asked.name, "")


def _may_be_image(name: str) -> bool:
    kind, _ = guess_type(name, strict=False)
    return bool(name) and (kind is None or kind.startswith("image/"))


def _image_answer(row: SubmissionRow, asked: AnswerField, image: str, number: int) -> ImageAnswer:
    kind = kind_of(asked.element, asked.kind, [image])
    assert kind is not None
    value = row.answer[asked.name]
    alone = asked.attributes.get("alone")
    return ImageAnswer(
        image=image,
        size=_size(value),
        question=asked.name,
        kind=kind,
        labels=tuple(option for option in asked.options if option != alone),
        said=_said(kind, asked, value),
        task=row.external_id or str(row.position),
        number=number,
        answered_at=row.submitted_at.strftime("%Y-%m-%dT%H:%M:%S.%f"),
        source={
            "batch_id": row.batch_id,
            "task_id": row.task_id,
            "external_id": row.external_id,
            "answer_id": row.id,
            "worker": row.worker,
        },
    )


def _size(value: JsonValue) -> tuple[int, int] | None:
    size = value.get("inputImageProperties") if isinstance(value, Mapping) else None
    width, height = (
        (size.get("width"), size.get("height")) if isinstance(size, Mapping) else (None, None)
    )
    return (width, height) if isinstance(width, int) and isinstance(height, int) else None


def _said(kind: Kind, asked: AnswerField, value: JsonValue) -> Said | None:
    """What was drawn, painted or chosen; None where the stored value is none of that."""
    try:
        if kind in _CHOSEN.values():
            return _classes(value, asked.attributes.get("alone"))
        stored = cast("Stored", value)
        if kind in _ENTRIES:
            return _mask(stored, _ENTRIES[kind])
        items = cast("list[dict[str, JsonValue]]", stored[SHAPES[asked.element].list_name])
        return tuple(_shape(kind, asked.element, item) for item in items)
    except (KeyError, TypeError, ValueError, WidgetUnreadable):
        return None


def _classes(value: JsonValue, alone: JsonValue) -> Classes:
    chosen = [value] if isinstance(value, str) else cast("list[JsonValue]", value)
    return Classes(tuple(str(one) for one in chosen if one != alone))


def _mask(stored: Stored, name: str) -> Mask:
    size = cast("Size", stored["inputImageProperties"])
    entries = cast("list[dict[str, str]]", stored[name])
    numbers = pixels(cast("list[int]", stored["runs"]), size)
    if numbers.max(initial=0) > len(entries):
        raise WidgetUnreadable
    return Mask(numbers, tuple(Entry(one["label"], one["color"]) for one in entries))


def _shape(kind: Kind, element: str, item: dict[str, JsonValue]) -> Shape:
    points = SHAPES[element].points(item)
    label = item["label"]
    if points is None or not isinstance(label, str):
        raise WidgetUnreadable
    if kind is Kind.BOXES:
        return Box(label, **cast("dict[str, float]", {name: item[name] for name in _BOX}))
    return Outline(label, tuple(points)) if kind is Kind.OUTLINES else Point(label, *points[0])


_BOX = ("left", "top", "width", "height")

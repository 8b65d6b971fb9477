"""Answers about images as files: COCO, YOLO, Pascal VOC and the manifest of Ground Truth.

Nothing is aggregated: every answer of use is written by itself, in the order of the tasks, with
where it comes from. Numbers are pixels of the image as the requester gave it, and its name is what
their row holds. What cannot be written is named in the file; the file of all answers has it too.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ouvrage.formats import coco, manifest, voc, yolo
from ouvrage.formats.drawn import ImageAnswer, Kind
from ouvrage.review.errors import FormatHoldsNothing, FormatUnknown
from ouvrage.review.pictured.answers import image_answers, image_columns, kind_of
from ouvrage.taskui import FieldKind
from ouvrage.work.models import Batch


class ImagesFormat(StrEnum):
    """A kind of file that answers about images come as."""

    COCO = "coco"
    YOLO = "yolo"
    VOC = "voc"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class _Way:
    """What a kind of file is made by."""

    write: Callable[[Iterable[ImageAnswer]], Iterator[bytes]]
    kinds: frozenset[Kind]
    extension: str
    content_type: str


_WAYS = {
    ImagesFormat.COCO: _Way(coco.write, coco.KINDS, *coco.EXTENSIONS, coco.CONTENT_TYPE),
    ImagesFormat.YOLO: _Way(yolo.write, yolo.KINDS, *yolo.EXTENSIONS, yolo.CONTENT_TYPE),
    ImagesFormat.VOC: _Way(voc.write, voc.KINDS, *voc.EXTENSIONS, voc.CONTENT_TYPE),
    ImagesFormat.MANIFEST: _Way(
        manifest.write, manifest.KINDS, *manifest.EXTENSIONS, manifest.CONTENT_TYPE
    ),
}


def images_formats(batch: Batch) -> tuple[ImagesFormat, ...]:
    """The kinds of file that hold the answers to at least one question of the batch's project."""
    columns = image_columns(batch)
    asked = {
        kind_of(str(field.get("element", "")), FieldKind(field["kind"]), columns)
        for field in batch.project.fields
    }
    return tuple(format for format, way in _WAYS.items() if way.kinds & asked)


def content_type(format: str) -> str:
    """The media type of that kind of file."""
    return _WAYS[_format(format)].content_type


def file_name(batch_id: str, format: str) -> str:
    """A name for the downloaded file."""
    chosen = _format(format)
    return f"{chosen}-{batch_id}{_WAYS[chosen].extension}"


def write(batch_id: str, format: str) -> Iterator[bytes]:
    """Every answer of use about an image as a file, streamed; needs no run.

    `FormatHoldsNothing` where no question of the project goes with that kind of file.
    """
    chosen = _format(format)
    batch = Batch.objects.select_related("project").get(id=batch_id)
    if chosen not in images_formats(batch):
        raise FormatHoldsNothing(field="format")
    way = _WAYS[chosen]
    return way.write(one for one in image_answers(batch) if one.kind in way.kinds)


def _format(format: str) -> ImagesFormat:
    try:
        return ImagesFormat(format)
    except ValueError as error:
        raise FormatUnknown(field="format", formats=", ".join(ImagesFormat)) from error

"""COCO: boxes, outlines, points and masks of images in one JSON file.

The format of data of https://cocodataset.org/#format-data, as pycocotools and what builds on it
read it. Each answer to a question is an image of its own, so that what several people drew on one
picture is not mixed; `images` says whose it is. Each surface or thing of a mask is an annotation in
uncompressed RLE. Points are one category, named by their question, with one annotation where each
point stands once, else one each. `left_out` names what could not be written.
"""

from collections.abc import Iterable, Iterator, Sequence

from ouvrage.formats.coco.categories import Categories
from ouvrage.formats.coco.runs import annotated_mask
from ouvrage.formats.drawn import (
    Box,
    ImageAnswer,
    Kind,
    Mask,
    Outline,
    Point,
    Shape,
    bounds,
    figures,
    left_out,
    problem,
)
from ouvrage.formats.spool import Spool, as_json

EXTENSIONS = (".json",)
CONTENT_TYPE = "application/json"
KINDS = frozenset({Kind.BOXES, Kind.OUTLINES, Kind.POINTS, Kind.SURFACES, Kind.THINGS})
ANNOTATIONS_PER_IMAGE_MAX = 10_000
_VISIBLE = 2

Annotation = dict[str, object]


def write(answers: Iterable[ImageAnswer]) -> Iterator[bytes]:
    """The file as bytes, UTF-8; what comes last in it waits in a temporary file."""
    categories = Categories()
    with Spool(b",\n") as images, Spool(b",\n") as others:
        yield b'{"info":{"description":"One image entry for each answer"},"licenses":[]'
        yield b',"annotations":['
        comma = b""
        for answer in answers:
            refusal = problem(answer)
            if refusal is not None:
                others.add(as_json(left_out(answer, refusal)))
                continue
            images.add(as_json(_image(answer)))
            written = [as_json(one) for one in _annotations(answer, categories)]
            if written:
                yield comma + b",\n".join(written)
                comma = b",\n"
        yield b'],"images":['
        yield from images.chunks()
        yield b'],"categories":' + as_json(categories.listed()) + b',"left_out":['
        yield from others.chunks()
        yield b"]}\n"


def _image(answer: ImageAnswer) -> dict[str, object]:
    assert answer.size is not None
    width, height = answer.size
    return {
        "id": answer.number,
        "file_name": answer.image,
        "width": width,
        "height": height,
        "field": answer.question,
        **answer.source,
    }


def _annotations(answer: ImageAnswer, categories: Categories) -> Iterator[Annotation]:
    found = _of_answer(answer, categories)
    for place, annotation in enumerate(found, start=1):
        assert place < ANNOTATIONS_PER_IMAGE_MAX
        yield {
            "id": answer.number * ANNOTATIONS_PER_IMAGE_MAX + place,
            "image_id": answer.number,
            "iscrowd": 0,
            **annotation,
        }


def _of_answer(answer: ImageAnswer, categories: Categories) -> Iterator[Annotation]:
    if answer.kind is Kind.POINTS:
        category = categories.of_points(answer.question, answer.names)
        for figure in figures(answer.shapes):
            yield {"category_id": category.id, **_keypoints(category.points, figure)}
        return
    categories.offer(answer.labels)
    if isinstance(answer.said, Mask):
        for label, annotation in annotated_mask(answer.said):
            yield {"category_id": categories.of_label(label), **annotation}
        return
    for shape in answer.shapes:
        yield {"category_id": categories.of_label(shape.label), **_drawn(shape)}


def _drawn(shape: Shape) -> Annotation:
    if isinstance(shape, Box):
        box = [shape.left, shape.top, shape.width, shape.height]
        return {"bbox": box, "area": shape.width * shape.height, "segmentation": []}
    assert isinstance(shape, Outline)
    return {
        "bbox": list(bounds(shape.corners)),
        "area": _area(shape),
        "segmentation": [[number for corner in shape.corners for number in corner]],
    }


def _area(outline: Outline) -> float:
    """By the shoelace formula."""
    after = (*outline.corners[1:], outline.corners[0])
    pairs = zip(outline.corners, after, strict=True)
    return abs(sum(x * down - across * y for (x, y), (across, down) in pairs)) / 2


def _keypoints(names: Sequence[str], figure: list[Shape]) -> Annotation:
    placed = {point.label: point for point in figure if isinstance(point, Point)}
    numbers: list[int | float] = []
    for name in names:
        point = placed.get(name)
        numbers += [0, 0, 0] if point is None else [point.x, point.y, _VISIBLE]
    box = bounds([corner for point in figure for corner in point.corners])
    return {
        "bbox": list(box),
        "area": box[2] * box[3],
        "segmentation": [],
        "keypoints": numbers,
        "num_keypoints": len(placed),
    }

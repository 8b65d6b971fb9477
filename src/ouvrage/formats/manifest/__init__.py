"""Augmented manifest of Ground Truth: a ZIP with one line for each answer, and masks as PNG.

    output.manifest               {"source-ref":"street.jpg","boxes":{…},"boxes-metadata":{…}}
    masks/surfaces/ANSWER.png     the mask that "surfaces-ref" names

The attributes are those of https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html:
`groundtruth/object-detection`, `groundtruth/semantic-segmentation`,
`groundtruth/image-classification` and its multi-label kind. Instances have no type of their own
there; they are a mask of type `groundtruth/custom` whose colours each stand for one thing.
Confidence is 0, as where one worker answered. The metadata also say where the answer is from.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ouvrage.formats.archives.writing import Member, zipped
from ouvrage.formats.drawn import Box, Classes, ImageAnswer, Kind, Mask, left_out, problem
from ouvrage.formats.errors import FileRefusal, TooManyLabels
from ouvrage.formats.manifest.masks import LABELS_MAX, Painted, painted
from ouvrage.formats.spool import Spool, as_line

EXTENSIONS = (".zip",)
CONTENT_TYPE = "application/zip"
KINDS = frozenset({Kind.BOXES, Kind.SURFACES, Kind.THINGS, Kind.CLASS, Kind.CLASSES})
SOURCE = "source-ref"
_CONFIDENCE = 0.0
_TYPES = {
    Kind.BOXES: "object-detection",
    Kind.SURFACES: "semantic-segmentation",
    Kind.THINGS: "custom",
    Kind.CLASS: "image-classification",
    Kind.CLASSES: "image-classification-multilabel",
}

Line = dict[str, object]
Numbers = dict[str, dict[str, int]]


def write(answers: Iterable[ImageAnswer]) -> Iterator[bytes]:
    """The archive as bytes; the answers of one page follow one another."""
    return zipped(_members(answers))


def _members(answers: Iterable[ImageAnswer]) -> Iterator[Member]:
    numbers: Numbers = {}
    with Spool() as lines, Spool() as others:
        for _, page in groupby(answers, key=_page):
            line: Line = {}
            for answer in page:
                refusal = _problem(answer, numbers)
                if refusal is not None:
                    others.add(as_line(left_out(answer, refusal)))
                    continue
                line.setdefault(SOURCE, answer.image)
                yield from _add(line, answer, numbers[answer.question])
            if line:
                lines.add(as_line(line))
        yield "output.manifest", lines.chunks()
        if not others.is_empty:
            yield "left-out.jsonl", others.chunks()


def _page(answer: ImageAnswer) -> tuple[str | int, str]:
    """What one line is about: an answer and one image of its page."""
    return answer.source.get("answer_id", answer.number), answer.image


def _problem(answer: ImageAnswer, numbers: Numbers) -> FileRefusal | None:
    """Why it cannot be written, if so; else its labels are numbered."""
    refusal = problem(answer)
    own = numbers.setdefault(answer.question, {})
    if refusal is None:
        for label in answer.names:
            own.setdefault(label, len(own))
    if answer.kind is Kind.SURFACES and any(own.get(one, 0) >= LABELS_MAX for one in answer.used):
        return TooManyLabels(task=answer.task, most=LABELS_MAX)
    return refusal


def _add(line: Line, answer: ImageAnswer, numbers: dict[str, int]) -> Iterator[Member]:
    """The attribute and its metadata are in the line; a mask's PNG comes out as a file."""
    more: Line
    name = answer.question
    if isinstance(answer.said, Mask):
        mask = painted(answer.said, numbers if answer.kind is Kind.SURFACES else None)
        path = f"masks/{answer.question}/{answer.source.get('answer_id', answer.number)}.png"
        yield path, [mask.png]
        name += "" if name.endswith("-ref") else "-ref"
        value: object = path
        more = {"internal-color-map": _colours(mask)}
    elif isinstance(answer.said, Classes):
        value, more = _classified(answer, numbers)
    else:
        value, more = _boxed(answer, numbers)
    while name in line or f"{name}-metadata" in line:
        name += "_"
    line[name] = value
    line[f"{name}-metadata"] = {**more, **_metadata(answer)}


def _colours(mask: Painted) -> Line:
    return {
        str(index): {"class-name": label, "hex-color": colour, "confidence": _CONFIDENCE}
        for index, label, colour in mask.colours
    }


def _classified(answer: ImageAnswer, numbers: dict[str, int]) -> tuple[object, Line]:
    chosen = answer.used
    if answer.kind is Kind.CLASS:
        (label,) = chosen
        return numbers[label], {"class-name": label, "confidence": _CONFIDENCE}
    keys = [str(numbers[label]) for label in chosen]
    return [numbers[label] for label in chosen], {
        "class-map": dict(zip(keys, chosen, strict=True)),
        "confidence-map": dict.fromkeys(keys, _CONFIDENCE),
    }


def _boxed(answer: ImageAnswer, numbers: dict[str, int]) -> tuple[object, Line]:
    assert answer.size is not None
    width, height = answer.size
    boxes = [box for box in answer.shapes if isinstance(box, Box)]
    annotations = [
        {
            "class_id": numbers[box.label],
            "left": box.left,
            "top": box.top,
            "width": box.width,
            "height": box.height,
        }
        for box in boxes
    ]
    value = {
        "image_size": [{"width": width, "height": height, "depth": 3}],
        "annotations": annotations,
    }
    return value, {
        "objects": [{"confidence": _CONFIDENCE} for _ in boxes],
        "class-map": {str(numbers[label]): label for label in dict.fromkeys(answer.used)},
    }


def _metadata(answer: ImageAnswer) -> Line:
    return {
        "type": f"groundtruth/{_TYPES[answer.kind]}",
        "human-annotated": "yes",
        "creation-date": answer.answered_at,
        "job-name": f"labeling-job/{answer.source.get('batch_id', '')}",
        **{name.replace("_", "-"): value for name, value in answer.source.items()},
    }

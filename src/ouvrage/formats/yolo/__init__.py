"""YOLO: a ZIP with one dataset for each question, laid out as Ultralytics documents it.

    boxes/data.yaml             names, and the list of images
    boxes/images.txt            ./images/1/street.jpg
    boxes/labels/1/street.txt   0 0.25 0.4 0.3025 0.4033
    boxes/answers.jsonl         which answer each file holds

Boxes are `class x y width height` (https://docs.ultralytics.com/datasets/detect/), outlines `class
x1 y1 x2 y2 …` (…/segment/), points `class x y width height` and `x y visibility` for each point
(…/pose/); numbers are shares of the image's size. Images are put into `images/1/` by their owner;
`images/2/` is for the second answer about an image, and so on. A file without a line says that
nothing is there to mark.
"""

from collections.abc import Iterable, Iterator, Sequence

from ouvrage.formats.archives.writing import Member, zipped
from ouvrage.formats.datasets import Dataset, stem_and_ending
from ouvrage.formats.drawn import (
    Box,
    ImageAnswer,
    Kind,
    Point,
    Shape,
    bounds,
    figures,
    problem,
)
from ouvrage.formats.spool import Spool

EXTENSIONS = (".zip",)
CONTENT_TYPE = "application/zip"
KINDS = frozenset({Kind.BOXES, Kind.OUTLINES, Kind.POINTS})
_VISIBLE = "2"
_PLAIN = frozenset('"\\')

Size = tuple[int, int]


def write(answers: Iterable[ImageAnswer]) -> Iterator[bytes]:
    """The archive as bytes."""
    return zipped(_members(answers))


class _Set(Dataset):
    """A dataset with its classes; `points` are the names of a thing's points where it has some."""

    def __init__(self, folder: str, answer: ImageAnswer) -> None:
        super().__init__(folder)
        self.images = Spool()
        is_posed = answer.kind is Kind.POINTS
        self.points = answer.names if is_posed else ()
        names = (answer.question,) if is_posed else answer.labels
        self.classes = {name: number for number, name in enumerate(names)}

    def number(self, label: str) -> int:
        return self.classes.setdefault(label, len(self.classes))

    def close(self) -> None:
        super().close()
        self.images.close()


def _members(answers: Iterable[ImageAnswer]) -> Iterator[Member]:
    sets: dict[tuple[str, Sequence[str]], _Set] = {}
    try:
        for answer in answers:
            own = _set_of(answer, sets)
            refusal = problem(answer)
            if refusal is not None:
                own.leave_out(answer, refusal)
                continue
            stem = own.stems.stem(answer.image)
            path = f"labels/{stem}.txt"
            own.images.add(f"./images/{stem}{stem_and_ending(answer.image)[1]}\n".encode())
            own.note(answer, path)
            yield f"{own.folder}/{path}", ["".join(_lines(answer, own)).encode()]
        for own in sets.values():
            yield f"{own.folder}/images.txt", own.images.chunks()
            yield f"{own.folder}/data.yaml", [_described(own).encode()]
            yield from own.told()
    finally:
        for own in sets.values():
            own.close()


def _set_of(answer: ImageAnswer, sets: dict[tuple[str, Sequence[str]], _Set]) -> _Set:
    """One for each question; one more for each row that offers other points in it."""
    key = (answer.question, answer.names if answer.kind is Kind.POINTS else ())
    if key not in sets:
        before = sum(field == answer.question for field, _ in sets)
        folder = f"{answer.question}.{before + 1}" if before else answer.question
        sets[key] = _Set(folder, answer)
    return sets[key]


def _lines(answer: ImageAnswer, own: _Set) -> Iterator[str]:
    assert answer.size is not None
    if answer.kind is Kind.POINTS:
        for figure in figures(answer.shapes):
            yield _line(own.number(answer.question), _posed(figure, own.points, answer.size))
        return
    for shape in answer.shapes:
        if isinstance(shape, Box):
            shares = _centred((shape.left, shape.top, shape.width, shape.height), answer.size)
        else:
            shares = [share for corner in shape.corners for share in _shares(corner, answer.size)]
        yield _line(own.number(shape.label), shares)


def _posed(figure: list[Shape], names: Sequence[str], size: Size) -> list[str]:
    placed = {point.label: point for point in figure if isinstance(point, Point)}
    numbers = _centred(bounds([corner for point in figure for corner in point.corners]), size)
    for name in names:
        point = placed.get(name)
        if point is None:
            numbers += ["0", "0", "0"]
        else:
            numbers += [*_shares((point.x, point.y), size), _VISIBLE]
    return numbers


def _centred(box: tuple[float, float, float, float], size: Size) -> list[str]:
    left, top, width, height = box
    return [*_shares((left + width / 2, top + height / 2), size), *_shares((width, height), size)]


def _shares(pair: tuple[float, float], size: Size) -> list[str]:
    return [_written(number / side) for number, side in zip(pair, size, strict=True)]


def _written(share: float) -> str:
    """To a ten-thousandth of a pixel of the largest image that is taken."""
    return f"{share:.9f}".rstrip("0").rstrip(".")


def _line(number: int, numbers: list[str]) -> str:
    return f"{number} {' '.join(numbers)}\n"


def _described(own: _Set) -> str:
    """`data.yaml`; without `path`, so that its own folder is the root. Both lists are the same."""
    lines = ["train: images.txt", "val: images.txt"]
    if own.points:
        lines += [f"kpt_shape: [{len(own.points)}, 3]", "kpt_names:", "  0:"]
        lines += [f"    - {_quoted(name)}" for name in own.points]
    lines.append("names:" if own.classes else "names: {}")
    lines += [f"  {number}: {_quoted(name)}" for name, number in own.classes.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A YAML text between double quotes, in which any character can be written."""
    written = (
        one if one.isprintable() and one not in _PLAIN else f"\\U{ord(one):08x}" for one in text
    )
    return f'"{"".join(written)}"'

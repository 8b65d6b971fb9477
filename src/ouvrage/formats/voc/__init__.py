"""Pascal VOC: a ZIP with an XML file for each answer, laid out as in the VOC 2007 kit.

    boxes/Annotations/1/street.xml
    boxes/ImageSets/Main/answers.txt   1/street
    boxes/answers.jsonl                which answer each file holds

The elements are those of http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/. `xmin` and `xmax`
are the box's edges in pixels from the image's side, so that `xmax - xmin` is its width: as programs
write and read them today; the kit itself counted pixels from 1. The nth answer about an image is in
the folder `n`.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from ouvrage.formats.archives.writing import Member, zipped
from ouvrage.formats.datasets import Dataset, file_name
from ouvrage.formats.drawn import Box, ImageAnswer, Kind, problem
from ouvrage.formats.spool import Spool

EXTENSIONS = (".zip",)
CONTENT_TYPE = "application/zip"
KINDS = frozenset({Kind.BOXES})
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(answers: Iterable[ImageAnswer]) -> Iterator[bytes]:
    """The archive as bytes."""
    return zipped(_members(answers))


class _Set(Dataset):
    """A dataset with the list of its files."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.listed = Spool()

    def close(self) -> None:
        super().close()
        self.listed.close()


def _members(answers: Iterable[ImageAnswer]) -> Iterator[Member]:
    sets: dict[str, _Set] = {}
    try:
        for answer in answers:
            own = sets.get(answer.question) or sets.setdefault(
                answer.question, _Set(answer.question)
            )
            refusal = problem(answer)
            if refusal is not None:
                own.leave_out(answer, refusal)
                continue
            stem = own.stems.stem(answer.image)
            path = f"Annotations/{stem}.xml"
            own.listed.add(f"{stem}\n".encode())
            own.note(answer, path)
            yield f"{own.folder}/{path}", ["".join(_lines(answer, stem)).encode()]
        for own in sets.values():
            yield f"{own.folder}/ImageSets/Main/answers.txt", own.listed.chunks()
            yield from own.told()
    finally:
        for own in sets.values():
            own.close()


def _lines(answer: ImageAnswer, stem: str) -> Iterator[str]:
    assert answer.size is not None
    width, height = answer.size
    yield "<annotation>\n"
    yield _element("folder", stem.rpartition("/")[0], 1)
    yield _element("filename", file_name(answer.image), 1)
    yield _element("path", answer.image, 1)
    yield "\t<source>\n"
    for name, value in answer.source.items():
        yield _element(name, value, 2)
    yield "\t</source>\n\t<size>\n"
    yield from (_element("width", width, 2), _element("height", height, 2), _element("depth", 3, 2))
    yield "\t</size>\n"
    yield _element("segmented", 0, 1)
    for box in answer.shapes:
        if isinstance(box, Box):
            yield from _object(box)
    yield "</annotation>\n"


def _object(box: Box) -> Iterator[str]:
    yield "\t<object>\n"
    yield _element("name", box.label, 2)
    yield _element("pose", "Unspecified", 2)
    yield _element("truncated", 0, 2)
    yield _element("difficult", 0, 2)
    yield "\t\t<bndbox>\n"
    (left, top), (right, bottom) = box.corners
    edges = {"xmin": left, "ymin": top, "xmax": right, "ymax": bottom}
    yield from (_element(name, edge, 3) for name, edge in edges.items())
    yield "\t\t</bndbox>\n\t</object>\n"


def _element(name: str, value: object, depth: int) -> str:
    """One line; what XML cannot hold is shown as the sign for that."""
    text = escape(_NOT_IN_XML.sub("\ufffd", str(value)), {"\r": "&#13;"})
    return "\t" * depth + f"<{name}>{text}</{name}>\n"

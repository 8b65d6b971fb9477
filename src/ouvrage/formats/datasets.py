"""Folders of label files that lie beside images of the same names, one file for each image.

The nth answer about an image goes into the folder `n`, so that no two files have one name and each
folder is a set of images with one answer each:

>>> stems = Stems()
>>> [stems.stem(name) for name in ("a/cat.jpg", "a/cat.jpg", "https://example.org/1.png?w=9")]
['1/a/cat', '2/a/cat', '1/example.org/1-w=9']
>>> stem_and_ending("../x y.JPG")
('x y', '.JPG')
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ouvrage.formats.archives.writing import Member
from ouvrage.formats.drawn import ImageAnswer, left_out
from ouvrage.formats.errors import FileRefusal
from ouvrage.formats.spool import Spool, as_line

PART_CHARACTERS_MAX = 120
PARTS_MAX = 8
_UNSAFE = frozenset('<>:"|?*')
_ENDING = re.compile(r"\.\w{1,5}$")
# Trainers find labels by putting `labels` for the last `images` of a path.
_TAKEN = {"images": "images_"}


class Stems:
    """Names for label files, each given once, also where capitals count for nothing."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def stem(self, image: str) -> str:
        """The folder and the image's name without its ending."""
        stem, _ = stem_and_ending(image)
        key = stem.casefold()
        self._given[key] += 1
        return f"{self._given[key]}/{stem}"


def stem_and_ending(image: str) -> tuple[str, str]:
    """The image's name as a path that stays inside a folder on every system, cut at its ending."""
    parts = urlsplit(image) if "://" in image else None
    ending_of = image if parts is None else parts.path
    found = _ENDING.search(ending_of)
    ending = found.group() if found else ""
    path = ending_of.removesuffix(ending)
    if parts is not None:
        path = f"{parts.netloc}/{unquote(path)}{'-' if parts.query else ''}{parts.query}"
    *folders, name = (_part(part) for part in path.replace("\\", "/").split("/"))
    kept = [part for folder in folders if (part := folder.strip(". "))]
    inside = [_TAKEN.get(part.lower(), part) for part in kept[-PARTS_MAX:]]
    return "/".join([*inside, name if name.strip(". ") else "image"]), ending


def _part(part: str) -> str:
    safe = "".join("_" if one in _UNSAFE or not one.isprintable() else one for one in part)
    return safe[:PART_CHARACTERS_MAX]


def file_name(image: str) -> str:
    """The image's own name, without the folders it lies in."""
    stem, ending = stem_and_ending(image)
    return PurePosixPath(stem).name + ending


class Dataset:
    """What is told about one question's label files at the end: where they are from, what lacks."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.stems = Stems()
        self.answers = Spool()
        self.others = Spool()

    def note(self, answer: ImageAnswer, path: str) -> None:
        """A line says which answer the file holds."""
        line = {"file": path, "image": answer.image, "field": answer.question, **answer.source}
        self.answers.add(as_line(line))

    def leave_out(self, answer: ImageAnswer, refusal: FileRefusal) -> None:
        """A line says why there is no file."""
        self.others.add(as_line(left_out(answer, refusal)))

    def told(self) -> Iterator[Member]:
        """`answers.jsonl`, and `left-out.jsonl` where something lacks."""
        yield f"{self.folder}/answers.jsonl", self.answers.chunks()
        if not self.others.is_empty:
            yield f"{self.folder}/left-out.jsonl", self.others.chunks()

    def close(self) -> None:
        """Its temporary files are gone."""
        self.answers.close()
        self.others.close()

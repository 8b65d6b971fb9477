"""CoNLL-2003 with IOB2 tags: one token a line, an empty line between sentences.

    Ana -X- -X- B-person
    Rakoto -X- -X- I-person
    sang -X- -X- O

Four columns as in the shared task (Tjong Kim Sang and De Meulder, 2003,
https://aclanthology.org/W03-0419/): token, part of speech, chunk, name; the middle two are not
known and hold `-X-`, as the corpus writes it. A text begins with `-DOCSTART-`. Tokens are cut where
a mark begins or ends, so that each mark is exact. The layout has one tag a token: of marks that
overlap it keeps the outermost; the spaCy file has them all. Lines of a text are sentences.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.formats.conll.tokens import tokens
from ouvrage.formats.spans import Mark, MarkedText, outermost

EXTENSIONS = (".conll",)
_UNKNOWN = "-X- -X-"


def write(texts: Iterable[MarkedText]) -> Iterator[bytes]:
    """The texts as bytes, UTF-8, `EXPORT_CHUNK_ROWS` texts at a time."""
    waiting = iter(texts)
    while chunk := list(islice(waiting, EXPORT_CHUNK_ROWS)):
        yield "".join(line for text in chunk for line in _lines(text)).encode()


def _lines(marked: MarkedText) -> Iterator[str]:
    yield f"-DOCSTART- {_UNKNOWN} O\n\n"
    kept = outermost(marked.marks)
    waiting = iter(kept)
    mark = next(waiting, None)
    before = 0
    for token, start in tokens(marked.text, {place for one in kept for place in _ends(one)}):
        while mark is not None and mark.end <= start:
            mark = next(waiting, None)
        inside = mark is not None and mark.start <= start
        if "\n" in marked.text[before:start] and not (inside and mark and mark.start < start):
            yield "\n"
        yield f"{token} {_UNKNOWN} {_tag(mark, start) if inside else 'O'}\n"
        before = start
    yield "\n"


def _ends(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def _tag(mark: Mark | None, start: int) -> str:
    assert mark is not None
    label = "_".join(mark.label.split()) or "_"
    return f"{'B' if mark.start == start else 'I'}-{label}"

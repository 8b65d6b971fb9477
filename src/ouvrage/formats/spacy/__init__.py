"""JSON Lines for spaCy: one text a line with its marks as character offsets.

    {"text":"Ana sang.","entities":[[0,3,"person"]],"spans":{"sc":[[0,3,"person"]]},"meta":{…}}

`Example.from_dict(nlp.make_doc(text), {"entities": …, "spans": …})` reads the two lists of a line
(https://spacy.io/api/data-formats#dict-input): `entities` for a named-entity recogniser, which must
not overlap and so are the outermost; `spans` under spaCy's own key `sc` for a span categoriser,
which has them all. Offsets count code points, as Python and spaCy do. `meta` says where it is from.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.formats.spans import Mark, MarkedText, outermost

EXTENSIONS = (".jsonl",)
SPANS_KEY = "sc"


def write(texts: Iterable[MarkedText]) -> Iterator[bytes]:
    """The texts as bytes, UTF-8, `EXPORT_CHUNK_ROWS` texts at a time."""
    waiting = iter(texts)
    while chunk := list(islice(waiting, EXPORT_CHUNK_ROWS)):
        yield "".join(map(_line, chunk)).encode()


def _line(marked: MarkedText) -> str:
    line = {
        "text": marked.text,
        "entities": _listed(outermost(marked.marks)),
        "spans": {SPANS_KEY: _listed(sorted(marked.marks))},
        "meta": dict(marked.source),
    }
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _listed(marks: Iterable[Mark]) -> list[tuple[int, int, str]]:
    return [(mark.start, mark.end, mark.label) for mark in marks]

"""Recordings with what is said in them, as the formats of segments take them: one file an answer.

Each format writes one recording; `packed` puts the files of a batch into a ZIP, beside a list that
says which answer each file holds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from ouvrage.formats.archives.writing import Member, zipped
from ouvrage.formats.datasets import Stems
from ouvrage.formats.spool import Spool, as_line

EXTENSIONS = (".zip",)
CONTENT_TYPE = "application/zip"


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """What is said from one second to another; the label is empty where none is asked."""

    start: float
    end: float
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class TimedText:
    """One answer: a recording, its segments, the labels that were offered, where it comes from."""

    recording: str
    question: str
    segments: tuple[Segment, ...]
    duration: float = 0.0
    labels: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)


def packed(
    texts: Iterable[TimedText], written: Callable[[TimedText], str], ending: str
) -> Iterator[bytes]:
    """A ZIP with a folder for each question, and `answers.jsonl`."""
    return zipped(_members(texts, written, ending))


def writer(
    written: Callable[[TimedText], str], ending: str
) -> Callable[[Iterable[TimedText]], Iterator[bytes]]:
    """What a format offers as its `write`."""
    return partial(packed, written=written, ending=ending)


def _members(
    texts: Iterable[TimedText], written: Callable[[TimedText], str], ending: str
) -> Iterator[Member]:
    stems: dict[str, Stems] = {}
    answers = Spool()
    try:
        for text in texts:
            own = stems.setdefault(text.question, Stems())
            path = f"{text.question}/{own.stem(text.recording or 'recording')}{ending}"
            line = {"file": path, "recording": text.recording, "field": text.question}
            answers.add(as_line(line | dict(text.source)))
            yield path, [written(text).encode()]
        yield "answers.jsonl", answers.chunks()
    finally:
        answers.close()


def lines_of(text: str) -> str:
    """The text without the empty lines that would end a cue."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def moment(seconds: float, mark: str) -> str:
    """Hours, minutes, seconds and milliseconds.

    >>> moment(3723.5, ".")
    '01:02:03.500'
    """
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}{mark}{milliseconds:03}"

"""Marked words as files, one text per answer: CoNLL-2003 and JSON Lines for spaCy.

Marks are not aggregated: every answer of use is written, in the order of the tasks, with where it
comes from. Offsets belong to the text as the page showed it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from ouvrage.formats import conll, spacy
from ouvrage.formats.spans import Mark, MarkedText
from ouvrage.review.errors import FormatUnknown
from ouvrage.taskui import AnswerField, row_fields
from ouvrage.taskui.widgets.entities import ELEMENTS, text_of
from ouvrage.work.models import Batch
from ouvrage.work.queries import SubmissionRow, batch_answers


class MarksFormat(StrEnum):
    """A kind of file that marked words come as."""

    CONLL = "conll"
    SPACY = "spacy"


_WRITERS: dict[MarksFormat, Callable[[Iterable[MarkedText]], Iterator[bytes]]] = {
    MarksFormat.CONLL: conll.write,
    MarksFormat.SPACY: spacy.write,
}
_EXTENSIONS = {MarksFormat.CONLL: conll.EXTENSIONS, MarksFormat.SPACY: spacy.EXTENSIONS}
CONTENT_TYPES = {
    MarksFormat.CONLL: "text/plain; charset=utf-8",
    MarksFormat.SPACY: "application/x-ndjson",
}


def has_marks(stored: Iterable[Mapping[str, object]]) -> bool:
    """Whether one of a project's questions asks for words to be marked."""
    return any(field.get("element") in ELEMENTS for field in stored)


def content_type(format: str) -> str:
    """The media type of that kind of file."""
    return CONTENT_TYPES[_format(format)]


def file_name(batch_id: str, format: str) -> str:
    """A name for the downloaded file."""
    return f"marks-{batch_id}{_EXTENSIONS[_format(format)][0]}"


def write(batch_id: str, format: str) -> Iterator[bytes]:
    """The marks of every answer of use as a file, streamed; needs no run. Draws each row's page."""
    return _WRITERS[_format(format)](marked_texts(batch_id))


def marked_texts(batch_id: str) -> Iterator[MarkedText]:
    """One text for each answer and each question that asks for marks."""
    project = Batch.objects.select_related("project").get(id=batch_id).project
    for row in batch_answers(batch_id):
        for field in row_fields(project.template, project.fields, row.data):
            if field.element in ELEMENTS and field.name in row.answer:
                yield _marked(row, field)


def _marked(row: SubmissionRow, field: AnswerField) -> MarkedText:
    answer = row.answer[field.name]
    assert isinstance(answer, dict)
    marks = (Mark(one["startOffset"], one["endOffset"], one["label"]) for one in answer["entities"])
    source = {
        "task_id": row.task_id,
        "external_id": row.external_id,
        "answer_id": row.id,
        "worker": row.worker,
        "field": field.name,
    }
    return MarkedText(text_of(field) or "", tuple(marks), source)


def _format(format: str) -> MarksFormat:
    try:
        return MarksFormat(format)
    except ValueError as error:
        raise FormatUnknown(field="format", formats=", ".join(MarksFormat)) from error

"""What is said in recordings as files, one for each answer: WebVTT, SubRip and Praat's TextGrid.

Segments are not aggregated: every answer of use is written, in the order of the tasks, with where
it comes from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from ouvrage.formats import srt, textgrid, timed, webvtt
from ouvrage.formats.timed import Segment, TimedText
from ouvrage.review.errors import FormatHoldsNothing, FormatUnknown
from ouvrage.taskui import AnswerField, row_fields, row_images
from ouvrage.taskui.widgets.recordings import ELEMENT
from ouvrage.work.models import Batch
from ouvrage.work.queries import SubmissionRow, batch_answers


class SegmentsFormat(StrEnum):
    """A kind of file that segments of recordings come as."""

    WEBVTT = "webvtt"
    SRT = "srt"
    TEXTGRID = "textgrid"


_WRITERS: dict[SegmentsFormat, Callable[[Iterable[TimedText]], Iterator[bytes]]] = {
    SegmentsFormat.WEBVTT: webvtt.write,
    SegmentsFormat.SRT: srt.write,
    SegmentsFormat.TEXTGRID: textgrid.write,
}
CONTENT_TYPE = timed.CONTENT_TYPE


def has_segments(stored: Iterable[Mapping[str, object]]) -> bool:
    """Whether one of a project's questions asks for segments of a recording."""
    return any(field.get("element") == ELEMENT for field in stored)


def file_name(batch_id: str, format: str) -> str:
    """A name for the downloaded file."""
    return f"{_format(format)}-{batch_id}{timed.EXTENSIONS[0]}"


def write(batch_id: str, format: str) -> Iterator[bytes]:
    """The segments of every answer of use as a ZIP, streamed; needs no run.

    `FormatHoldsNothing` where no question of the project asks for segments.
    """
    chosen = _format(format)
    batch = Batch.objects.select_related("project").get(id=batch_id)
    if not has_segments(batch.project.fields):
        raise FormatHoldsNothing(field="format")
    return _WRITERS[chosen](_texts(batch))


def _texts(batch: Batch) -> Iterator[TimedText]:
    """One text for each answer and each question that asks for segments."""
    project = batch.project
    for row in batch_answers(batch.id):
        asked = [
            field
            for field in row_fields(project.template, project.fields, row.data)
            if field.element == ELEMENT and field.name in row.answer
        ]
        heard = row_images(project.template, row.data) if asked else {}
        for field in asked:
            yield _text(row, field, heard.get(field.name, ""))


def _text(row: SubmissionRow, field: AnswerField, recording: str) -> TimedText:
    answer = row.answer[field.name]
    assert isinstance(answer, dict)
    segments = (
        Segment(one["start"], one["end"], one.get("label", ""), one["text"])
        for one in answer["segments"]
    )
    source = {
        "task_id": row.task_id,
        "external_id": row.external_id,
        "answer_id": row.id,
        "worker": row.worker,
    }
    return TimedText(
        recording=recording,
        question=field.name,
        segments=tuple(segments),
        duration=float(answer.get("duration", 0)),
        labels=field.options,
        source=source,
    )


def _format(format: str) -> SegmentsFormat:
    try:
        return SegmentsFormat(format)
    except ValueError as error:
        raise FormatUnknown(field="format", formats=", ".join(SegmentsFormat)) from error

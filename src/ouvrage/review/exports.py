"""Results as files: one row per task, with the requester's own columns, labels, and how sure.

Columns are named by where they come from: `input.text` is the requester's data, `label.same` the
label of the field `same`, then `confidence.same`, `tied.same` and `votes.same`. With the answers
behind them a last column `answers` holds them as JSON, workers under names made for this requester.
A file of answers alone has each as it was sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import cast

import orjson

from ouvrage.formats import csvs, jsonl, parquet
from ouvrage.formats.parquet import Kind
from ouvrage.formats.rows import Cell
from ouvrage.review.errors import FormatUnknown, NoRunYet
from ouvrage.review.models import Run
from ouvrage.review.queries import LabelRow, LabelValue, labels
from ouvrage.taskui.fields import FieldKind
from ouvrage.work.models import Batch, Task
from ouvrage.work.queries import SubmissionRow, every_answer


class ResultFormat(StrEnum):
    """A kind of file that results come as."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


CONTENT_TYPES = {
    ResultFormat.CSV: "text/csv; charset=utf-8",
    ResultFormat.JSONL: "application/x-ndjson",
    ResultFormat.PARQUET: "application/vnd.apache.parquet",
}
_ANSWER_COLUMNS = (
    *("id", "task_id", "external_id", "data", "worker", "state", "submitted_at"),
    *("work_seconds", "answer", "documented"),
)
_LABEL_KINDS = {
    FieldKind.CHOICE: Kind.TEXT,
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.CHOICES: Kind.TEXTS,
    FieldKind.RANKING: Kind.TEXTS,
}


def content_type(format: str) -> str:
    """The media type of that kind of file."""
    return CONTENT_TYPES[_format(format)]


def file_name(batch_id: str, format: str, *, with_answers: bool = False) -> str:
    """A name for the downloaded file."""
    what = "labels-and-answers" if with_answers else "labels"
    return f"{what}-{batch_id}.{_format(format)}"


def write(batch_id: str, format: str, *, with_answers: bool) -> Iterator[bytes]:
    """The results of the batch's latest run as a file, streamed; `NoRunYet` before the first.

    CSV cells that begin with a formula character are defused; JSONL and Parquet are exact.
    """
    chosen = _format(format)
    if not Run.objects.filter(batch_id=batch_id).exists():
        raise NoRunYet
    columns = _columns(batch_id, with_answers)
    rows = _rows(batch_id, columns, with_answers)
    if chosen is ResultFormat.CSV:
        return csvs.write(columns, rows)
    if chosen is ResultFormat.JSONL:
        return jsonl.write(columns, rows)
    return parquet.write(columns, _parquet_rows(columns, rows))


def answers_name(batch_id: str) -> str:
    """A name for the downloaded file of answers."""
    return f"answers-{batch_id}.{ResultFormat.JSONL}"


def write_answers(batch_id: str) -> Iterator[bytes]:
    """Every answer of the batch in any state, one JSON object a line, streamed; needs no run.

    `answer` holds the plain values that are counted, `documented` what the elements of the page
    document for it.
    """
    return jsonl.write(_ANSWER_COLUMNS, map(_answer_cells, every_answer(batch_id)))


def _answer_cells(row: SubmissionRow) -> Mapping[str, Cell]:
    cells = {name: getattr(row, name) for name in _ANSWER_COLUMNS}
    cells["submitted_at"] = row.submitted_at.isoformat(timespec="seconds")
    return cells


def _format(format: str) -> ResultFormat:
    try:
        return ResultFormat(format)
    except ValueError as error:
        raise FormatUnknown(field="format", formats=", ".join(ResultFormat)) from error


def _columns(batch_id: str, with_answers: bool) -> dict[str, Kind]:
    batch = Batch.objects.select_related("project").get(id=batch_id)
    first = Task.objects.filter(batch_id=batch_id).order_by("position").first()
    columns = {"task_id": Kind.TEXT, "external_id": Kind.TEXT}
    columns |= {f"input.{name}": Kind.TEXT for name in (first.data if first else {})}
    for field in batch.project.fields:
        if field["kind"] == FieldKind.WIDGET:
            continue
        name = field["name"]
        columns[f"label.{name}"] = _LABEL_KINDS[FieldKind(field["kind"])]
        columns[f"confidence.{name}"] = Kind.NUMBER
        columns[f"tied.{name}"] = Kind.JSON
        columns[f"votes.{name}"] = Kind.JSON
    if with_answers:
        columns["answers"] = Kind.JSON
    return columns


def _rows(
    batch_id: str, columns: Iterable[str], with_answers: bool
) -> Iterator[Mapping[str, Cell]]:
    for row in labels(batch_id, with_answers=with_answers):
        cells: dict[str, object] = dict.fromkeys(columns)
        cells |= {"task_id": row.task_id, "external_id": row.external_id}
        cells |= {f"input.{name}": value for name, value in row.data.items()}
        for name, label in row.labels.items():
            cells |= _label_cells(name, label)
        if with_answers:
            cells["answers"] = _answers(row)
        yield cast("Mapping[str, Cell]", cells)


def _label_cells(name: str, label: LabelValue) -> dict[str, object]:
    return {
        f"label.{name}": label.value,
        f"confidence.{name}": round(label.confidence, 6),
        f"tied.{name}": list(label.tied) or None,
        f"votes.{name}": [list(pair) for pair in label.votes],
    }


def _answers(row: LabelRow) -> list[dict[str, object]]:
    return [
        {
            "worker": behind.worker,
            "answer": behind.answer,
            "work_seconds": behind.work_seconds,
            "submitted_at": behind.submitted_at.isoformat(timespec="seconds"),
        }
        for behind in row.answers
    ]


def _parquet_rows(
    columns: Mapping[str, Kind], rows: Iterable[Mapping[str, Cell]]
) -> Iterator[Mapping[str, Cell]]:
    for row in rows:
        yield {name: _parquet_cell(row.get(name), kind) for name, kind in columns.items()}


def _parquet_cell(cell: Cell, kind: Kind) -> Cell:
    if cell is None or isinstance(cell, str) or kind is not Kind.TEXT:
        return float(cell) if kind is Kind.NUMBER and isinstance(cell, int) else cell
    return orjson.dumps(cell).decode()

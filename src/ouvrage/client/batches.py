"""Batches: rows that become tasks, are paid for together, and come back as labels."""

import json
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Literal, Protocol, TypedDict, Unpack, overload, runtime_checkable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ouvrage.client.connection import Connection, Json
from ouvrage.client.errors import OuvrageTimeout
from ouvrage.client.projects import Project, id_of
from ouvrage.client.records import PulledTask, Quote, Run, Submission, Task, read

POLL_SECONDS = 2.0
DONE = {"finished", "ended"}
Row = Mapping[str, object]
AnswersFormat = (
    Literal["jsonl", "conll", "spacy", "coco", "yolo", "voc", "manifest"]
    | Literal["webvtt", "srt", "textgrid"]
)
_ANSWERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "jsonl": ("answers.jsonl", {}),
    **{format: ("marks", {"format": format}) for format in ("conll", "spacy")},
    **{format: ("images", {"format": format}) for format in ("coco", "yolo", "voc", "manifest")},
    **{format: ("segments", {"format": format}) for format in ("webvtt", "srt", "textgrid")},
}


@runtime_checkable
class Frame(Protocol):
    """A pandas frame, as far as it is read here; pandas itself is never imported for it."""

    def to_dict(self, orient: Literal["records"]) -> list[dict[Any, Any]]: ...


class BatchOptions(TypedDict, total=False):
    """How rows become tasks.

    `mapping`: template column -> column of the rows, for names that differ. `media`: template
    columns that hold names of media files or their addresses. `external_id`: the column with your
    own id of a row. `publish`: reserve the money and offer the tasks at once (the default).
    `sensitive`: needed to publish, see `Batch.publish`; an empty list says that nothing in the
    tasks may hurt. `readers_max`: how many people are paid for reading the instructions.
    """

    name: str
    mapping: Mapping[str, str]
    media: Sequence[str]
    external_id: str
    publish: bool
    sensitive: Sequence[str]
    readers_max: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it was when it was read; every method that changes it returns it anew.

    batch = client.batches.create(project, "items.csv", publish=False)
    print(batch.quote().total)
    batch = batch.publish(sensitive=[]).wait(progress=True)
    rows = batch.labels()
    """

    id: str
    project_id: str
    name: str
    state: str
    tasks_count: int
    answers_wanted: int
    answers: int
    pending: int
    accepted: int
    refused: int
    held: int
    rework: int
    closed: int
    taken: int
    created_at: datetime
    published_at: datetime | None
    _connection: Connection = field(repr=False, compare=False)
    _pause: Callable[[float], None] = field(repr=False, compare=False)

    def refresh(self) -> "Batch":
        """The batch as it is now."""
        return self._read(self._connection.get(f"/batches/{self.id}"))

    def quote(self, *, readers_max: int | None = None) -> Quote:
        """What publishing costs, part by part; nothing is spent by asking."""
        query = {} if readers_max is None else {"readers_max": readers_max}
        return read(Quote, self._connection.get(f"/batches/{self.id}/quote", query))

    def publish(self, *, sensitive: Sequence[str], readers_max: int | None = None) -> "Batch":
        """The money is reserved and the tasks are offered; refused whole when funds are short.

        `sensitive` names the categories of content that may hurt: `violence`, `sexual`, `minors`,
        `self_harm`, `hate`, `terror`, `medical`; an empty list says that there is none.
        """
        body = {"readers_max": readers_max, "sensitive": list(sensitive)}
        return self._read(self._connection.post(f"/batches/{self.id}/publish", body))

    def wait(
        self,
        *,
        progress: bool = True,
        timeout: float | None = None,
        poll_seconds: float = POLL_SECONDS,
        until: Literal["answered", "decided"] = "answered",
    ) -> "Batch":
        """Returns once every wanted answer is there (`decided`: and each is accepted or refused).

        A bar shows it when standard error is a terminal. Raises OuvrageTimeout after `timeout`
        seconds; the batch goes on and can be awaited again.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        shown = progress and sys.stderr.isatty()
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeRemainingColumn(),
        )  # fmt: skip
        with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:
            task = bar.add_task(self.name or "answers")
            batch = self.refresh()
            while not batch._is_done(until):
                bar.update(task, total=batch.answers_wanted, completed=batch._count(until))
                if deadline is not None and time.monotonic() >= deadline:
                    raise OuvrageTimeout(timeout or 0.0)
                self._pause(poll_seconds)
                batch = self.refresh()
            bar.update(task, total=batch.answers_wanted, completed=batch._count(until))
        return batch

    def _count(self, until: str) -> int:
        return self.answers if until == "answered" else self.accepted + self.refused + self.closed

    def _is_done(self, until: str) -> bool:
        if self.state in DONE:
            return True
        return self.published_at is not None and self._count(until) >= self.answers_wanted

    @overload
    def labels(
        self, format: Literal["rows"] = "rows", *, with_answers: bool = False
    ) -> list[Json]: ...

    @overload
    def labels(self, format: Literal["frame"], *, with_answers: bool = False) -> Any: ...

    def labels(
        self, format: Literal["rows", "frame"] = "rows", *, with_answers: bool = False
    ) -> list[Json] | Any:
        """One row per task: its id, your id, its columns, and each label with its confidence.

        `frame` gives a pandas DataFrame (pandas must be installed). Labels are computed anew when
        answers came in since the last time.
        """
        rows = list(self.each_label(with_answers=with_answers))
        return rows if format == "rows" else import_module("pandas").DataFrame(rows)

    def each_label(self, *, with_answers: bool = False) -> Iterator[Json]:
        """The rows of `labels`, one after the other, for batches too large to hold."""
        self.aggregate()
        query: dict[str, str | bool] = {"format": "jsonl", "with_answers": with_answers}
        yield from self._connection.lines(f"/batches/{self.id}/labels", query)

    def each_answer(self) -> Iterator[Json]:
        """Every answer as it was sent, with what the elements of its page document for it."""
        yield from self._connection.lines(f"/batches/{self.id}/answers.jsonl", {})

    def save_answers(
        self,
        path: str | Path,
        format: AnswersFormat = "jsonl",
    ) -> Path:
        """Every answer by itself is in the file, written whole or not at all.

        `jsonl` has all answers as they were sent; the others those that were not refused: words
        marked in texts (`conll`, `spacy`), what was said about images (`coco`, `yolo`, `voc`,
        `manifest`), what is said in recordings (`webvtt`, `srt`, `textgrid`: a ZIP).

        batch.save_answers("boxes.json", "coco")
        """
        address, query = _ANSWERS[format]
        return self._save(Path(path), f"/batches/{self.id}/{address}", query)

    def save_labels(
        self,
        path: str | Path,
        format: Literal["csv", "jsonl", "parquet"] | None = None,
        *,
        with_answers: bool = False,
    ) -> Path:
        """The labels are in the file, written whole or not at all; the format from its ending.

        batch.save_labels("labels.parquet")
        """
        target = Path(path)
        self.aggregate()
        query: dict[str, str | bool] = {
            "format": format or target.suffix.lstrip("."),
            "with_answers": with_answers,
        }
        return self._save(target, f"/batches/{self.id}/labels", query)

    def _save(self, target: Path, address: str, query: Mapping[str, str | bool]) -> Path:
        part = target.with_name(f"{target.name}.part")
        try:
            with part.open("wb") as file:
                for chunk in self._connection.chunks(address, query):
                    file.write(chunk)
            return part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def aggregate(self) -> Run:
        """The labels of all answers that are there; the last run when nothing changed since."""
        return read(Run, self._connection.post(f"/batches/{self.id}/aggregation"))

    def tasks(self) -> Iterator[Task]:
        """Every task of the batch, in the order of the rows."""
        for answer in self._connection.pages(f"/batches/{self.id}/tasks"):
            yield read(Task, answer)

    def submissions(self, state: str = "pending") -> Iterator[Submission]:
        """Every answer in that state: `pending`, `accepted`, `refused` (it can still be contested),
        `closed` (refused for good), `held`, `rework` or `reworked`."""
        for answer in self._connection.pages(f"/batches/{self.id}/submissions", {"state": state}):
            yield read(Submission, answer)

    def accept(self, submissions: Iterable[Submission | str]) -> int:
        """These answers are accepted and paid; returns how many were waiting."""
        ids = [each if isinstance(each, str) else each.id for each in submissions]
        body = {"submission_ids": ids}
        return int(self._connection.post(f"/projects/{self.project_id}/accept", body)["accepted"])

    def accept_all(self) -> int:
        """Every answer that waits is accepted and paid; returns how many."""
        return int(self._connection.post(f"/batches/{self.id}/accept")["accepted"])

    def refuse(
        self,
        submission: Submission | str,
        *,
        reason: str,
        criterion: str,
        evidence: str,
        explanation: str,
    ) -> None:
        """The answer is refused: a reason code, a criterion published before, and evidence.

        The first defect in a worker's answers to the project raises `rework_first`: offer rework.
        """
        identifier = submission if isinstance(submission, str) else submission.id
        body = {
            "reason": reason,
            "criterion": criterion,
            "evidence": evidence,
            "explanation": explanation,
        }
        self._connection.post(f"/submissions/{identifier}/refuse", body)

    def offer_rework(
        self,
        submission: Submission | str,
        *,
        reason: str,
        criterion: str,
        evidence: str,
        explanation: str,
    ) -> None:
        """Its worker may send a better answer on paid time, and reads why."""
        identifier = submission if isinstance(submission, str) else submission.id
        body = {
            "reason": reason,
            "criterion": criterion,
            "evidence": evidence,
            "explanation": explanation,
        }
        self._connection.post(f"/submissions/{identifier}/rework", body)

    def end(self) -> "Batch":
        """No more answers are asked for; what was not spent is available again."""
        return self._read(self._connection.post(f"/batches/{self.id}/end"))

    def pulled(self) -> list[PulledTask]:
        """Tasks out of the offers because workers said that they do not work, and what was said."""
        answer = self._connection.get(f"/batches/{self.id}/pulled")
        return [read(PulledTask, each) for each in answer["items"]]

    def reopen(self, task: PulledTask | str) -> Task:
        """The pulled task, repaired, is offered again."""
        identifier = task if isinstance(task, str) else task.task_id
        return read(Task, self._connection.post(f"/tasks/{identifier}/reopen"))

    def drop(self, task: PulledTask | str) -> Task:
        """The pulled task stays out, and what its places would have cost comes back."""
        identifier = task if isinstance(task, str) else task.task_id
        return read(Task, self._connection.post(f"/tasks/{identifier}/drop"))

    def add_answers(self, count: int) -> "Batch":
        """Every task wants `count` answers more, and the money for them is reserved."""
        body = {"answers": count, "client_key": uuid.uuid4().hex}
        return self._read(self._connection.post(f"/batches/{self.id}/answers", body))

    def _read(self, answer: Json) -> "Batch":
        return read(Batch, answer, _connection=self._connection, _pause=self._pause)


class Batches:
    """The batches of the organisation's projects."""

    def __init__(self, connection: Connection, pause: Callable[[float], None]) -> None:
        self._connection = connection
        self._pause = pause

    def create(
        self,
        project: Project | str,
        rows_or_path: Iterable[Row] | Frame | str | Path,
        **options: Unpack[BatchOptions],
    ) -> Batch:
        """A batch with one task per row exists and, unless `publish=False`, is offered.

        Rows are dicts, a pandas frame, or a file (CSV, TSV, JSONL, Excel). One wrong row imports
        nothing: the error names row and field of each.

            client.batches.create(project, [{"text": "Good morning"}], sensitive=[])
        """
        address = f"/projects/{id_of(project)}/batches/file"
        form = {
            "options": json.dumps(
                {"publish": True, **options, "media": list(options.get("media", ()))}
            ),
            "client_key": uuid.uuid4().hex,
        }
        if isinstance(rows_or_path, str | Path):
            path = Path(rows_or_path)
            with path.open("rb") as stream:
                return self._read(self._connection.upload(address, path.name, stream, form))
        with TemporaryFile() as stream:
            for row in _rows(rows_or_path):
                stream.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")
            return self._read(self._connection.upload(address, "rows.jsonl", stream, form))

    def get(self, batch_id: str) -> Batch:
        """The batch with that id."""
        return self._read(self._connection.get(f"/batches/{batch_id}"))

    def list(self, project: Project | str) -> list[Batch]:
        """The batches of a project."""
        answer = self._connection.get(f"/projects/{id_of(project)}/batches")
        return [self._read(each) for each in answer["items"]]

    def _read(self, answer: Json) -> Batch:
        return read(Batch, answer, _connection=self._connection, _pause=self._pause)


def _rows(rows: Iterable[Row] | Frame) -> Iterable[Row]:
    """The rows as dicts; a frame's holes (NaN, which is not equal to itself) are empty cells."""
    if not isinstance(rows, Frame):
        return rows
    return (
        {str(name): None if value != value else value for name, value in row.items()}
        for row in rows.to_dict("records")
    )

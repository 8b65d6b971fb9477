"""Batches are imported, opened, grown, finished and closed; submissions get their decision.

Money is not moved here: the room `pay` opens, grows and closes a batch together with the ledger.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.formats.rows import Row, Table
from ouvrage.journal.actions import Line, announce, record
from ouvrage.taskui.liquid import JsonValue
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.errors import (
    BatchNotDraft,
    BatchNotOpen,
    ColumnMissing,
    ColumnUnknown,
    ExternalIdEmpty,
    ExternalIdRepeated,
    MediaMissing,
    OutOfRange,
)
from ouvrage.work.models import Assignment, Batch, Media, Project, Submission, Task
from ouvrage.work.pages import row_refusals, sample_fields
from ouvrage.work.rules import AssignmentState, BatchState, SubmissionState, looks_like_url

Progress = Callable[[int], None]
ABANDONED_AFTER = Span(hours=24)
ROWS_DRAWN = 20


def import_batch(
    *,
    actor: Actor,
    now: Moment,
    project_id: str,
    table: Table,
    mapping: ColumnMapping,
    name: str,
    client_key: str,
    progress: Progress | None = None,
) -> Batch:
    """The rows are the tasks of a new draft batch; nothing is, when one row is wrong.

    The file is read twice: once to check every row (the first twenty are also drawn with the
    template), once to store them. The same `client_key`
    gives the batch of the first call. Cost: two passes, bounded memory (the identifiers and one
    chunk of rows).
    """
    known = Batch.objects.filter(project_id=project_id, client_key=client_key).first()
    if known is not None:
        return known
    project = Project.objects.get(id=project_id)
    refuse_all(_mapping_refusals(project, table, mapping))
    check = _Check(project, mapping)
    batch = Batch(
        id=new_id(now),
        project=project,
        client_key=client_key,
        name=name.strip()[:120],
        state=BatchState.IMPORTING,
        tasks_count=check.read(table, progress),
        answers_per_task=project.answers_per_task,
        columns=list(table.columns),
        media_columns=list(mapping.media),
        external_id_column=mapping.external_id,
        created_at=now,
    )
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
            position = _positions(project_id, batch.tasks_count)
            if not project.fields:
                project.fields = sample_fields(project.template, check.first)
                project.save(update_fields=["fields"])
    except IntegrityError:
        return Batch.objects.get(project_id=project_id, client_key=client_key)
    _insert_tasks(batch, table, mapping, position, now)
    return _imported(actor, now, batch)


def _imported(actor: Actor, now: Moment, batch: Batch) -> Batch:
    with transaction.atomic():
        Batch.objects.filter(id=batch.id, state=BatchState.IMPORTING).update(state=BatchState.DRAFT)
        line = Line(
            "batch.imported",
            "batch",
            batch.id,
            batch.project.organisation_id,
            details={"tasks": batch.tasks_count, "name": batch.name},
        )
        record(actor=actor, now=now, line=line)
    batch.state = BatchState.DRAFT
    return batch


def _positions(project_id: str, count: int) -> int:
    """The first of `count` positions that only this batch has."""
    Project.objects.filter(id=project_id).update(tasks_imported=F("tasks_imported") + count)
    imported = Project.objects.values_list("tasks_imported", flat=True).get(id=project_id)
    return int(imported) - count + 1


def _mapping_refusals(project: Project, table: Table, mapping: ColumnMapping) -> Iterator[Refusal]:
    columns = ", ".join(table.columns)
    for column in project.columns:
        if column not in mapping.inputs and column not in table.columns:
            yield ColumnMissing(field=column, column=column)
    used = [*mapping.inputs.values(), *([mapping.external_id] if mapping.external_id else [])]
    for column in used:
        if column not in table.columns:
            yield ColumnUnknown(field=column, column=column, columns=columns)


def _task_data(row: Row, mapping: ColumnMapping) -> tuple[str, dict[str, JsonValue]]:
    """The row's identifier and the data of its task, under the template's names."""
    renamed = {source: target for target, source in mapping.inputs.items()}
    data: dict[str, JsonValue] = {
        renamed.get(column, column): value for column, value in row.cells.items()
    }
    external_id = row.cells.get(mapping.external_id) if mapping.external_id else ""
    return "" if external_id is None else str(external_id), data


class _Check:
    """Reads every row once and gathers what is wrong, up to what a person can look through."""

    def __init__(self, project: Project, mapping: ColumnMapping) -> None:
        self.template = project.template
        self.mapping = mapping
        self.media = _media_names(project.id) if mapping.media else frozenset()
        self.seen: dict[str, int] = {}
        self.refusals: list[Refusal] = []
        self.count = 0
        self.first: Mapping[str, JsonValue] = {}

    def read(self, table: Table, progress: Progress | None) -> int:
        """How many rows there are; raises the refusals when there is one."""
        for outcome in table.outcomes():
            self.count += 1
            if isinstance(outcome, Refusal):
                self.refusals.append(outcome)
            else:
                self._row(outcome)
            if len(self.refusals) >= limits.IMPORT_ERRORS_SHOWN_MAX:
                break
            if progress is not None:
                progress(self.count)
        refuse_all(self.refusals[: limits.IMPORT_ERRORS_SHOWN_MAX])
        return self.count

    def _row(self, row: Row) -> None:
        external_id, data = _task_data(row, self.mapping)
        self.first = self.first or data
        if self.mapping.external_id:
            self.refusals += _identifier_refusals(self.mapping, row, external_id, self.seen)
        self.refusals += _media_refusals(self.mapping, self.media, row, data)
        if self.count <= ROWS_DRAWN:
            self.refusals += row_refusals(self.template, data, row.number)


def _identifier_refusals(
    mapping: ColumnMapping, row: Row, external_id: str, seen: dict[str, int]
) -> Iterator[Refusal]:
    if not external_id:
        yield ExternalIdEmpty(field=mapping.external_id, row=row.number)
    elif external_id in seen:
        yield ExternalIdRepeated(
            field=mapping.external_id,
            row=row.number,
            value=external_id[:80],
            first=seen[external_id],
        )
    else:
        seen[external_id] = row.number


def _media_names(project_id: str) -> frozenset[str]:
    return frozenset(Media.objects.filter(project_id=project_id).values_list("name", flat=True))


def _media_refusals(
    mapping: ColumnMapping, names: frozenset[str], row: Row, data: Mapping[str, JsonValue]
) -> Iterator[Refusal]:
    for column in mapping.media:
        name = str(data.get(column) or "")
        if name and not looks_like_url(name) and name not in names:
            yield MediaMissing(field=column, row=row.number, name=name[:200])


def _insert_tasks(
    batch: Batch, table: Table, mapping: ColumnMapping, position: int, now: Moment
) -> None:
    chunk: list[Task] = []
    for offset, row in enumerate(table):
        external_id, data = _task_data(row, mapping)
        chunk.append(
            Task(
                id=new_id(now),
                project_id=batch.project_id,
                batch_id=batch.id,
                position=position + offset,
                external_id=external_id[:200],
                data=data,
                places=batch.answers_per_task,
                wanted=batch.answers_per_task,
            )
        )
        if len(chunk) == limits.EXPORT_CHUNK_ROWS:
            Task.objects.bulk_create(chunk)
            chunk = []
    Task.objects.bulk_create(chunk)


def sweep_imports(*, actor: Actor, now: Moment) -> int:
    """Batches whose import was cut off a day ago are gone with their rows; returns how many."""
    cut = Batch.objects.filter(
        state=BatchState.IMPORTING, created_at__lt=now - ABANDONED_AFTER
    ).order_by("id")
    for batch in cut.select_related("project"):
        with transaction.atomic():
            Task.objects.filter(batch=batch).delete()
            Batch.objects.filter(id=batch.id, state=BatchState.IMPORTING).delete()
            line = Line("batch.import_swept", "batch", batch.id, batch.project.organisation_id)
            record(actor=actor, now=now, line=line)
    return len(cut)


def open_batch(*, actor: Actor, now: Moment, batch_id: str, readers_max: int) -> Batch:
    """The draft batch is open to workers. Called by `pay.publish_batch`, with its money."""
    with transaction.atomic():
        opened = Batch.objects.filter(id=batch_id, state=BatchState.DRAFT).update(
            state=BatchState.OPEN,
            published_at=now,
            readers_max=readers_max,
            readers_left=readers_max,
        )
        if not opened:
            raise BatchNotDraft
        batch = Batch.objects.select_related("project").get(id=batch_id)
        line = Line(
            "batch.published",
            "batch",
            batch_id,
            batch.project.organisation_id,
            details={"tasks": batch.tasks_count, "answers_per_task": batch.answers_per_task},
        )
        record(actor=actor, now=now, line=line)
    return batch


def add_places(*, actor: Actor, now: Moment, batch_id: str, answers: int, readers: int) -> Batch:
    """Every task of the batch wants `answers` more, and `readers` more can be paid for reading.

    Called by `pay.add_answers`.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True).get(id=batch_id)
        if batch.state not in {BatchState.OPEN, BatchState.FINISHED}:
            raise BatchNotOpen
        most = limits.ANSWERS_PER_TASK_MAX - batch.answers_per_task
        if not 1 <= answers <= most:
            raise OutOfRange(field="answers", value=answers, least=1, most=most)
        batch.answers_per_task += answers
        batch.state = BatchState.OPEN
        batch.readers_max += readers
        batch.readers_left += readers
        batch.save(update_fields=["answers_per_task", "state", "readers_max", "readers_left"])
        _in_order(Task.objects.filter(batch_id=batch_id)).update(
            places=F("places") + answers, wanted=F("wanted") + answers
        )
        line = Line("batch.answers_added", "batch", batch_id, details={"answers": answers})
        record(actor=actor, now=now, line=line)
    return batch


def close_batch(*, actor: Actor, now: Moment, batch_id: str) -> Batch:
    """No place of the batch is open any more; what workers hold can still be sent and is paid.

    Called by `pay.end_batch`, which returns what is not needed.
    """
    with transaction.atomic():
        closed = Batch.objects.filter(
            id=batch_id, state__in=[BatchState.OPEN, BatchState.FINISHED]
        ).update(state=BatchState.ENDED, ended_at=now, readers_left=0)
        if not closed:
            raise BatchNotOpen
        _in_order(Task.objects.filter(batch_id=batch_id, places__gt=0)).update(places=0)
        batch = Batch.objects.select_related("project").get(id=batch_id)
        line = Line("batch.ended", "batch", batch_id, batch.project.organisation_id)
        announce(actor=actor, now=now, line=line)
    return batch


def _in_order(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks, locked in the order in which a waiting search meets them (see `take`)."""
    ordered = tasks.order_by("position").select_for_update(no_key=True)
    return Task.objects.filter(id__in=ordered.values("id"))


def drop_readings(*, actor: Actor, now: Moment, batch_id: str) -> None:
    """The finished batch pays no more readings. Called by `pay.release_finished`, with its lock."""
    assert connection.in_atomic_block
    dropped = Batch.objects.filter(
        id=batch_id, state=BatchState.FINISHED, readers_left__gt=0
    ).update(readers_left=0)
    if dropped:
        record(actor=actor, now=now, line=Line("readings.dropped", "batch", batch_id))


def finish_batches(*, actor: Actor, now: Moment) -> int:
    """Open batches with no open place and nothing in hand are finished; returns how many."""
    finished = 0
    batches = Batch.objects.filter(state=BatchState.OPEN).select_related("project")
    for batch in batches.order_by("id"):
        if not _used_up(batch.id):
            continue
        with transaction.atomic():
            locked = Batch.objects.select_for_update(no_key=True).get(id=batch.id)
            if locked.state != BatchState.OPEN or not _used_up(batch.id):
                continue
            Batch.objects.filter(id=batch.id).update(state=BatchState.FINISHED)
            line = Line("batch.finished", "batch", batch.id, batch.project.organisation_id)
            announce(actor=actor, now=now, line=line)
        finished += 1
    return finished


def _used_up(batch_id: str) -> bool:
    return not (
        Task.objects.filter(batch_id=batch_id, places__gt=0).exists()
        or Assignment.objects.filter(batch_id=batch_id, state=AssignmentState.TAKEN).exists()
    )


def spend_reading(*, actor: Actor, now: Moment, batch_id: str) -> None:
    """The batch has money for one reading fewer. Called by `pay.begin_reading`, which locked it."""
    assert connection.in_atomic_block
    spent = Batch.objects.filter(id=batch_id, readers_left__gt=0).update(
        readers_left=F("readers_left") - 1
    )
    assert spent
    record(actor=actor, now=now, line=Line("reading.funded", "batch", batch_id))


def decide_submissions(
    *,
    actor: Actor,
    now: Moment,
    submission_ids: Sequence[str],
    state: SubmissionState,
    before: Sequence[SubmissionState] = (SubmissionState.PENDING,),
) -> list[Submission]:
    """Those of the submissions that were in a state of `before` are in `state`; returns them.

    Called by `review`, which writes the verdicts and journals them.
    """
    assert connection.in_atomic_block
    waiting = Submission.objects.filter(id__in=submission_ids, state__in=before)
    rows = list(waiting.select_for_update().order_by("id"))
    changed = Submission.objects.filter(id__in=[row.id for row in rows], state__in=before).update(
        state=state
    )
    assert changed == len(rows)
    if rows:
        line = Line(f"answers.{state}", "batch", rows[0].batch_id, details={"count": changed})
        record(actor=actor, now=now, line=line)
    return rows

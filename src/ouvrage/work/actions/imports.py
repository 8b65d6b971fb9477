"""A file's rows become the tasks of a draft batch: all of them, or none.

Every row is checked before the first is stored; what a stopped process leaves half stored is never
shown, and is swept away.
"""

from collections.abc import Callable, Iterator, Mapping

from django.db import IntegrityError, transaction
from django.db.models import F

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.formats.rows import Row, Table
from ouvrage.journal.actions import Line, record
from ouvrage.taskui.liquid import JsonValue
from ouvrage.work.actions.batches import want_answers
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.errors import (
    ColumnMissing,
    ColumnUnknown,
    ExternalIdEmpty,
    ExternalIdRepeated,
    ImportReplaced,
    ImportUnderWay,
    MediaMissing,
)
from ouvrage.work.models import Batch, Media, Project, Task
from ouvrage.work.pages import row_refusals, sample_fields
from ouvrage.work.rules import BatchState, looks_like_url

Progress = Callable[[int], None]
ABANDONED_AFTER = Span(hours=24)
UNDER_WAY = Span(hours=1)


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

    The file is read twice: once to check every row (each is also drawn with the template), once to
    store them. The same `client_key` gives the batch of the first call, or
    begins anew when that one was cut off. Memory: the identifiers and one chunk of rows.
    """
    known = _known(actor, now, project_id, client_key)
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
    position = _begun(batch, check)
    _store_tasks(batch, table, mapping, position, now)
    return _imported(actor, now, batch)


def _known(actor: Actor, now: Moment, project_id: str, client_key: str) -> Batch | None:
    """The batch of an earlier call; None, with nothing left of it, if that one was cut off."""
    known = (
        Batch.objects.select_related("project")
        .filter(project_id=project_id, client_key=client_key)
        .first()
    )
    if known is None or known.state != BatchState.IMPORTING:
        return known
    if known.created_at > now - UNDER_WAY:
        raise ImportUnderWay
    if _sweep(actor, now, known):
        return None
    return Batch.objects.select_related("project").filter(id=known.id).first()


def _begun(batch: Batch, check: "_Check") -> int:
    """The batch stands in the table, with positions that only it has; returns the first."""
    project = batch.project
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
            if not project.fields:
                project.fields = sample_fields(project.template, check.first)
                project.save(update_fields=["fields"])
            return _positions(project.id, batch.tasks_count)
    except IntegrityError as error:
        raise ImportUnderWay from error


def _imported(actor: Actor, now: Moment, batch: Batch) -> Batch:
    """The batch is a draft with as many answers as its project wants by now.

    Nothing of it is left when a second call took this one for dead and began anew.
    """
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True).get(id=batch.project_id)
        waiting = Batch.objects.filter(id=batch.id, state=BatchState.IMPORTING)
        if waiting.update(state=BatchState.DRAFT):
            want_answers(actor=actor, now=now, project=project)
            line = Line(
                "batch.imported",
                "batch",
                batch.id,
                project.organisation_id,
                details={"tasks": batch.tasks_count, "name": batch.name},
            )
            record(actor=actor, now=now, line=line)
            return Batch.objects.select_related("project").get(id=batch.id)
        Task.objects.filter(batch_id=batch.id).delete()
    raise ImportReplaced


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
        self.template, self.scripted = project.template, project.scripted
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
        self.refusals += row_refusals(self.template, data, row.number, scripted=self.scripted)


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


def _store_tasks(
    batch: Batch, table: Table, mapping: ColumnMapping, position: int, now: Moment
) -> None:
    """The rows are tasks; `ImportReplaced` when a second call swept the batch from under them."""
    try:
        _insert_tasks(batch, table, mapping, position, now)
    except IntegrityError as error:
        if Batch.objects.filter(id=batch.id).exists():
            raise
        raise ImportReplaced from error


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
    return sum(_sweep(actor, now, batch) for batch in cut.select_related("project"))


def _sweep(actor: Actor, now: Moment, batch: Batch) -> bool:
    """Nothing is left of the batch; false when its import came to an end meanwhile."""
    with transaction.atomic():
        importing = Batch.objects.filter(id=batch.id, state=BatchState.IMPORTING)
        if importing.select_for_update().first() is None:
            return False
        Task.objects.filter(batch=batch).delete()
        importing.delete()
        line = Line("batch.import_swept", "batch", batch.id, batch.project.organisation_id)
        record(actor=actor, now=now, line=line)
    return True

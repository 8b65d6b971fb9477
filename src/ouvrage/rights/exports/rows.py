"""The rows of one person, table by table, without what is somebody else's.

A row is read by each way its table declares, once. Ids of other people that stand in it, in a
column or deep in a JSON value, become `OTHER`, so that a copy given to one person says nothing of
another (PRI-1): a requester's copy holds no worker's id.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import ForeignKey, Model, QuerySet

from ouvrage.base.ids import is_id
from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.base.personal import Personal, filters
from ouvrage.people.models import Person
from ouvrage.rights.exports.registers import Table

Row = dict[str, object]
OTHER = "another person"


def columns_of(table: Table) -> list[str]:
    """The columns that a copy shows, the table's own first."""
    hidden = set(table.declared.hidden)
    own = [field.attname for field in table.model._meta.concrete_fields]
    return [*(name for name in own if name not in hidden), *table.declared.beside]


def rows_of(table: Table, person_id: str) -> Iterator[Row]:
    """The person's rows, in chunks that fit in memory."""
    source = _read(table, person_id)
    kept = _may_name_people(table.model)
    while chunk := list(islice(source, EXPORT_CHUNK_ROWS)):
        others = _others(chunk, kept, person_id)
        yield from (_without(row, kept, others) for row in chunk)


def _read(table: Table, person_id: str) -> Iterator[Row]:
    columns, key = columns_of(table), table.model._meta.pk.attname
    seen: set[object] = set()
    several = len(table.declared.reached) > 1
    for way in table.declared.reached:
        found: QuerySet[Model] = table.model._default_manager.filter(**filters(way, person_id))
        rows = found.order_by("pk").values(*{*columns, key})
        for row in rows.iterator(chunk_size=EXPORT_CHUNK_ROWS):
            if row[key] in seen:
                continue
            if several:
                seen.add(row[key])
            yield {name: row[name] for name in columns}


def _may_name_people(model: type[Model]) -> list[str]:
    """Columns in which an id of a person can stand: keys to people, free texts, JSON."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key
        and (not isinstance(field, ForeignKey) or field.related_model is Person)
    ]


def _others(chunk: Iterable[Row], columns: list[str], person_id: str) -> set[str]:
    """The ids in these rows that belong to other people."""
    candidates = {
        text
        for row in chunk
        for column in columns
        for text in _ids_in(row.get(column))
        if text != person_id
    }
    return set(Person.objects.filter(id__in=candidates).values_list("id", flat=True))


def _ids_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if is_id(value):
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _ids_in(key)
            yield from _ids_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _ids_in(inner)


def _without(row: Row, columns: list[str], others: set[str]) -> Row:
    if not others:
        return row
    return {
        name: _masked(value, others) if name in columns else value for name, value in row.items()
    }


def _masked(value: object, others: set[str]) -> object:
    if isinstance(value, str):
        return OTHER if value in others else value
    if isinstance(value, dict):
        return {_masked(key, others): _masked(inner, others) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(inner, others) for inner in value]
    return value


def fate_of(declared: Personal) -> str:
    """What erasure leaves of the rows, as a word."""
    return declared.after.value

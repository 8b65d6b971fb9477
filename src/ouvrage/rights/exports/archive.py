"""A person's copy as a ZIP: one JSON and one CSV file an area, and a PDF that says what they are.

Rows are read once and written to both files at the same time; the CSV waits in a temporary file
without a name, so that memory holds one chunk of rows whatever their number.
"""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from shutil import copyfileobj
from typing import IO, BinaryIO

import orjson
from django.utils.translation import override

from ouvrage.base.actor import Actor
from ouvrage.base.limits import EXPORT_CHUNK_ROWS
from ouvrage.base.moment import Moment
from ouvrage.formats import csvs
from ouvrage.formats.rows import Cell
from ouvrage.people import queries as people
from ouvrage.people.actions import read_secret
from ouvrage.people.queries import SecretKind
from ouvrage.people.rules import Purpose
from ouvrage.rights.exports.registers import Table, personal_tables
from ouvrage.rights.exports.rows import Row, columns_of, rows_of
from ouvrage.rights.exports.summary import AreaCount, summary_of
from ouvrage.skills import queries as skills

STATUS_COLUMNS = ["qualification", "status_list_credential", "status_list_index", "withdrawn"]
VAULT_COLUMNS = ["kind", "kept_at", "field", "value"]
_JSON = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


@dataclass(frozen=True, slots=True)
class Written:
    """What an archive holds."""

    rows: int
    areas: int


def write_archive(target: BinaryIO, *, person_id: str, now: Moment) -> Written:
    """The ZIP of everything about the person is in `target`."""
    counts: list[AreaCount] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for table in personal_tables():
            columns, rows = _source(table, person_id, now)
            count = _write_table(archive, table.file, columns, rows)
            counts.append(AreaCount(table.declared, table.file, count))
        person = people.person(person_id)
        with override(person.language):
            archive.writestr("summary.pdf", summary_of(person, counts, now))
    return Written(sum(each.rows for each in counts), len(counts))


def _source(table: Table, person_id: str, now: Moment) -> tuple[list[str], Iterable[Row]]:
    if table.declared.area == "vault":
        return VAULT_COLUMNS, _vault(person_id, now)
    if table.declared.area == "qualification_statuses":
        return STATUS_COLUMNS, _statuses(person_id)
    return columns_of(table), rows_of(table, person_id)


def _statuses(person_id: str) -> Iterator[Row]:
    """The numbers in status lists, with the addresses under which others read them."""
    for row in skills.statuses_of_worker(person_id):
        values = (row.qualification, row.address, row.index, row.withdrawn)
        yield dict(zip(STATUS_COLUMNS, values, strict=True))


def _vault(person_id: str, now: Moment) -> Iterator[Row]:
    """What the vault keeps, opened for the person's own access."""
    for kind, kept_at in people.secrets_kept(person_id).items():
        value = read_secret(
            actor=Actor.person(person_id),
            now=now,
            person_id=person_id,
            kind=SecretKind(kind),
            purpose=Purpose.OWN_ACCESS,
        )
        for name, text in value.items():
            yield {"kind": kind.value, "kept_at": kept_at, "field": name, "value": text}


def _write_table(
    archive: zipfile.ZipFile, file: str, columns: list[str], rows: Iterable[Row]
) -> int:
    count = 0
    with tempfile.TemporaryFile() as table:
        with archive.open(f"json/{file}.json", "w", force_zip64=True) as target:
            told = _Both(target, rows)
            for chunk in csvs.write(columns, told):
                table.write(chunk)
            count = told.count
        table.seek(0)
        with archive.open(f"csv/{file}.csv", "w", force_zip64=True) as target:
            copyfileobj(table, target)
    return count


class _Both:
    """The rows as cells of a CSV file, each written to `target` as JSON on its way."""

    def __init__(self, target: IO[bytes], rows: Iterable[Row]) -> None:
        self.target, self.rows, self.count = target, rows, 0

    def __iter__(self) -> Iterator[Mapping[str, Cell]]:
        parts: list[bytes] = []
        for row in self.rows:
            parts.append(
                (b",\n" if self.count else b"[\n") + orjson.dumps(_plain(row), None, _JSON)
            )
            self.count += 1
            yield {name: _cell(value) for name, value in row.items()}
            if self.count % EXPORT_CHUNK_ROWS == 0:
                self.target.write(b"".join(parts))
                parts.clear()
        self.target.write(b"".join(parts) + (b"\n]\n" if self.count else b"[]\n"))


def _plain(row: Row) -> Row:
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}


def _cell(value: object) -> Cell:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool, list, dict)):
        return value
    return str(value)

"""Which column of a file probably fills which name of the task page, holds media, or identifies."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ouvrage.formats import Row, Table
from ouvrage.work import queries as work
from ouvrage.work.access import Project
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.rules import suggest_mapping

_IDENTIFIERS = {"id", "externalid", "identifier", "key", "uuid", "itemid", "taskid", "ref"}
_MEDIA = {
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff",
    ".mp3", ".wav", ".ogg", ".oga", ".flac", ".m4a", ".mp4", ".webm", ".pdf",
}  # fmt: skip


def suggested_mapping(project: Project, table: Table, rows: Sequence[Row]) -> ColumnMapping:
    """By equal or close names; media by what the first rows hold."""
    inputs = suggest_mapping(project.columns, table.columns)
    used = set(inputs.values())
    identifiers = [
        column
        for column in table.columns
        if column not in used and _plain(column) in _IDENTIFIERS and _differs(column, rows)
    ]
    names = frozenset(work.media_names(project.id))
    media = [
        target
        for target, source in inputs.items()
        if rows and all(_names_media(row.cells.get(source), names) for row in rows)
    ]
    return ColumnMapping(inputs, identifiers[0] if identifiers else "", tuple(media))


def _plain(column: str) -> str:
    return "".join(character for character in column.lower() if character.isalnum())


def _differs(column: str, rows: Sequence[Row]) -> bool:
    values = [str(row.cells.get(column) or "") for row in rows]
    return all(values) and len(set(values)) == len(values)


def _names_media(value: object, names: frozenset[str]) -> bool:
    text = str(value or "")
    return text in names or PurePosixPath(urlsplit(text).path).suffix.lower() in _MEDIA

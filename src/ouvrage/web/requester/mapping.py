"""Which column of a file probably fills which name of the task page, holds media, or identifies."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ouvrage.formats import Row, Table
from ouvrage.work import queries as work
from ouvrage.work.access import Project
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.rules import suggest_mapping

_WORD = re.compile(r"[^\W_]+")
_IDENTIFIERS = {"id", "externalid", "identifier", "key", "uuid", "itemid", "taskid", "ref", "sku"}
_MEDIA = {
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff",
    ".mp3", ".wav", ".ogg", ".oga", ".flac", ".m4a", ".mp4", ".webm", ".pdf",
}  # fmt: skip


def suggested_mapping(project: Project, table: Table, rows: Sequence[Row]) -> ColumnMapping:
    """By equal or close names; media by what the first rows hold."""
    inputs = suggest_mapping(project.columns, table.columns)
    inputs |= _by_word([name for name in project.columns if name not in inputs], table, inputs)
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


def _by_word(wanted: Sequence[str], table: Table, taken: Mapping[str, str]) -> dict[str, str]:
    """Names that stand as a word in one free column only: `left` in “Left article”."""
    free = [column for column in table.columns if column not in taken.values()]
    found = {}
    for name in wanted:
        near = [column for column in free if name.lower() in _WORD.findall(column.lower())]
        if len(near) == 1:
            found[name] = near[0]
            free.remove(near[0])
    return found


def _plain(column: str) -> str:
    return "".join(character for character in column.lower() if character.isalnum())


def _differs(column: str, rows: Sequence[Row]) -> bool:
    values = [str(row.cells.get(column) or "") for row in rows]
    return all(values) and len(set(values)) == len(values)


def _names_media(value: object, names: frozenset[str]) -> bool:
    text = str(value or "")
    return text in names or PurePosixPath(urlsplit(text).path).suffix.lower() in _MEDIA

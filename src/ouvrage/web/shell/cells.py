"""Named values as people read them: cells of a task and of an answer, media as pictures."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

TEXT_SHOWN_MAX = 1_000
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One named value; `address` where a media file can be opened."""

    name: str
    text: str
    address: str = ""
    picture: bool = False


def item_cells(
    data: Mapping[str, object], media_columns: Collection[str], media_address: Callable[[str], str]
) -> list[Cell]:
    """The cells of a task, those of media columns with their addresses."""
    return [
        _media_cell(name, shown(value), media_address)
        if name in media_columns and value
        else Cell(name, shown(value))
        for name, value in data.items()
    ]


def cells(values: Mapping[str, object]) -> list[Cell]:
    """Named values as text."""
    return [Cell(name, shown(value)) for name, value in values.items()]


def shown(value: object) -> str:
    """A value as people read it: lists with commas, parts with their names."""
    if isinstance(value, Mapping):
        text = ", ".join(
            name if part is True else f"{name}: {shown(part)}"
            for name, part in value.items()
            if part is not False
        )
    elif isinstance(value, list | tuple):
        text = ", ".join(shown(part) for part in value)
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= TEXT_SHOWN_MAX else f"{text[:TEXT_SHOWN_MAX]}…"


def _media_cell(name: str, text: str, media_address: Callable[[str], str]) -> Cell:
    suffix = PurePosixPath(urlsplit(text).path).suffix.lower()
    return Cell(name, text, media_address(text), suffix in _PICTURES)

"""What a document is made of."""

from dataclasses import dataclass

from ouvrage.base.moment import Moment


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part."""

    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a quiet one is smaller and grey. Line breaks are kept."""

    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values, one a line; an empty value is left out."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand at the end of their cell. `width` is a share."""

    title: str
    width: int = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; its head is repeated on each page, its last rows may be sums."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...] = ()


Block = Heading | Text | Facts | Sheet


@dataclass(frozen=True, slots=True)
class Document:
    """A titled list of blocks; `at` is when it was made, `foot` stands under each page."""

    title: str
    language: str
    at: Moment
    blocks: tuple[Block, ...]
    foot: str = ""

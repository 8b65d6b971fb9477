"""One door to every table format: the file name's extension chooses the folder.

A format's folder is imported when the first file of its kind comes, so that reading CSV loads
neither pyarrow nor openpyxl. Each folder has `EXTENSIONS` and `read(source) -> Table`; those that
also write have `write(columns, rows) -> Iterator[bytes]`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from itertools import islice
from pathlib import Path, PurePath
from typing import Protocol, cast

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import IMPORT_ERRORS_SHOWN_MAX, PREVIEW_ROWS
from ouvrage.formats.errors import EmptyFile, FileTooLarge, UnknownFormat
from ouvrage.formats.rows import Bounds, Row, Source, Table


class Format(StrEnum):
    """A family of table files, named as its folder."""

    CSVS = "csvs"
    JSONL = "jsonl"
    EXCEL = "excel"
    PARQUET = "parquet"


_FORMATS = {
    ".csv": Format.CSVS,
    ".tsv": Format.CSVS,
    ".tab": Format.CSVS,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".xlsx": Format.EXCEL,
    ".xlsm": Format.EXCEL,
    ".parquet": Format.PARQUET,
}
EXTENSIONS = tuple(_FORMATS)


class _Reader(Protocol):
    EXTENSIONS: tuple[str, ...]

    def read(self, source: Source) -> Table: ...


@dataclass(frozen=True, slots=True)
class RowsSummary:
    """What one reading found: `rows` all told, the first refusals, and how many more there are."""

    rows: int
    refusals: tuple[Refusal, ...]
    refusals_more: int

    @property
    def clean(self) -> bool:
        """Whether no row was refused."""
        return not self.refusals


def open_table(
    path: Path,
    *,
    name: str,
    encoding: str | None = None,
    delimiter: str | None = None,
    bounds: Bounds | None = None,
) -> Table:
    """The table at `path`, which its sender calls `name`; columns are read, rows are not.

    Raises `UnknownFormat`, `FileTooLarge`, `EmptyFile`, or what the format has against the file.
    `encoding` and `delimiter` override detection; formats without them ignore them.
    """
    found = format_of(name)
    bounds = bounds or Bounds()
    size = path.stat().st_size
    if size > bounds.bytes_max:
        raise FileTooLarge(found=size, most=bounds.bytes_max)
    if size == 0:
        raise EmptyFile()
    reader = cast(_Reader, import_module(f"ouvrage.formats.{found}"))
    return reader.read(Source(path, encoding, delimiter, bounds))


def format_of(name: str) -> Format:
    """The format that the extension of `name` stands for; else raises `UnknownFormat`."""
    found = _FORMATS.get(PurePath(name).suffix.lower())
    if found is None:
        raise UnknownFormat(name=name, accepted=", ".join(EXTENSIONS))
    return found


def preview(table: Table, rows: int = PREVIEW_ROWS) -> list[Row]:
    """The first rows; the first refusal among them is raised."""
    return list(islice(table, rows))


def _nothing(_: Row) -> Iterable[Refusal]:
    return ()


def check_table(table: Table, check: Callable[[Row], Iterable[Refusal]] = _nothing) -> RowsSummary:
    """What a whole reading finds, in one pass: refusals of the file and those of `check`.

    At most `IMPORT_ERRORS_SHOWN_MAX` refusals are kept; a refusal that ends the reading is last.
    """
    found = _Found()
    try:
        for outcome in table.outcomes():
            found.rows += 1
            found.add((outcome,) if isinstance(outcome, Refusal) else check(outcome))
    except Refusal as refusal:
        found.add((refusal,))
    return RowsSummary(found.rows, tuple(found.kept), found.more)


class _Found:
    """Counts while a table is read."""

    def __init__(self) -> None:
        self.rows = 0
        self.more = 0
        self.kept: list[Refusal] = []

    def add(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            if len(self.kept) < IMPORT_ERRORS_SHOWN_MAX:
                self.kept.append(refusal)
            else:
                self.more += 1

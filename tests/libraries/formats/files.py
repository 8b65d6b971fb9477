"""Small files for the tests of formats."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from ouvrage.formats import Bounds, Row, Table, open_table


def opened(
    folder: Path,
    content: bytes | str,
    name: str = "rows.csv",
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    bounds: Bounds | None = None,
) -> Table:
    """The table of a file with that content, stored under a name that tells nothing."""
    path = folder / "upload"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_table(path, name=name, encoding=encoding, delimiter=delimiter, bounds=bounds)


def cells(table: Table) -> list[dict[str, object]]:
    return [dict(row.cells) for row in table]


def numbered(row: Row) -> tuple[int, int]:
    return row.number, row.line


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx file with those rows on its first sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


def replaced(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with another content for one of its files."""
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        files = {entry: found.read(entry) for entry in found.namelist()}
    return zipped({**files, name: content})

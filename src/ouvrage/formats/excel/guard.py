"""Unpacks a workbook once without keeping it, to learn that it may be opened at all.

A workbook is a ZIP of XML parts. Refused: more than it may hold (declared or real), a part other
than a sheet that would fill the memory, a document type (the door of entity bombs, which Office
Open XML forbids: ECMA-376 part 2, clause 8.1.4), and what is no workbook.
"""

import zipfile
from pathlib import Path
from xml.parsers import expat

from ouvrage.base import limits
from ouvrage.formats.archives.bounded import Allowance, BoundedStream
from ouvrage.formats.archives.zips import opened_zip, require_safe
from ouvrage.formats.errors import FileRefusal, MediaTooLarge, NotASpreadsheet, SpreadsheetTooLarge

_CHUNK_BYTES = 256 * 1024
_SHEET_ROOT = "worksheet"
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")


def require_workbook(path: Path, unpacked_bytes_max: int) -> None:
    """The file at `path` may be opened as a workbook; else raises its refusal."""
    try:
        with opened_zip(path, path.name, limits.SPREADSHEET_PARTS_MAX) as archive:
            members = require_safe(archive, path.name)
            _require_size(members, path.stat().st_size, unpacked_bytes_max)
            _unpack(archive, members, unpacked_bytes_max)
    except (SpreadsheetTooLarge, NotASpreadsheet):
        raise
    except MediaTooLarge:
        raise SpreadsheetTooLarge() from None
    except FileRefusal:
        raise NotASpreadsheet() from None


def _require_size(members: list[zipfile.ZipInfo], packed: int, most: int) -> None:
    unpacked = sum(member.file_size for member in members)
    swollen = unpacked > max(1, packed) * limits.SPREADSHEET_RATIO_MAX
    if unpacked > most or (swollen and unpacked > limits.SPREADSHEET_PART_BYTES_MAX):
        raise SpreadsheetTooLarge()


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], most: int) -> None:
    whole = Allowance(archive.filename or "", most)
    parts = Allowance(archive.filename or "", limits.SPREADSHEET_PART_BYTES_MAX)
    for member in members:
        try:
            stream = archive.open(member)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            raise NotASpreadsheet() from None
        with BoundedStream(stream, whole) as counted:
            _pass(counted, member.filename, parts)


def _pass(stream: BoundedStream, name: str, parts: Allowance) -> None:
    chunk = stream.read(_CHUNK_BYTES)
    prolog = _Prolog() if _is_xml(name, chunk or b"") else None
    while chunk:
        if prolog is not None:
            prolog.feed(chunk)
        if prolog is None or prolog.root != _SHEET_ROOT:
            parts.spend(len(chunk))
        chunk = stream.read(_CHUNK_BYTES)


def _is_xml(name: str, start: bytes) -> bool:
    return name.lower().endswith((".xml", ".rels")) or start.lstrip().startswith(_XML_STARTS)


class _Prolog:
    """Parses an XML part up to its first element, where a document type would stand."""

    def __init__(self) -> None:
        self.root = ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._begin

    def feed(self, chunk: bytes) -> None:
        """Reads on until the root's name is known."""
        for start in range(0, len(chunk), 4096):
            if self.root:
                return
            try:
                self._parser.Parse(chunk[start : start + 4096], False)
            except expat.ExpatError:
                raise NotASpreadsheet() from None

    def _refuse(self, *_: object) -> None:
        raise NotASpreadsheet()

    def _begin(self, name: str, _: dict[str, str]) -> None:
        self.root = self.root or name.rpartition(" ")[2]

"""Opens a ZIP whose list of files is short enough to be held, and whose files may be read.

Python reads the whole central directory when it opens a ZIP, so its size is looked up before in
the end record (APPNOTE.TXT 4.3.14 to 4.3.16).
"""

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ouvrage.formats.errors import (
    DuplicateFile,
    EncryptedFile,
    LinkInArchive,
    NotAnArchive,
    TooManyFiles,
    UnsafeName,
)

DIRECTORY_BYTES_PER_FILE = 400
_END_MARK = b"PK\x05\x06"
_END_BYTES = 22
_COMMENT_BYTES_MAX = 65_535
_END_64_MARK = b"PK\x06\x06"
_END_64_BYTES = 56
_LOCATOR_BYTES = 20
_IN_ZIP64 = 0xFFFFFFFF
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def opened_zip(path: Path, name: str, files_max: int) -> Iterator[zipfile.ZipFile]:
    """The open archive of at most `files_max` files."""
    if _directory_bytes(path, name) > files_max * DIRECTORY_BYTES_PER_FILE + _COMMENT_BYTES_MAX:
        raise TooManyFiles(name=name, most=files_max)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise NotAnArchive(name=name) from None
    with archive:
        if len(archive.infolist()) > files_max:
            raise TooManyFiles(name=name, most=files_max)
        yield archive


def _directory_bytes(path: Path, name: str) -> int:
    size = path.stat().st_size
    with path.open("rb") as stream:
        start = max(0, size - _END_BYTES - _COMMENT_BYTES_MAX)
        stream.seek(start)
        tail = stream.read()
        at = tail.rfind(_END_MARK)
        if at < 0 or at + _END_BYTES > len(tail):
            raise NotAnArchive(name=name)
        found = int(struct.unpack_from("<L", tail, at + 12)[0])
        stream.seek(max(0, start + at - _LOCATOR_BYTES - _END_64_BYTES))
        record = stream.read(_END_64_BYTES)
    if record.startswith(_END_64_MARK) and len(record) == _END_64_BYTES:
        found_64 = int(struct.unpack_from("<Q", record, 40)[0])
        return found_64 if found == _IN_ZIP64 else max(found, found_64)
    return found


def require_safe(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The files of the archive, each of which may be read under its own name.

    Raises for links, passwords, names that lead out, unknown compression and a name twice.
    """
    files = [member for member in archive.infolist() if not member.is_dir()]
    seen: set[str] = set()
    for member in files:
        if not is_safe_name(member.filename):
            raise UnsafeName(name=member.filename)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise LinkInArchive(name=member.filename)
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedFile(name=member.filename)
        if member.compress_type not in _METHODS:
            raise NotAnArchive(name=name)
        if member.filename in seen:
            raise DuplicateFile(name=member.filename)
        seen.add(member.filename)
    return files


def is_safe_name(name: str) -> bool:
    """Whether the name stays inside the folder it is unpacked into, on every system."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and not name.startswith("/")
        and "\\" not in name
        and ".." not in parts
        and ":" not in parts[0]
        and name.isprintable()
    )

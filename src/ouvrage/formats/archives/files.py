"""The media files beside a table, from a ZIP or a local folder, in the order of their names.

Names use `/`. All names and declared sizes are checked before the first file is given; while it is
read, the bytes that really come out are counted against the same bounds.
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from ouvrage.base import limits
from ouvrage.formats.archives.bounded import Allowance, BoundedStream
from ouvrage.formats.archives.zips import opened_zip, require_safe
from ouvrage.formats.errors import (
    LinkInArchive,
    MediaTooLarge,
    NoFiles,
    NotAnArchive,
    TooManyFiles,
)

_LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class MediaBounds:
    """How much is read from one folder or archive."""

    files_max: int = limits.MEDIA_ARCHIVE_FILES_MAX
    file_bytes_max: int = limits.MEDIA_FILE_BYTES_MAX
    archive_bytes_max: int = limits.MEDIA_ARCHIVE_BYTES_MAX


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One file; `open` gives its bytes while the files are being gone through."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


def media_files(path: Path, *, name: str, bounds: MediaBounds | None = None) -> Iterator[MediaFile]:
    """Each file of the ZIP or folder at `path`, sorted by name; `name` is what its sender calls it.

    Files that operating systems leave behind are passed over. Raises before the first file when
    any of them cannot be taken.
    """
    bounds = bounds or MediaBounds()
    if path.is_dir():
        yield from _from_folder(path, name, bounds)
    else:
        yield from _from_zip(path, name, bounds)


def _from_zip(path: Path, name: str, bounds: MediaBounds) -> Iterator[MediaFile]:
    if path.stat().st_size > bounds.archive_bytes_max:
        raise MediaTooLarge(name=name, most=bounds.archive_bytes_max)
    with opened_zip(path, name, bounds.files_max) as archive:
        members = {
            member.filename: member
            for member in require_safe(archive, name)
            if _is_wanted(member.filename)
        }
        _require_sizes({key: member.file_size for key, member in members.items()}, name, bounds)
        whole = Allowance(name, bounds.archive_bytes_max)
        for key in sorted(members):
            member = members[key]
            one = Allowance(key, bounds.file_bytes_max)
            yield MediaFile(key, member.file_size, partial(_unpack, archive, member, one, whole))


def _unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, one: Allowance, whole: Allowance
) -> BinaryIO:
    try:
        stream = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise NotAnArchive(name=whole.name) from None
    return _bounded(BoundedStream(stream, one, whole))


def _from_folder(path: Path, name: str, bounds: MediaBounds) -> Iterator[MediaFile]:
    files = _files_under(path, name, bounds)
    _require_sizes({key: found.stat().st_size for key, found in files.items()}, name, bounds)
    whole = Allowance(name, bounds.archive_bytes_max)
    for key in sorted(files):
        one = Allowance(key, bounds.file_bytes_max)
        yield MediaFile(key, files[key].stat().st_size, partial(_open, files[key], one, whole))


def _files_under(path: Path, name: str, bounds: MediaBounds) -> dict[str, Path]:
    root = path.resolve()
    files: dict[str, Path] = {}
    for folder, folders, names in os.walk(root, followlinks=False):
        for entry in sorted((*folders, *names)):
            found = Path(folder, entry)
            key = found.relative_to(root).as_posix()
            if found.is_symlink():
                _require_inside(found, root, key)
            if found.is_file() and _is_wanted(key):
                files[key] = found
            if len(files) > bounds.files_max:
                raise TooManyFiles(name=name, most=bounds.files_max)
    return files


def _require_inside(link: Path, root: Path, key: str) -> None:
    """A link may name a file of the same folder; to another place or to a folder it is refused."""
    target = link.resolve()
    if not (target.is_relative_to(root) and target.is_file()):
        raise LinkInArchive(name=key)


def _open(path: Path, one: Allowance, whole: Allowance) -> BinaryIO:
    return _bounded(BoundedStream(path.open("rb"), one, whole))


def _bounded(stream: BoundedStream) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(stream))


def _require_sizes(sizes: dict[str, int], name: str, bounds: MediaBounds) -> None:
    if not sizes:
        raise NoFiles(name=name)
    for key, size in sizes.items():
        if size > bounds.file_bytes_max:
            raise MediaTooLarge(name=key, most=bounds.file_bytes_max)
    if sum(sizes.values()) > bounds.archive_bytes_max:
        raise MediaTooLarge(name=name, most=bounds.archive_bytes_max)


def _is_wanted(name: str) -> bool:
    return not name.startswith(_LEFT_BY_SYSTEMS[0]) and Path(name).name not in _LEFT_BY_SYSTEMS

"""Files that come with the data: checked, re-encoded, stored once by their content."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import IntegrityError, transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.ids import is_id, new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.formats.archives import media_files
from ouvrage.formats.media import rendition
from ouvrage.journal.actions import Line, record
from ouvrage.work.errors import UploadTooLarge
from ouvrage.work.models import Media, Project, Upload

MB = 1024 * 1024
UPLOADS_KEPT = Span(days=7)
ID_TIME_CHARACTERS = 10
FILE_MODE = 0o600


def store_upload(
    *,
    actor: Actor,
    now: Moment,
    project_id: str,
    name: str,
    chunks: Iterable[bytes],
    client_key: str,
) -> Upload:
    """The file lies on disk, waiting for its columns to be mapped; the same key stores it once."""
    known = Upload.objects.filter(project_id=project_id, client_key=client_key).first()
    if known is not None:
        return known
    upload_id = new_id(now)
    path = _uploads() / upload_id
    size = _write(path, chunks)
    upload = Upload(
        id=upload_id,
        project_id=project_id,
        client_key=client_key,
        name=Path(name).name[:255],
        path=str(path),
        bytes=size,
        at=now,
    )
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
            _line(actor, now, "data.uploaded", project_id, {"name": upload.name, "bytes": size})
    except IntegrityError:
        path.unlink()
        return Upload.objects.get(project_id=project_id, client_key=client_key)
    return upload


def sweep_uploads(*, actor: Actor, now: Moment, limit: int = limits.JOB_ROWS_MAX) -> int:
    """Data files uploaded a week ago are gone, imported or not; returns how many.

    So are files of that age that a stopped process left without a row.
    """
    old = Upload.objects.filter(at__lt=now - UPLOADS_KEPT).order_by("id")[:limit]
    for upload in old:
        with transaction.atomic():
            Upload.objects.filter(id=upload.id).delete()
            _line(actor, now, "data.swept", upload.project_id, {"name": upload.name})
        Path(upload.path).unlink(missing_ok=True)
    return len(old) + _sweep_strays(now, limit)


def _sweep_strays(now: Moment, limit: int) -> int:
    """An upload's file is named by its id, and an id by its moment."""
    if not _uploads().is_dir():
        return 0
    before = new_id(now - UPLOADS_KEPT)[:ID_TIME_CHARACTERS]
    with os.scandir(_uploads()) as found:
        names = (entry.name for entry in found if is_id(entry.name) and entry.name < before)
        old = list(islice(names, limit))
    strays = set(old) - set(Upload.objects.filter(id__in=old).values_list("id", flat=True))
    for name in strays:
        (_uploads() / name).unlink(missing_ok=True)
    return len(strays)


def _uploads() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def store_media(
    *, actor: Actor, now: Moment, project_id: str, name: str, stream: BinaryIO
) -> Media:
    """The file is stored and the project's data may call it `name`; a second one replaces it."""
    media = _stored(project_id, name, stream, now)
    with transaction.atomic():
        _save([media])
        _line(actor, now, "media.stored", project_id, {"files": 1})
    return media


def store_media_archive(
    *,
    actor: Actor,
    now: Moment,
    project_id: str,
    name: str,
    path: Path,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Every file of the ZIP or folder is stored under its name in it; returns how many.

    One unusable file refuses the whole: no name of the archive points anywhere new then.
    """
    stored = []
    for number, file in enumerate(media_files(path, name=name), start=1):
        with file.open() as stream:
            stored.append(_stored(project_id, file.name, stream, now))
        if progress is not None:
            progress(number)
    with transaction.atomic():
        _save(stored)
        _line(actor, now, "media.stored", project_id, {"files": len(stored)})
    return len(stored)


def _line(
    actor: Actor, now: Moment, action: str, project_id: str, details: dict[str, object]
) -> None:
    organisation_id = Project.objects.values_list("organisation_id", flat=True).get(id=project_id)
    line = Line(action, "project", project_id, organisation_id, details=details)
    record(actor=actor, now=now, line=line)


def _stored(project_id: str, name: str, stream: BinaryIO, now: Moment) -> Media:
    checked = rendition(stream)
    digest = hashlib.sha256(checked.content).hexdigest()
    storage, path = storages["default"], f"media/{digest[:2]}/{digest}"
    _store(storage, path, checked.content)
    return Media(
        project_id=project_id,
        name=name,
        hash=digest,
        content_type=checked.content_type,
        bytes=len(checked.content),
        width=checked.width,
        height=checked.height,
        at=now,
    )


def _store(storage: Storage, path: str, content: bytes) -> None:
    """The content lies at the path, whole: one that a crash left shorter is written again."""
    if storage.exists(path) and storage.size(path) == len(content):
        return
    if not isinstance(storage, FileSystemStorage):
        storage.delete(path)
        storage.save(path, File(BytesIO(content)))
        return
    local = Path(storage.path(path))
    local.parent.mkdir(parents=True, exist_ok=True)
    partial = local.with_name(f"{local.name}.{secrets.token_hex(8)}")
    _write_whole(partial, [content])
    os.replace(partial, local)
    _sync_folder(local.parent)


def _sync_folder(folder: Path) -> None:
    """The names in the folder outlive a power cut (`fsync(2)`: a file's own does not do that)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _save(stored: list[Media]) -> None:
    Media.objects.bulk_create(
        stored,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["project", "name"],
        update_fields=["hash", "content_type", "bytes", "width", "height", "at"],
    )


def _write(path: Path, chunks: Iterable[bytes]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return _write_whole(path, _bounded(chunks))


def _bounded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limits.IMPORT_BYTES_MAX:
            raise UploadTooLarge(field="file", most_mb=limits.IMPORT_BYTES_MAX // MB)
        yield chunk


def _write_whole(path: Path, chunks: Iterable[bytes]) -> int:
    """The chunks are on the disk at the path, or nothing is; returns how many bytes."""
    try:
        with path.open("wb") as file:
            os.fchmod(file.fileno(), FILE_MODE)
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            return file.tell()
    except BaseException:
        # Whatever stopped it, a full disk or a signal: half a file is never left behind.
        path.unlink(missing_ok=True)
        raise

"""Files that come with the data: checked, re-encoded, stored once by their content."""

import hashlib
import os
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.formats.archives import media_files
from ouvrage.formats.media import rendition
from ouvrage.journal.actions import Line, record
from ouvrage.work.errors import UploadTooLarge
from ouvrage.work.models import Media, Project, Upload

MB = 1024 * 1024
UPLOADS_KEPT = Span(days=7)


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
    path = Path(settings.DATA_DIR) / "uploads" / upload_id
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
    """Data files uploaded a week ago are gone, imported or not; returns how many."""
    old = Upload.objects.filter(at__lt=now - UPLOADS_KEPT).order_by("id")[:limit]
    for upload in old:
        with transaction.atomic():
            Upload.objects.filter(id=upload.id).delete()
            _line(actor, now, "data.swept", upload.project_id, {"name": upload.name})
        Path(upload.path).unlink(missing_ok=True)
    return len(old)


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
    if not storage.exists(path):
        storage.save(path, File(BytesIO(checked.content)))
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
    size = 0
    try:
        with path.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > limits.IMPORT_BYTES_MAX:
                    raise UploadTooLarge(field="file", most_mb=limits.IMPORT_BYTES_MAX // MB)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except UploadTooLarge:
        path.unlink()
        raise
    return size

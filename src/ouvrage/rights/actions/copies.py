"""Copies of everything about a person: asked for by them, made by a job, gone after some days.

A job makes them, since a large one takes longer than a proxy waits. The file is sealed under the
person's own key, so it ends with that key, wherever a copy of it lies.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.ids import is_id, new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, announce, record
from ouvrage.people import access, sealing
from ouvrage.rights.exports.archive import write_archive
from ouvrage.rights.models import Copy, CopyState

CLAIM = Span(minutes=20)
ATTEMPTS_MAX = 5
READ_BYTES = 1024 * 1024


def ask_copy(*, actor: Actor, now: Moment, person_id: str) -> Copy:
    """A copy of everything about the person is being made; asked twice, it is one."""
    access.person_for_self(actor, person_id)
    try:
        with transaction.atomic():
            copy = Copy.objects.create(
                id=new_id(now),
                person_id=person_id,
                state=CopyState.ASKED,
                asked_at=now,
                due_at=now,
            )
            record(actor=actor, now=now, line=Line("copy.asked", "copy", copy.id))
    except IntegrityError:
        return Copy.objects.get(person_id=person_id, state=CopyState.ASKED)
    return copy


def make_copies(*, actor: Actor, now: Moment, limit: int) -> int:
    """Copies that were asked for can be fetched; returns how many."""
    due = Copy.objects.filter(state=CopyState.ASKED, due_at__lte=now).order_by("due_at")
    return sum(_make(actor, now, copy) for copy in due[:limit])


def _make(actor: Actor, now: Moment, copy: Copy) -> int:
    """1 when the copy was made; a maker that dies leaves it to the next after a pause."""
    mine = Copy.objects.filter(id=copy.id, state=CopyState.ASKED, due_at=copy.due_at)
    if copy.attempts >= ATTEMPTS_MAX:
        _end(actor, now, copy.id, CopyState.FAILED)
        return 0
    if mine.update(due_at=now + CLAIM, attempts=copy.attempts + 1) != 1:
        return 0
    with tempfile.TemporaryFile() as clear:
        written = write_archive(clear, person_id=copy.person_id, now=now)
        clear.seek(0)
        size = _store(copy, clear)
    return _ready(actor, now, copy, written.rows, size)


def _store(copy: Copy, clear: object) -> int:
    """The sealed file is whole under its name, also after a power cut; returns its clear size."""
    path = _path(copy.id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{copy.id}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        size = sealing.seal_file(settings.VAULT, copy.person_id, _name(copy.id), clear, file)  # type: ignore[arg-type]
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return size


@transaction.atomic
def _ready(actor: Actor, now: Moment, copy: Copy, rows: int, size: int) -> int:
    ends_at = now + Span(days=settings.AGREEMENT.data.copy_days)
    asked = Copy.objects.filter(id=copy.id, state=CopyState.ASKED)
    done = asked.update(state=CopyState.READY, ready_at=now, ends_at=ends_at, rows=rows, bytes=size)
    if done != 1:  # the person was erased meanwhile
        _path(copy.id).unlink(missing_ok=True)
        return 0
    older = Copy.objects.filter(person_id=copy.person_id, state=CopyState.READY)
    older.exclude(id=copy.id).update(ends_at=now)
    details = {"person_id": copy.person_id, "until": ends_at.isoformat(timespec="seconds")}
    announce(actor=actor, now=now, line=Line("copy.ready", "copy", copy.id, details=details))
    return 1


def fetch_copy(*, actor: Actor, now: Moment, copy_id: str) -> tuple[Copy, Iterator[bytes]]:
    """The person's copy as it streams; the journal keeps that it was fetched."""
    copy = Copy.objects.filter(id=copy_id, state=CopyState.READY, ends_at__gt=now).first()
    if copy is None or copy.person_id != actor.id:
        raise NotFound
    with transaction.atomic():
        record(actor=actor, now=now, line=Line("copy.fetched", "copy", copy.id))
    return copy, _opened(copy)


def _opened(copy: Copy) -> Iterator[bytes]:
    with _path(copy.id).open("rb") as file:
        yield from sealing.open_file(settings.VAULT, copy.person_id, _name(copy.id), file)


def sweep_copies(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Copies whose days are over are gone, and files that no copy names; returns how many."""
    over = Copy.objects.filter(state=CopyState.READY, ends_at__lte=now).order_by("ends_at")
    ids = list(over.values_list("id", flat=True)[:limit])
    for copy_id in ids:
        _end(actor, now, copy_id, CopyState.GONE)
        _path(copy_id).unlink(missing_ok=True)
    return len(ids) + _sweep_strays(limit)


@transaction.atomic
def _end(actor: Actor, now: Moment, copy_id: str, state: CopyState) -> None:
    Copy.objects.filter(id=copy_id).update(state=state)
    record(actor=actor, now=now, line=Line(f"copy.{state.value}", "copy", copy_id))


def _sweep_strays(limit: int) -> int:
    """A file without a row belongs to somebody erased, or to a maker that was cut off."""
    if not _folder().is_dir():
        return 0
    names = [path.name.removesuffix(".new") for path in _folder().iterdir()][:limit]
    kept = Copy.objects.filter(id__in=names, state__in=[CopyState.ASKED, CopyState.READY])
    strays = set(names) - set(kept.values_list("id", flat=True))
    for name in strays:
        for path in (_folder() / name, _folder() / f"{name}.new"):
            path.unlink(missing_ok=True)
    return len(strays)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "copies"


def _path(copy_id: str) -> Path:
    assert is_id(copy_id)
    return _folder() / copy_id


def _name(copy_id: str) -> str:
    return f"copies/{copy_id}"

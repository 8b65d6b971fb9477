"""Files that come with the data lie on the disk whole, or not at all, and go when they should."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from PIL import Image
from pytest_django import Settings

from ouvrage.base.ids import new_id
from ouvrage.work import actions as work
from ouvrage.work.errors import UploadTooLarge
from ouvrage.work.models import Media, Project, Upload
from tests.factories.people import JOB, NOW
from tests.factories.work import make_project

pytestmark = pytest.mark.django_db
IN_MEMORY = "django.core.files.storage.InMemoryStorage"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of its own."""
    stores = deepcopy(settings.STORAGES)
    stores["default"]["OPTIONS"]["location"] = str(tmp_path)
    settings.STORAGES = stores
    settings.DATA_DIR = tmp_path
    return tmp_path


def picture(colour: str = "red") -> BytesIO:
    """A small image."""
    stream = BytesIO()
    Image.new("RGB", (4, 4), colour).save(stream, "PNG")
    stream.seek(0)
    return stream


def store(project: Project) -> Media:
    """The picture, stored beside the project's data."""
    return work.store_media(
        actor=JOB, now=NOW, project_id=project.id, name="one.png", stream=picture()
    )


def upload(project: Project, chunks: Iterator[bytes]) -> Upload:
    """A data file, uploaded."""
    return work.store_upload(
        actor=JOB,
        now=NOW,
        project_id=project.id,
        name="letters.csv",
        chunks=chunks,
        client_key="letters",
    )


def files(folder: Path) -> list[Path]:
    """Every file below the folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_stored_file_that_a_crash_left_short_is_written_again(folder: Path) -> None:
    project = make_project()
    media = store(project)
    (path,) = files(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:7])
    assert store(project).hash == media.hash
    assert (files(folder), path.read_bytes(), len(whole)) == ([path], whole, media.bytes)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_store_without_a_disk_keeps_whole_files_too(settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": IN_MEMORY}}
    project = make_project()
    media = store(project)
    storage, path = storages["default"], f"media/{media.hash[:2]}/{media.hash}"
    assert isinstance(storage, InMemoryStorage)
    storage.delete(path)
    storage.save(path, ContentFile(b"half"))
    store(project)
    with storage.open(path) as file:
        assert len(file.read()) == media.bytes


def _cut(error: BaseException) -> Iterator[bytes]:
    yield b"id,text\n"
    raise error


@pytest.mark.parametrize("error", [OSError("the disk is full"), KeyboardInterrupt()])
def test_an_upload_that_is_cut_off_leaves_no_file(folder: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        upload(make_project(), _cut(error))
    assert (files(folder), Upload.objects.count()) == ([], 0)


def test_an_upload_over_the_limit_leaves_no_file(folder: Path) -> None:
    with pytest.raises(UploadTooLarge):
        upload(make_project(), (b"x" * 2**20 for _ in range(201)))
    assert files(folder) == []


def test_files_without_a_row_go_a_week_after_they_came(folder: Path) -> None:
    kept = upload(make_project(), iter([b"id,text\n"]))
    stray = Path(kept.path).with_name(new_id(NOW))
    foreign = stray.with_name("notes.txt")
    stray.write_bytes(b"half")
    foreign.write_bytes(b"not ours")
    week = NOW + timedelta(days=7)
    assert work.sweep_uploads(actor=JOB, now=week) == 0
    assert files(folder) == sorted([Path(kept.path), stray, foreign])
    assert work.sweep_uploads(actor=JOB, now=week + timedelta(seconds=1)) == 2
    assert (files(folder), Upload.objects.count()) == ([foreign], 0)

"""Media files beside a table: a ZIP or a folder, never a way out of it."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest

from ouvrage.base.errors import Refusal
from ouvrage.formats import errors
from ouvrage.formats.archives import media_files
from ouvrage.formats.archives.files import MediaBounds
from tests.libraries.formats.files import zipped


def archive(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def read_all(path: Path, bounds: MediaBounds | None = None) -> dict[str, bytes]:
    found = {}
    for media in media_files(path, name="scans.zip", bounds=bounds):
        with media.open() as stream:
            found[media.name] = stream.read()
        assert media.size == len(found[media.name])
    return found


def test_files_of_a_zip_come_by_name(tmp_path: Path) -> None:
    files = {"b/2.png": b"two", "a.png": b"one", "__MACOSX/a.png": b"", "b/.DS_Store": b"x"}
    found = read_all(archive(tmp_path, zipped(files)))
    assert list(found.items()) == [("a.png", b"one"), ("b/2.png", b"two")]


def test_files_of_a_folder_come_by_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.png").write_bytes(b"two")
    (tmp_path / "a.png").write_bytes(b"one")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    assert list(read_all(tmp_path).items()) == [("a.png", b"one"), ("b/2.png", b"two")]


@pytest.mark.parametrize(
    "name", ["../a.png", "b/../../a.png", "/etc/passwd", "b\\..\\a.png", "C:/a.png", "a\n.png"]
)
def test_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(errors.UnsafeName):
        read_all(archive(tmp_path, zipped({"ok.png": b"x", name: b"x"})))


def test_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.zip"
    link = zipfile.ZipInfo("link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as written:
        written.writestr(link, "/etc/passwd")
    with pytest.raises(errors.LinkInArchive):
        read_all(path)


def test_link_out_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.png").symlink_to(tmp_path / "secret")
    with pytest.raises(errors.LinkInArchive):
        read_all(folder)


def test_link_to_another_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(errors.LinkInArchive):
        read_all(folder)


def test_link_within_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"one")
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    assert read_all(tmp_path) == {"a.png": b"one", "b.png": b"one"}


def test_file_under_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.png": b"x"}))
    content[content.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(errors.EncryptedFile):
        read_all(archive(tmp_path, bytes(content)))


def test_name_twice_is_refused(tmp_path: Path) -> None:
    content = zipped({"a.png": b"x", "b.png": b"y"}).replace(b"b.png", b"a.png")
    with pytest.raises(errors.DuplicateFile):
        read_all(archive(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", zipped({"a.png": b"x" * 99})[:-30]],
    ids=["nothing", "text", "cut off"],  # an archive holds the second at which it was made
)
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(errors.NotAnArchive):
        read_all(archive(tmp_path, content))


def test_archive_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.NoFiles):
        read_all(archive(tmp_path, zipped({})))


@pytest.mark.parametrize(
    ("bounds", "refusal"),
    [
        (MediaBounds(files_max=1), errors.TooManyFiles),
        (MediaBounds(file_bytes_max=9), errors.MediaTooLarge),
        (MediaBounds(archive_bytes_max=15), errors.MediaTooLarge),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_more_than_the_bounds_is_refused_before_the_first_file(
    tmp_path: Path, bounds: MediaBounds, refusal: type[Refusal], packed: bool
) -> None:
    files = {"a.png": b"x" * 10, "b.png": b"y" * 10}
    if packed:
        path = archive(tmp_path, zipped(files))
    else:
        path = tmp_path / "folder"
        path.mkdir()
        for name, content in files.items():
            (path / name).write_bytes(content)
    with pytest.raises(refusal):
        next(media_files(path, name="scans", bounds=bounds))


def test_directory_of_endless_files_is_refused_unread(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.png": b"x"}))
    at = content.find(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<L", 2**31)
    with pytest.raises(errors.TooManyFiles):
        read_all(archive(tmp_path, bytes(content)))


def test_bomb_that_hides_its_size_gives_no_more_than_it_tells(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.png": bytes(1_000_000)}))
    told = struct.pack("<L", 1_000_000)
    while (at := content.find(told)) >= 0:
        content[at : at + 4] = struct.pack("<L", 50)
    with pytest.raises(errors.NotAnArchive):
        read_all(archive(tmp_path, bytes(content)), MediaBounds(file_bytes_max=100))


def test_file_that_grows_while_read_is_stopped_at_its_bound(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    media = next(media_files(tmp_path, name="scans", bounds=MediaBounds(file_bytes_max=100)))
    (tmp_path / "a.png").write_bytes(b"x" * 101)
    with media.open() as stream, pytest.raises(errors.MediaTooLarge):
        stream.read()

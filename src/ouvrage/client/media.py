"""Images, audio and documents that stand beside the data, under the names the data calls them."""

from pathlib import Path
from tempfile import TemporaryFile
from zipfile import ZIP_STORED, ZipFile

from ouvrage.client.connection import Connection
from ouvrage.client.projects import Project, id_of

FILES_PER_ARCHIVE = 5_000
BYTES_PER_ARCHIVE = 256 * 1024 * 1024


class Media:
    """The media files of the organisation's projects."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upload(self, project: Project | str, path: str | Path) -> int:
        """The file, every file of the folder, or every file in the ZIP is with the project.

        A file of a folder is called by its path inside the folder ("cats/1.png"). Sending the same
        file again changes nothing. Returns how many files were stored.
        """
        place = Path(path)
        address = f"/projects/{id_of(project)}/media"
        if place.is_dir():
            return sum(self._send(address, chunk, place) for chunk in _chunks(place))
        with place.open("rb") as stream:
            return int(self._connection.upload(address, place.name, stream, {})["files"])

    def _send(self, address: str, files: list[Path], folder: Path) -> int:
        with TemporaryFile() as stream:
            with ZipFile(stream, "w", ZIP_STORED) as archive:
                for file in files:
                    archive.write(file, file.relative_to(folder).as_posix())
            return int(self._connection.upload(address, "media.zip", stream, {})["files"])


def _chunks(folder: Path) -> list[list[Path]]:
    """The folder's files, hidden ones left out, in parts small enough for one request each."""
    parts: list[list[Path]] = [[]]
    size = 0
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if any(part.startswith(".") for part in file.relative_to(folder).parts):
            continue
        size += file.stat().st_size
        if parts[-1] and (len(parts[-1]) >= FILES_PER_ARCHIVE or size > BYTES_PER_ARCHIVE):
            parts.append([])
            size = file.stat().st_size
        parts[-1].append(file)
    return [part for part in parts if part]

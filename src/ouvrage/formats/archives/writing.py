"""A ZIP as a stream: its files are packed one after the other, and nothing waits for the end.

>>> import io, zipfile
>>> packed = b"".join(zipped([("a.txt", [b"one ", b"two"])]))
>>> zipfile.ZipFile(io.BytesIO(packed)).read("a.txt")
b'one two'

The same files give the same bytes: members bear the first day that the format knows.
"""

from collections.abc import Generator, Iterable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CHUNK_BYTES = 64 * 1024
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_FILE_FOR_ALL_TO_READ = 0o100644 << 16

Member = tuple[str, Iterable[bytes]]


def zipped(members: Iterable[Member]) -> Generator[bytes]:
    """The archive in pieces of about `CHUNK_BYTES`; each member is a name and its content."""
    waiting = _Waiting()
    with ZipFile(waiting, "w") as archive:  # type: ignore[call-overload]
        for name, content in members:
            member = ZipInfo(name, _FIRST_DAY)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = _FILE_FOR_ALL_TO_READ
            with archive.open(member, "w") as file:
                for chunk in content:
                    file.write(chunk)
                    if waiting.size >= CHUNK_BYTES:
                        yield waiting.taken()
    yield waiting.taken()


class _Waiting:
    """Where an archive is written to until its bytes are taken; it cannot be sought in."""

    def __init__(self) -> None:
        self.size = 0
        self._chunks: list[bytes] = []

    def write(self, chunk: bytes) -> int:
        self._chunks.append(bytes(chunk))
        self.size += len(chunk)
        return len(chunk)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        chunks, self._chunks, self.size = self._chunks, [], 0
        return b"".join(chunks)

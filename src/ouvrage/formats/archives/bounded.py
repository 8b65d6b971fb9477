"""A stream that counts what really comes out of it, since an archive's own figures may lie."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from ouvrage.formats.errors import MediaTooLarge, NotAnArchive

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class Allowance:
    """How many bytes may still come out of all files together."""

    name: str
    most: int
    used: int = 0

    def spend(self, count: int) -> None:
        """Counts the bytes; raises `MediaTooLarge` past the most."""
        self.used += count
        if self.used > self.most:
            raise MediaTooLarge(name=self.name, most=self.most)


class BoundedStream(io.RawIOBase):
    """Reads from `stream` within the allowances; damage becomes `NotAnArchive`."""

    def __init__(self, stream: IO[bytes], *allowances: Allowance) -> None:
        self._stream = stream
        self._allowances = allowances

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        try:
            found = self._stream.read(len(buffer))
        except _DAMAGE:
            raise NotAnArchive(name=self._allowances[0].name) from None
        for allowance in self._allowances:
            allowance.spend(len(found))
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._stream.close()
        super().close()

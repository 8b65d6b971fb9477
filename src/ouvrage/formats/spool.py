"""Pieces that wait in a temporary file, for what a stream can only write at its end."""

import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType

IN_MEMORY_BYTES = 4 * 1024 * 1024
COPY_BYTES = 64 * 1024


class Spool:
    """Pieces in order, with `between` between them; past 4 MiB they are on disk."""

    def __init__(self, between: bytes = b"") -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115
        self._between = between
        self.is_empty = True

    def add(self, piece: bytes) -> None:
        """The piece waits after the others."""
        if not self.is_empty:
            self._file.write(self._between)
        self._file.write(piece)
        self.is_empty = False

    def chunks(self) -> Iterator[bytes]:
        """Everything that was added, once."""
        self._file.seek(0)
        while chunk := self._file.read(COPY_BYTES):
            yield chunk

    def close(self) -> None:
        """The file is gone."""
        self._file.close()

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def as_json(value: object) -> bytes:
    """The value as compact JSON, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def as_line(value: object) -> bytes:
    """The value as one line of JSON Lines."""
    return as_json(value) + b"\n"

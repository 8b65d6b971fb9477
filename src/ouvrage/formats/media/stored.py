"""What is kept of an uploaded file: the bytes that will be served, and what they are."""

from dataclasses import dataclass
from typing import BinaryIO

from ouvrage.base.limits import MEDIA_FILE_BYTES_MAX
from ouvrage.formats.errors import MediaTooLarge
from ouvrage.formats.media.kinds import EXTENSIONS, MediaType


@dataclass(frozen=True, slots=True)
class Rendition:
    """Bytes to store, their content type, and for an image its size in pixels."""

    content: bytes
    content_type: MediaType
    width: int | None = None
    height: int | None = None

    @property
    def extension(self) -> str:
        """The file name's ending that belongs to the content, with its dot."""
        return EXTENSIONS[self.content_type]


def bounded_bytes(stream: BinaryIO) -> bytes:
    """All bytes of `stream`; raises `MediaTooLarge` past `MEDIA_FILE_BYTES_MAX`."""
    content = stream.read(MEDIA_FILE_BYTES_MAX + 1)
    if len(content) > MEDIA_FILE_BYTES_MAX:
        name = getattr(stream, "name", "")
        raise MediaTooLarge(name=name, most=MEDIA_FILE_BYTES_MAX)
    return content

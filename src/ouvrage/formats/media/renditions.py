"""What is stored of any uploaded media file.

Images are drawn anew. **Sound and PDF pass as they are** once their signature is known: they are
not decoded, may carry metadata, and a PDF may carry scripts. Whoever serves them sends `nosniff`
and a sandboxing policy, or a download.
"""

import io
from typing import BinaryIO

from ouvrage.formats.errors import UnknownMedia
from ouvrage.formats.media.images import image_rendition
from ouvrage.formats.media.kinds import IMAGES, SIGNATURE_BYTES, media_type
from ouvrage.formats.media.stored import Rendition, bounded_bytes


def rendition(stream: BinaryIO) -> Rendition:
    """The bytes to store for the file in `stream`, whichever kind it is.

    Raises `UnknownMedia`, `MediaTooLarge`, or what `image_rendition` has against an image.
    """
    content = bounded_bytes(stream)
    kind = media_type(content[:SIGNATURE_BYTES])
    if kind is None:
        raise UnknownMedia()
    if kind in IMAGES:
        return image_rendition(io.BytesIO(content))
    return Rendition(content, kind)

"""Draws an uploaded image anew, so that nothing but its pixels is kept.

EXIF (with the place it was taken), comments, colour profiles and whatever was hidden behind the
picture are gone; the camera's orientation is applied; of an animation the first frame stays. PNG,
GIF and lossless WebP become PNG, JPEG and lossy WebP become JPEG. The same bytes give the same
rendition under one version of Pillow.
"""

import io
import struct
import warnings
import zlib
from typing import BinaryIO

from PIL import Image, ImageOps

from ouvrage.base.limits import IMAGE_PIXELS_MAX, IMAGE_SIDE_MAX
from ouvrage.formats.errors import BadImage, ImageTooLarge, UnknownMedia
from ouvrage.formats.media.kinds import IMAGES, SIGNATURE_BYTES, MediaType, media_type
from ouvrage.formats.media.stored import Rendition, bounded_bytes

JPEG_QUALITY = 90
_READERS = ("PNG", "JPEG", "WEBP", "GIF")
_DEEP_MODES = frozenset({"I", "I;16"})
_BROKEN = (
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

# Pillow only warns between its bound and twice its bound; here both end the reading.
Image.MAX_IMAGE_PIXELS = IMAGE_PIXELS_MAX
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def image_rendition(stream: BinaryIO) -> Rendition:
    """A fresh PNG or JPEG with the pixels of the image in `stream`.

    Raises `UnknownMedia` for what is no PNG, JPEG, WebP or GIF (SVG and TIFF among them),
    `ImageTooLarge`, `BadImage`, or `MediaTooLarge`.
    """
    content = bounded_bytes(stream)
    kind = media_type(content[:SIGNATURE_BYTES])
    if kind not in IMAGES:
        raise UnknownMedia()
    fresh = _pixels(content)
    lossy = kind is MediaType.JPEG or (kind is MediaType.WEBP and _is_lossy_webp(content))
    as_jpeg = lossy and fresh.mode in ("L", "RGB")
    encoded = _encoded(fresh, as_jpeg=as_jpeg)
    return Rendition(
        encoded, MediaType.JPEG if as_jpeg else MediaType.PNG, fresh.width, fresh.height
    )


def _pixels(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=_READERS) as image:
            _require_size(image)
            image.load()
            upright = ImageOps.exif_transpose(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except _BROKEN:
        raise BadImage() from None
    plain = upright if upright.mode in _DEEP_MODES else upright.convert(_plain_mode(upright))
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())


def _require_size(image: Image.Image) -> None:
    if max(image.size) > IMAGE_SIDE_MAX or image.width * image.height > IMAGE_PIXELS_MAX:
        raise _too_large()


def _too_large() -> ImageTooLarge:
    return ImageTooLarge(pixels=IMAGE_PIXELS_MAX, side=IMAGE_SIDE_MAX)


def _plain_mode(image: Image.Image) -> str:
    if "transparency" in image.info or image.mode in ("RGBA", "PA", "La", "RGBa"):
        return "RGBA"
    if image.mode in ("1", "L"):
        return "L"
    return "LA" if image.mode == "LA" else "RGB"


def _encoded(image: Image.Image, *, as_jpeg: bool) -> bytes:
    sink = io.BytesIO()
    if as_jpeg:
        image.save(sink, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        image.save(sink, "PNG", optimize=False, compress_level=6)
    return sink.getvalue()


def _is_lossy_webp(content: bytes) -> bool:
    """Whether the first picture is a VP8 chunk rather than VP8L (RFC 9649, section 2.5)."""
    at = 12
    while at + 8 <= len(content):
        mark = content[at : at + 4]
        if mark in (b"VP8 ", b"VP8L"):
            return mark == b"VP8 "
        if mark == b"ANMF":
            at += 24
            continue
        size = int(struct.unpack_from("<L", content, at + 4)[0])
        at += 8 + size + size % 2
    return False

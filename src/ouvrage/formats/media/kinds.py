"""Which kind of media some bytes are, by their signature; the name of a file proves nothing.

Signatures: https://mimesniff.spec.whatwg.org/ (6), RFC 9639 and ISO/IEC 14496-12 for brands.
"""

import re
from enum import StrEnum

SIGNATURE_BYTES = 64


class MediaType(StrEnum):
    """The content types that are stored and served."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    GIF = "image/gif"
    WAV = "audio/wav"
    MP3 = "audio/mpeg"
    OGG = "audio/ogg"
    M4A = "audio/mp4"
    WEBM = "audio/webm"
    PDF = "application/pdf"


IMAGES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.WEBP, MediaType.GIF})
EXTENSIONS = {
    MediaType.PNG: ".png",
    MediaType.JPEG: ".jpg",
    MediaType.WEBP: ".webp",
    MediaType.GIF: ".gif",
    MediaType.WAV: ".wav",
    MediaType.MP3: ".mp3",
    MediaType.OGG: ".ogg",
    MediaType.M4A: ".m4a",
    MediaType.WEBM: ".webm",
    MediaType.PDF: ".pdf",
}
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), MediaType.PNG),
    (re.compile(rb"\xff\xd8\xff"), MediaType.JPEG),
    (re.compile(rb"RIFF....WEBPVP8", re.DOTALL), MediaType.WEBP),
    (re.compile(rb"GIF8[79]a"), MediaType.GIF),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), MediaType.WAV),
    (re.compile(rb"ID3[\x02-\x04]"), MediaType.MP3),
    (re.compile(rb"\xff[\xfa\xfb\xf2\xf3\xe2\xe3][\x10-\xef]"), MediaType.MP3),
    (re.compile(rb"OggS\0"), MediaType.OGG),
    (re.compile(rb"....ftyp(?:M4A |M4B |mp4[12]|isom|iso[2-6]|dash)", re.DOTALL), MediaType.M4A),
    (re.compile(rb"\x1a\x45\xdf\xa3.{0,55}\x42\x82.{1,3}webm", re.DOTALL), MediaType.WEBM),
    (re.compile(rb"%PDF-[12]\.\d"), MediaType.PDF),
)


def media_type(start: bytes) -> MediaType | None:
    """The kind that `start`, the first `SIGNATURE_BYTES` of a file, belongs to; None if unknown."""
    return next((kind for pattern, kind in _SIGNATURES if pattern.match(start)), None)

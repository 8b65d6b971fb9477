"""Images are drawn anew; sound and PDF are known by their first bytes."""

import io
import struct
import wave
import zlib

import pytest
from PIL import Image, PngImagePlugin

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import MEDIA_FILE_BYTES_MAX
from ouvrage.formats import errors
from ouvrage.formats.media import MediaType, image_rendition, rendition


def picture(mode: str = "RGB", size: tuple[int, int] = (4, 3)) -> Image.Image:
    """A small image whose first row differs from the others."""
    image = Image.new("L", size)
    image.paste(255, (0, 0, size[0], 1))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    sink = io.BytesIO()
    image.save(sink, kind, **options)
    return sink.getvalue()


def drawn(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(image_rendition(io.BytesIO(content)).content))


def png_of_size(width: int, height: int) -> bytes:
    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))
        for name, body in chunks
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_keeps_its_pixels(mode: str) -> None:
    image = picture(mode)
    found = image_rendition(io.BytesIO(encoded(image, "PNG")))
    assert (found.content_type, found.extension) == (MediaType.PNG, ".png")
    assert (found.width, found.height) == (4, 3)
    redrawn = Image.open(io.BytesIO(found.content))
    assert redrawn.convert("RGBA").tobytes() == image.convert("RGBA").tobytes()


def test_transparent_palette_stays_transparent() -> None:
    content = encoded(Image.new("P", (2, 2), 0), "PNG", transparency=0)
    assert drawn(content).getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("JPEG", {}, MediaType.JPEG),
        ("WEBP", {"lossless": True}, MediaType.PNG),
        ("WEBP", {"lossless": False}, MediaType.JPEG),
        ("GIF", {}, MediaType.PNG),
    ],
)
def test_kind_of_the_rendition_follows_the_loss(
    kind: str, options: dict[str, object], expected: MediaType
) -> None:
    content = encoded(Image.new("RGB", (8, 8), "red"), kind, **options)
    assert image_rendition(io.BytesIO(content)).content_type is expected


def test_metadata_is_gone_and_orientation_applied() -> None:
    image = Image.new("RGB", (16, 8), "blue")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "SECRET PLACE"
    content = encoded(image, "JPEG", exif=exif, comment=b"SECRET COMMENT", icc_profile=b"SECRET")
    found = image_rendition(io.BytesIO(content + b"SECRET TAIL"))
    assert b"SECRET" in content
    assert b"SECRET" not in found.content
    assert (found.width, found.height) == (8, 16)
    assert dict(Image.open(io.BytesIO(found.content)).getexif()) == {}


def test_text_of_a_png_is_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SECRET")
    found = drawn(encoded(picture(), "PNG", pnginfo=notes))
    assert found.info == {}


def test_first_frame_of_an_animation_stays() -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert drawn(content).convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_rendition_is_deterministic() -> None:
    content = encoded(picture(), "PNG")
    assert image_rendition(io.BytesIO(content)) == image_rendition(io.BytesIO(content))


@pytest.mark.parametrize("size", [(16_001, 1), (1, 16_001), (7_000, 7_000), (30_000, 30_000)])
def test_huge_image_is_refused_before_its_pixels_are_read(size: tuple[int, int]) -> None:
    with pytest.raises(errors.ImageTooLarge):
        image_rendition(io.BytesIO(png_of_size(*size)))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.UnknownMedia),
        (b"plain text", errors.UnknownMedia),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", errors.UnknownMedia),
        (encoded(Image.new("L", (2, 2)), "TIFF"), errors.UnknownMedia),
        (encoded(Image.new("L", (2, 2)), "BMP"), errors.UnknownMedia),
        (png_of_size(4, 4), errors.BadImage),
        (encoded(Image.new("RGB", (64, 64)), "PNG")[:60], errors.BadImage),
        (encoded(Image.effect_noise((64, 64), 90), "JPEG")[:400], errors.BadImage),
        (b"GIF89a" + bytes(40), errors.BadImage),
        (b"RIFF\x20\0\0\0WEBPVP8 " + bytes(40), errors.BadImage),
        (bytes(MEDIA_FILE_BYTES_MAX + 1), errors.MediaTooLarge),
    ],
    ids=[
        "empty",
        "text",
        "svg",
        "tiff",
        "bmp",
        "png without pixels",
        "png cut off",
        "jpeg cut off",
        "gif of zeros",
        "webp of zeros",
        "over the bound",
    ],
)
def test_what_is_no_image_is_refused(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        image_rendition(io.BytesIO(content))


def sound() -> bytes:
    sink = io.BytesIO()
    with wave.open(sink, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(bytes(100))
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (sound(), MediaType.WAV),
        (b"ID3\x04\0\0" + bytes(20), MediaType.MP3),
        (b"\xff\xfb\x90\x64" + bytes(20), MediaType.MP3),
        (b"OggS\0\x02" + bytes(20), MediaType.OGG),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", MediaType.M4A),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", MediaType.WEBM),
        (b"%PDF-1.7\n", MediaType.PDF),
    ],
)
def test_sound_and_pdf_pass_as_they_are(content: bytes, expected: MediaType) -> None:
    found = rendition(io.BytesIO(content))
    assert (found.content, found.content_type) == (content, expected)
    assert (found.width, found.height) == (None, None)


def test_image_is_drawn_anew_through_the_common_door() -> None:
    content = encoded(picture(), "PNG")
    assert rendition(io.BytesIO(content)) == image_rendition(io.BytesIO(content))


@pytest.mark.parametrize("content", [b"", b"MZ\x90\0", b"<html>", b"\xff\xff\xff", b"OggX"])
def test_media_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(errors.UnknownMedia):
        rendition(io.BytesIO(content))

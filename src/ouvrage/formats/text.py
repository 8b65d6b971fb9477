"""Text files: which encoding, and lines with a place for every error.

UTF-8 is tried first, strictly. A file that is plainly UTF-8 with a broken byte is refused with its
line rather than shown as mojibake; one that is no UTF-8 at all is guessed by charset-normalizer
from the first 256 KiB, and the guess is shown to the person beside the preview.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from ouvrage.formats.errors import (
    EmptyFile,
    InvalidEncoding,
    LineTooLong,
    NulCharacter,
    UnknownEncoding,
)
from ouvrage.formats.rows import Bounds

SAMPLE_BYTES = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_15"),
    *("koi8_r", "mac_roman", "gb18030", "shift_jis", "euc_jp", "big5", "euc_kr"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "iso8859-1", *_GUESSED)
_CODECS = {codecs.lookup(name).name: name for name in ENCODINGS}


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its end, and its number from 1."""

    number: int
    text: str


def find_encoding(path: Path, declared: str | None) -> str:
    """The encoding to read `path` with: the declared one, else the detected one."""
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE_BYTES)
        whole = not stream.read(1)
    if not sample:
        raise EmptyFile()
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    if declared is not None:
        known = _known_encoding(declared)
        return "utf-8-sig" if known == "utf-8" and marked == "utf-8-sig" else known
    if marked is not None:
        return marked
    return _guess(sample, whole)


def _known_encoding(declared: str) -> str:
    try:
        return _CODECS[codecs.lookup(declared).name]
    except (LookupError, ValueError):
        raise UnknownEncoding(encoding=declared, accepted=", ".join(ENCODINGS)) from None


def _guess(sample: bytes, whole: bool) -> str:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError as error:
        refusal = InvalidEncoding(line=_line_of(sample[: error.start]), encoding="UTF-8")
    else:
        return "utf-8"
    if _CONTROLS.search(sample) or _mostly_utf8(sample):
        raise refusal
    found = _likely_encoding(sample)
    if found is None:
        raise refusal
    return found


def _likely_encoding(sample: bytes) -> str | None:
    """The first of `_GUESSED` among those that fit equally well; None when none fits.

    French reads without fault in the Central European page too, so the order decides.
    """
    matches = from_bytes(sample, cp_isolation=list(_GUESSED), enable_fallback=False)
    best = matches.best()
    if best is None:
        return None
    fit = {
        name
        for match in matches
        if match.chaos <= best.chaos
        for name in match.could_be_from_charset
    }
    return next((name for name in _GUESSED if name in fit), best.encoding)


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the bytes beyond ASCII look like UTF-8 with an accident rather than another encoding.

    0xFE and 0xFF alone are no letters of any text that is otherwise ASCII.
    """
    beyond = {byte for byte in sample if byte > 127}
    if beyond <= {0xFE, 0xFF}:
        return True
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("�")
    sound = sum(character > "\x7f" for character in text) - broken
    return sound > broken


def _line_of(before: bytes) -> int:
    return before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def read_lines(path: Path, encoding: str, bounds: Bounds) -> Iterator[Line]:
    """Each line with its own end, decoded strictly; one line in memory.

    Raises `InvalidEncoding`, `NulCharacter` or `LineTooLong` with the line's number.
    """
    most = bounds.columns_max * (bounds.cell_characters_max + 3)
    number = 0
    with path.open("rb") as binary, io.TextIOWrapper(binary, encoding, newline="") as stream:
        while True:
            try:
                text = stream.readline(most + 1)
            except UnicodeError:
                raise InvalidEncoding(line=_bad_line(path, encoding), encoding=encoding) from None
            if not text:
                return
            number += 1
            if len(text) > most:
                raise LineTooLong(line=number, most=most)
            if "\0" in text:
                raise NulCharacter(line=number)
            yield Line(number, text)


def _bad_line(path: Path, encoding: str) -> int:
    """The number of the first line that does not decode, sought anew: readers read ahead."""
    decoder = codecs.getincrementaldecoder(encoding)()
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    lines = 1
    with path.open("rb") as stream:
        while piece := stream.read(1024):
            state = decoder.getstate()
            try:
                lines += newlines.decode(decoder.decode(piece)).count("\n")
            except UnicodeError:
                decoder.setstate(state)
                return lines + _newlines_before_error(decoder, newlines, piece)
    return lines + newlines.decode("", final=True).count("\n")


def _newlines_before_error(
    decoder: codecs.IncrementalDecoder, newlines: io.IncrementalNewlineDecoder, piece: bytes
) -> int:
    lines = 0
    for position in range(len(piece)):
        try:
            text = decoder.decode(piece[position : position + 1])
        except UnicodeError:
            break
        lines += newlines.decode(text).count("\n")
    return lines + newlines.decode("", final=True).count("\n")

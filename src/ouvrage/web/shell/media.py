"""Pictures, sounds and documents of tasks, for those who work on or own them.

The address carries a signed token made for one person; anybody else finds nothing there. Parts of a
file are answered with 206, without which no browser can seek in a recording (RFC 9110, 14).
"""

import re
from collections.abc import Iterator

from django.core.files import File
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.views.decorators.http import require_safe

from ouvrage.base.errors import NotFound
from ouvrage.work import queries

PIECE_BYTES = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@require_safe
def media(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file, or the part that was asked for; it stays in the browser for an hour."""
    if not request.user.is_authenticated:
        raise NotFound
    found = queries.media_by_token(token, str(request.user.pk))
    file = found.storage.open(found.path, "rb")
    response = _answer(file, found.bytes, request.headers.get("Range", ""))
    response["Content-Type"] = found.content_type
    kept = "attachment" if found.content_type == "application/pdf" else "inline"
    response["Content-Disposition"] = kept
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600, immutable"
    response["Accept-Ranges"] = "bytes"
    return response


def _answer(file: "File[bytes]", size: int, wanted: str) -> HttpResponseBase:
    match = _RANGE.fullmatch(wanted.strip())
    if match is None or match.groups() == ("", ""):
        return FileResponse(file)
    start, end = part_of(match.group(1), match.group(2), size)
    if start >= end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    return StreamingHttpResponse(
        Part(file, start, end),
        status=206,
        headers={
            "Content-Range": f"bytes {start}-{end - 1}/{size}",
            "Content-Length": str(end - start),
        },
    )


def part_of(first: str, last: str, size: int) -> tuple[int, int]:
    """The half-open part of `size` bytes that `first-last` names; empty when there is none.

    >>> part_of("0", "99", 1000), part_of("900", "", 1000), part_of("", "50", 1000)
    ((0, 100), (900, 1000), (950, 1000))
    """
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(int(last) + 1, size) if last else size


class Part:
    """The bytes of an open file from `start` to `end`, piece by piece; closed by the response."""

    def __init__(self, file: "File[bytes]", start: int, end: int) -> None:
        self._file = file
        self._left = end - start
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece: bytes = self._file.read(min(PIECE_BYTES, self._left))
        if not piece:
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """The file is closed, whether or not anything was read."""
        self._file.close()

"""Files encrypted under a person's key, piece by piece, so that neither end holds the whole.

Each piece says how long it is and is bound to the file, to its number and to whether it is the
last one: pieces cannot be swapped, dropped or cut off unnoticed. When the person's key is removed,
such a file is unreadable, here and in every copy of it.
"""

from collections.abc import Iterator
from typing import BinaryIO

from ouvrage.people.vault import Unreadable, Vault, make_person_key, open_sealed, person_key, seal

PIECE_BYTES = 1024 * 1024
LENGTH_BYTES = 4
SEALED_PIECE_BYTES_MAX = PIECE_BYTES + 1024


def seal_file(vault: Vault, person_id: str, name: str, source: BinaryIO, target: BinaryIO) -> int:
    """`target` holds what `source` held, sealed; returns the bytes that were read."""
    key, number, total = make_person_key(vault, person_id), 0, 0
    piece = source.read(PIECE_BYTES)
    while True:
        following = source.read(PIECE_BYTES)
        sealed = seal(key, _place(name, number, last=not following), piece)
        target.write(len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed)
        total, number = total + len(piece), number + 1
        if not following:
            return total
        piece = following


def open_file(vault: Vault, person_id: str, name: str, source: BinaryIO) -> Iterator[bytes]:
    """The pieces of the file as they were; Unreadable when one is not what was sealed."""
    key, number = person_key(vault, person_id), 0
    sealed = _next(source)
    while sealed:
        following = _next(source)
        yield open_sealed(key, _place(name, number, last=not following), sealed)
        sealed, number = following, number + 1


def _next(source: BinaryIO) -> bytes:
    head = source.read(LENGTH_BYTES)
    if not head:
        return b""
    length = int.from_bytes(head, "big")
    if length > SEALED_PIECE_BYTES_MAX:
        raise Unreadable
    return source.read(length)


def _place(name: str, number: int, *, last: bool) -> str:
    return f"{name}/{number}/{'last' if last else 'more'}"

"""Identifiers that sort by creation and cannot be guessed.

A ULID is 26 characters of Crockford's base 32: 48 bits of milliseconds, then 80 random bits
(https://github.com/ulid/spec). Upper-case letters and digits only, so that every protocol we speak
accepts it as an id.
"""

import hashlib
import hmac
import secrets
from base64 import b32encode

from ouvrage.base.moment import Moment

ID_LENGTH = 26
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id(now: Moment) -> str:
    """A fresh ULID; two calls with one `now` differ."""
    return _written((int(now.timestamp() * 1000) << 80) | secrets.randbits(80))


def first_id(moment: Moment) -> str:
    """The smallest ULID that can have been made at that moment: ids after it are of then or later.

    >>> from datetime import UTC, datetime
    >>> first_id(datetime(2026, 11, 1, tzinfo=UTC))
    '01M6A6FT000000000000000000'
    """
    return _written(int(moment.timestamp() * 1000) << 80)


def _written(value: int) -> str:
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -1, -5))


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id of ours."""
    return len(text) == ID_LENGTH and all(character in _ALPHABET for character in text)


def pseudonym(secret: bytes, *parts: str) -> str:
    """A keyed hash of `parts`: the letter A and 25 of base 32, `^A[A-Z2-7]{25}$`.

    The same parts give the same pseudonym; without the secret it leads nowhere (PRI-1).
    """
    message = "\x1f".join(parts).encode()
    digest = hmac.new(secret, message, hashlib.sha256).digest()
    return "A" + b32encode(digest).decode()[:25]

"""A row of bits as text: the `encodedList` of a W3C Bitstring Status List.

GZIP of the bytes, then base64url without padding after the letter `u` of multibase. The first bit
is the left-most of the first byte (Recommendation of 15 May 2025, sections 2.2 and 3.3).

>>> encoded_list([0, 9], bits=16)[:6]
'uH4sIA'
"""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable

MULTIBASE_BASE64URL = "u"


def encoded_list(places: Iterable[int], *, bits: int) -> str:
    """The text of that many bits, of which those at `places` are set; equal bits, equal text."""
    row = bytearray(bits // 8)
    for place in places:
        row[place // 8] |= 0x80 >> place % 8
    packed = urlsafe_b64encode(gzip.compress(bytes(row), mtime=0)).decode()
    return MULTIBASE_BASE64URL + packed.rstrip("=")

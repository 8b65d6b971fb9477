"""Rows of bits as text: the first bit is the left-most, and others read what is written."""

import gzip
from base64 import urlsafe_b64decode

from hypothesis import given
from hypothesis import strategies as st

from ouvrage.formats.bitstring import encoded_list

BITS = 131_072
# The example of the Recommendation, section 2.2: a list in which no bit is set.
PUBLISHED = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def decoded(text: str) -> bytes:
    """As a verifier reads it."""
    assert text[0] == "u"
    return gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))


def test_the_first_bit_is_the_left_most() -> None:
    """QUA-5."""
    assert decoded(encoded_list([], bits=16)) == bytes([0, 0])
    assert decoded(encoded_list([0], bits=16)) == bytes([0b1000_0000, 0])
    assert decoded(encoded_list([7, 9], bits=16)) == bytes([0b0000_0001, 0b0100_0000])


def test_an_empty_list_reads_as_the_published_example() -> None:
    """QUA-5."""
    ours = encoded_list([], bits=BITS)
    assert decoded(ours) == decoded(PUBLISHED) == bytes(BITS // 8)
    assert "=" not in ours


@given(st.sets(st.integers(0, BITS - 1), max_size=40))
def test_every_set_bit_is_read_again_and_no_other(places: set[int]) -> None:
    """QUA-5."""
    row = decoded(encoded_list(places, bits=BITS))
    assert {
        8 * at + bit
        for at, byte in enumerate(row)
        if byte
        for bit in range(8)
        if byte & 0x80 >> bit
    } == places


def test_the_same_bits_give_the_same_text() -> None:
    assert encoded_list([5, 3], bits=64) == encoded_list([3, 5, 5], bits=64)

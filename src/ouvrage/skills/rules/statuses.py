"""Where in a status list a holding has its number.

A status list is a row of bits that anybody may read: W3C, Bitstring Status List v1.0,
Recommendation of 15 May 2025. Each holding of a qualification has a number in one list, drawn at
random and never used again. Its bit is set while the qualification is revoked.

The purpose is `suspension`, not `revocation`: the Recommendation calls the second "not reversible"
(sections 2.1 and 2.2), and here a revocation can be contested and overturned, which clears the bit.

>>> list_and_index(131_072 + 7)
(2, 7)
"""

# The least that section 3.2 lets a verifier accept, so that a number says little about its holder.
LIST_BITS = 131_072
# After so many numbers that were taken the next list begins; it happens at about 77,000 holdings.
DRAWS_MAX = 16
PURPOSE = "suspension"
# How long a copy of a list is fresh; what the web keeps and what the list says are the same.
FRESH_SECONDS = 300


def list_and_index(position: int) -> tuple[int, int]:
    """The list, counted from 1, and the number in it, counted from 0."""
    number, index = divmod(position, LIST_BITS)
    return number + 1, index


def positions_of(number: int) -> range:
    """The positions of a list."""
    return range((number - 1) * LIST_BITS, number * LIST_BITS)


def list_path(number: int) -> str:
    """The address of a list on its instance."""
    return f"/status-lists/{number}/"

"""What the small forms of these pages send beside an answer."""

SECONDS_MAX = 24 * 3600


def whole_seconds(text: str) -> int | None:
    """The seconds a page counted; None when it counted none (no scripts) or wrote nonsense.

    >>> whole_seconds("42"), whole_seconds(""), whole_seconds("-3")
    (42, None, None)
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    return min(int(text), SECONDS_MAX)

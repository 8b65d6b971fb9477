"""Text that came with a request."""


def has_nul(text: str) -> bool:
    """Whether the text holds the character NUL, itself or as JSON writes it.

    PostgreSQL stores it in no text, so it is refused at the door on both databases.
    """
    return "\0" in text or "\\u0000" in text

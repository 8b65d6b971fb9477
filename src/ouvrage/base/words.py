"""Words that people read, where the tree keeps them apart from a door that translates them."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark only"
    """The message, marked for the translation catalogue."""
    return message

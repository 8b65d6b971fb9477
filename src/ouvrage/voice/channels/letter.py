"""A letter as channels get it, ready in the reader's language."""

from dataclasses import dataclass


class ChannelDown(Exception):
    """The letter could not be sent this time; it is tried again later."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """To whom, in which language, and each message as title and sentence."""

    id: str
    address: str
    language: str
    messages: tuple[tuple[str, str], ...]

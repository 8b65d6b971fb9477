"""The portal itself: a message is on its page as soon as it is told. Nothing is to be sent."""

from ouvrage.voice.channels.letter import LetterText

NAME = "portal"


def send(letter: LetterText) -> None:
    """The messages can be read in the portal."""

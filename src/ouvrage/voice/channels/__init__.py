"""Ways to reach a person, one folder each. A channel takes a letter and sends it, or says it is
down; when, to whom and how often is decided before, the same for all of them.

A channel's folder has an `__init__.py` with `NAME` and `send(letter)`. `send` may be called twice
with one letter, after a crash in between, so what leaves carries the letter's id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ouvrage.voice.channels import mail, portal
from ouvrage.voice.channels.letter import ChannelDown, LetterText

__all__ = ["CHANNELS", "ChannelDown", "LetterText"]


@dataclass(frozen=True, slots=True)
class Channel:
    """A name and the function that sends."""

    name: str
    send: Callable[[LetterText], None]


CHANNELS: Mapping[str, Channel] = {
    module.NAME: Channel(module.NAME, module.send) for module in (mail, portal)
}

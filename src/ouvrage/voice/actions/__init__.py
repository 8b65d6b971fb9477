"""The only writers of the room, one file per group of verbs."""

from ouvrage.voice.actions.letters import send_letters, write_letters
from ouvrage.voice.actions.messages import (
    choose_letters,
    mark_seen,
    tell,
    tell_available,
    tell_statements,
)

__all__ = [
    "choose_letters",
    "mark_seen",
    "send_letters",
    "tell",
    "tell_available",
    "tell_statements",
    "write_letters",
]

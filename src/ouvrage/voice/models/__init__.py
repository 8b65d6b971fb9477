"""Tables of the room."""

from ouvrage.voice.models.messages import Letter, LetterState, Message, Preference

__all__ = ["Letter", "LetterState", "Message", "Preference"]

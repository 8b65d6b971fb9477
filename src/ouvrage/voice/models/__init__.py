"""Tables of the room."""

from ouvrage.voice.models.messages import Letter, LetterState, Message, Preference
from ouvrage.voice.models.questions import Question, Reply

__all__ = ["Letter", "LetterState", "Message", "Preference", "Question", "Reply"]

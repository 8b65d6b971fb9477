"""The room's readers."""

from ouvrage.voice.queries.messages import MessageRow, PreferenceRow, messages_of, preference_of

__all__ = ["MessageRow", "PreferenceRow", "messages_of", "preference_of"]

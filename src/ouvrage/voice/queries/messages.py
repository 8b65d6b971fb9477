"""Messages as their reader sees them, and what a person chose."""

from dataclasses import dataclass

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.voice import texts
from ouvrage.voice.models import Message, Preference
from ouvrage.voice.rules import Window


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message in the reader's language."""

    id: str
    at: Moment
    new: bool
    title: str
    sentence: str
    subject_kind: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """How a person wants to hear from the instance."""

    window: Window
    letters: bool
    at_once: tuple[str, ...]
    asked_for: tuple[str, ...]
    chosen: bool


def messages_of(
    person_id: str, language: str, *, before: str = "", limit: int = PAGE_ROWS
) -> list[MessageRow]:
    """A person's messages, newest first, older than the id `before`."""
    rows = Message.objects.filter(person_id=person_id).order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    return [_row(message, language) for message in rows[:limit]]


def _row(message: Message, language: str) -> MessageRow:
    title, sentence = texts.said(message.kind, message.params, language)
    return MessageRow(
        message.id,
        message.at,
        message.seen_at is None,
        title,
        sentence,
        message.subject_kind,
        message.subject_id,
    )


def preference_of(person_id: str) -> PreferenceRow:
    """What the person chose, or what holds until they choose."""
    found = Preference.objects.filter(person_id=person_id).first()
    row = found or Preference()
    return PreferenceRow(
        row.window, row.letters, tuple(row.at_once), tuple(row.asked_for), found is not None
    )

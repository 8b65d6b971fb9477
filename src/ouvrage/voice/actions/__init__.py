"""The only writers of the room, one file per group of verbs."""

from ouvrage.voice.actions.letters import send_letters, write_letters
from ouvrage.voice.actions.messages import (
    choose_letters,
    mark_seen,
    tell,
    tell_available,
    tell_contracts,
    tell_register,
    tell_statements,
)
from ouvrage.voice.actions.questions import (
    QuestionDraft,
    answer_question,
    ask_question,
    settle_question,
    watch_silence,
)

__all__ = [
    "QuestionDraft",
    "answer_question",
    "ask_question",
    "choose_letters",
    "mark_seen",
    "send_letters",
    "settle_question",
    "tell",
    "tell_available",
    "tell_contracts",
    "tell_register",
    "tell_statements",
    "watch_silence",
    "write_letters",
]

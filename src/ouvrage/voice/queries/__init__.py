"""The room's readers."""

from ouvrage.voice.queries.messages import MessageRow, PreferenceRow, messages_of, preference_of
from ouvrage.voice.queries.questions import (
    AnswerTime,
    QuestionRow,
    ReplyRow,
    answer_time,
    public_answers,
    questions_of_project,
    questions_of_worker,
    thread,
    waiting_count,
)

__all__ = [
    "AnswerTime",
    "MessageRow",
    "PreferenceRow",
    "QuestionRow",
    "ReplyRow",
    "answer_time",
    "messages_of",
    "preference_of",
    "public_answers",
    "questions_of_project",
    "questions_of_worker",
    "thread",
    "waiting_count",
]

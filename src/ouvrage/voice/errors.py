"""Refusals of the room."""

from ouvrage.base.errors import Refusal, RefusalKind


class ZoneUnknown(Refusal):
    """This time zone is not known. Choose one of those listed."""

    code = "zone_unknown"


class WindowNotValid(Refusal):
    """A window begins and ends at a full hour from 0 to 23, and the two differ. Correct it, then
    save."""

    code = "window_not_valid"


class MessageKindUnknown(Refusal):
    """This kind of message is not known. Choose among those listed."""

    code = "message_kind_unknown"


class QuestionTextNotValid(Refusal):
    """A question or an answer has 1 to {most} characters. Write one, or shorten it."""

    code = "question_text_not_valid"


class QuestionsTooMany(Refusal):
    """You asked {most} questions here today. More can be asked tomorrow; the answers of others may
    help until then."""

    code = "questions_too_many"
    kind = RefusalKind.CONFLICT

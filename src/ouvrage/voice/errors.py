"""Refusals of the room."""

from ouvrage.base.errors import Refusal


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

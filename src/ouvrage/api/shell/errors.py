"""Refusals of the door itself, before a room was asked."""

from ouvrage.base.errors import Refusal, RefusalKind


class KeyUnknown(Refusal):
    """This key opens nothing here. Send “Authorization: Bearer” and a key of your organisation."""

    code = "key_unknown"
    kind = RefusalKind.FORBIDDEN


class BodyTooLarge(Refusal):
    """This request is larger than {most_mb} MB. Send less at a time, or a file in its place."""

    code = "body_too_large"
    kind = RefusalKind.TOO_LARGE


class BodyUnreadable(Refusal):
    """The request could not be read. Send JSON or a form with a file, as the description says."""

    code = "body_unreadable"


class ValueNotAccepted(Refusal):
    """This value cannot be used: {reason}. Correct it, then send again."""

    code = "value_not_accepted"


class CursorUnknown(Refusal):
    """This cursor was not made here. Leave it out to begin with the first page."""

    code = "cursor_unknown"


class PresetUnknown(Refusal):
    """There is no preset “{value}”. Choose one of these: {choices}."""

    code = "preset_unknown"

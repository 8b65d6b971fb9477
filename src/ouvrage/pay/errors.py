"""Refusals of the room."""

from ouvrage.base.errors import Refusal, RefusalKind


class BelowFloor(Refusal):
    """{reward} for {seconds} seconds pays under the floor of {floor} an hour. From {least} it can
    be published."""

    code = "below_floor"


class BelowFloorMeasured(Refusal):
    """{workers} people needed {seconds} seconds in the median, and {reward} for that pays under the
    floor of {floor} an hour. A new project can offer {least} or more."""

    code = "below_floor_measured"


class NothingToPublish(Refusal):
    """This batch has no tasks. Import a file with at least one row of data, then publish."""

    code = "nothing_to_publish"


class NoPaidReadingLeft(Refusal):
    """The budget for reading these instructions is used up, so new people cannot start here now."""

    code = "no_paid_reading_left"
    kind = RefusalKind.CONFLICT


class ReadingNotBegun(Refusal):
    """The reading of these instructions has not begun. Open them from the project's page."""

    code = "reading_not_begun"
    kind = RefusalKind.CONFLICT


class ReadersOutOfRange(Refusal):
    """{value} does not fit: the number of people whose reading
    is paid goes from {least} to {most}."""

    code = "readers_out_of_range"


class AttemptsOutOfRange(Refusal):
    """{value} does not fit: the number of times that a test can be taken goes from {least} to
    {most}."""

    code = "attempts_out_of_range"

"""Refusals of the room."""

from ouvrage.base.errors import Refusal, RefusalKind


class Missing(Refusal):
    """This is needed before workers can see the project. Fill it in, then publish."""

    code = "missing"


class TooFew(Refusal):
    """At least {least} are needed, and there are {count}. Add more, then publish."""

    code = "too_few"


class TooLong(Refusal):
    """This text has {length} characters, and {most} fit. Shorten it, then save."""

    code = "too_long"


class TooMany(Refusal):
    """There are {count} entries here, and {most} fit. Remove some, then save."""

    code = "too_many"


class UnknownChoice(Refusal):
    """“{value}” is not one of the choices: {choices}."""

    code = "unknown_choice"


class RewardUnreadable(Refusal):
    """“{value}” is not an amount. Write it in digits with at most 6 decimals, such as 0.021."""

    code = "reward_unreadable"


class RewardNotPositive(Refusal):
    """A reward is above zero, because work is paid in money. Enter what one answer pays."""

    code = "reward_not_positive"


class OutOfRange(Refusal):
    """{value} does not fit: this is a whole number from {least} to {most}."""

    code = "out_of_range"


class ConfidentialityPast(Refusal):
    """The confidentiality of the end client must end on a date to come. Choose a later date."""

    code = "confidentiality_past"


class ConfidentialityTooLong(Refusal):
    """The end client can stay unnamed for {most} days at the most. Choose an earlier date; it can
    be moved later, while its reason holds."""

    code = "confidentiality_too_long"


class ConfidentialityOver(Refusal):
    """The time in which this project's client could stay unnamed is over, so no task is handed out
    until the requester names it. What you sent is kept and will be paid."""

    code = "confidentiality_over"
    kind = RefusalKind.CONFLICT


class ProjectInUse(Refusal):
    """Tasks of this project are published, so this cannot change any more. Make a new project for
    it."""

    code = "project_in_use"
    kind = RefusalKind.CONFLICT


class BatchNotDraft(Refusal):
    """This batch was published before. Nothing was changed."""

    code = "batch_not_draft"
    kind = RefusalKind.CONFLICT


class BatchNotOpen(Refusal):
    """This batch is not open, so this cannot be done. Look at its state on the project page."""

    code = "batch_not_open"
    kind = RefusalKind.CONFLICT


class ColumnMissing(Refusal):
    """The template shows the column “{column}”, and the file has no such column. Map it, or rename
    it in the file."""

    code = "column_missing"


class ColumnUnknown(Refusal):
    """The file has no column “{column}”. Its columns are: {columns}."""

    code = "column_unknown"


class MediaMissing(Refusal):
    """The file “{name}” is named here and was not uploaded. Upload it, or correct the name."""

    code = "media_missing"


class ExternalIdRepeated(Refusal):
    """The identifier “{value}” was used before, on row {first}. Identifiers are used once."""

    code = "external_id_repeated"


class ExternalIdEmpty(Refusal):
    """This row has no identifier. Fill in the column that was chosen for it."""

    code = "external_id_empty"


class TooManyHosts(Refusal):
    """The tasks load files from more than {most} hosts, and workers could not be told who sees
    them. Upload the files with the data, then publish."""

    code = "too_many_hosts"


class ImportUnderWay(Refusal):
    """The same data is being imported at this moment. The project page shows it when it is done;
    after an hour it can be sent again."""

    code = "import_under_way"
    kind = RefusalKind.CONFLICT


class ImportReplaced(Refusal):
    """This import took more than an hour and was begun anew elsewhere. The project page shows the
    new one when it is done; nothing of this one is left."""

    code = "import_replaced"
    kind = RefusalKind.CONFLICT


class UploadTooLarge(Refusal):
    """This file is larger than {most_mb} MB. Split it, then upload the parts one by one."""

    code = "upload_too_large"
    kind = RefusalKind.TOO_LARGE


class NothingLeft(Refusal):
    """There is no task left for you in this project now. Your answers are kept and will be paid."""

    code = "nothing_left"
    kind = RefusalKind.CONFLICT


class ReadFirst(Refusal):
    """The instructions of this project are new to you. Reading them is paid, and comes before the
    first task."""

    code = "read_first"
    kind = RefusalKind.CONFLICT


class ProjectPaused(Refusal):
    """The requester has paused this project. What you sent is kept and will be paid."""

    code = "project_paused"
    kind = RefusalKind.CONFLICT


class ScriptsWithdrawn(Refusal):
    """The pages of this project run scripts, and an operator has stopped those of its requester.
    What you sent is kept and will be paid."""

    code = "scripts_withdrawn"
    kind = RefusalKind.CONFLICT


class QuestionsUnanswered(Refusal):
    """Several people asked the requester what they need to know to go on, and were not answered in
    time. Work here goes on once they are. What you sent is kept and will be paid."""

    code = "questions_unanswered"
    kind = RefusalKind.CONFLICT


class AlreadyReturned(Refusal):
    """You gave this task back before, so an answer to it cannot be sent. Nothing else changes for
    you."""

    code = "already_returned"
    kind = RefusalKind.CONFLICT


class TaskFull(Refusal):
    """The time for this task ended and others have answered it since. Your answer is kept with the
    task, and is not used."""

    code = "task_full"
    kind = RefusalKind.CONFLICT


class ReworkOver(Refusal):
    """The time for this rework ended, so your first answer waits for a decision as it was sent.
    Nothing else changes for you."""

    code = "rework_over"
    kind = RefusalKind.CONFLICT


class AnswerTooLarge(Refusal):
    """This answer is larger than {most} bytes. Shorten it, then send it again."""

    code = "answer_too_large"
    kind = RefusalKind.TOO_LARGE


class AnswerUnreadable(Refusal):
    """This answer holds characters that cannot be stored. Remove them, then send it again."""

    code = "answer_unreadable"


class OwnProject(Refusal):
    """You belong to the organisation that orders this work, so you cannot take its tasks."""

    code = "own_project"
    kind = RefusalKind.FORBIDDEN


class BlockedByRequester(Refusal):
    """This requester hands you no new tasks for now. The reason, the end and how to contest it
    stand under “Appeals and decisions” in your record."""

    code = "blocked_by_requester"
    kind = RefusalKind.FORBIDDEN


class AccountRestricted(Refusal):
    """Your account gets no new tasks. The reasons and how to contest them stand under “Appeals and
    decisions” in your record. Money due stays payable."""

    code = "account_restricted"
    kind = RefusalKind.FORBIDDEN


class AlreadyBlocked(Refusal):
    """Such a decision stands already for this worker. Lift it first, or let it end."""

    code = "already_blocked"
    kind = RefusalKind.CONFLICT


class BlockOver(Refusal):
    """This has ended before. Nothing was changed."""

    code = "block_over"
    kind = RefusalKind.CONFLICT


class DrawToCome(Refusal):
    """This batch has fewer places than people, so it is shared out by a draw at {at}. Who opens
    the offers before then takes part; coming sooner or more often changes nothing."""

    code = "draw_to_come"
    kind = RefusalKind.CONFLICT


class NotYourTurn(Refusal):
    """This batch was shared out by a draw, and the tasks of this round belong to others until {at}.
    What they leave is dealt or opened to all then."""

    code = "not_your_turn"
    kind = RefusalKind.CONFLICT


class NotChosen(Refusal):
    """These tasks show content of a sensitive category that you did not choose. The page
    “Well-being” shows your choices."""

    code = "not_chosen"
    kind = RefusalKind.CONFLICT


class LabelDisputed(Refusal):
    """Workers said that these tasks show more than was declared. No task is handed out until a
    person has looked at it."""

    code = "label_disputed"
    kind = RefusalKind.CONFLICT


class ExposureReached(Refusal):
    """The time for sensitive tasks such as this one is reached. They are offered again from {at};
    other work stays open to you."""

    code = "exposure_reached"
    kind = RefusalKind.CONFLICT


class BreakDue(Refusal):
    """After {minutes} minutes of sensitive tasks a paid break comes first. The page “Well-being”
    begins it; other work stays open to you."""

    code = "break_due"
    kind = RefusalKind.CONFLICT


class OnBreak(Refusal):
    """Your paid break from sensitive tasks lasts until {at}. Other work stays open to you."""

    code = "on_break"
    kind = RefusalKind.CONFLICT


class RestFirst(Refusal):
    """You have worked {hours} hours without {rest} hours of rest. New tasks can be taken from {at}.
    What you hold can be finished and is paid."""

    code = "rest_first"
    kind = RefusalKind.CONFLICT


class OwnLimitReached(Refusal):
    """The limit that you set yourself is reached, until {at}. The page “Well-being” can lift it for
    today."""

    code = "own_limit_reached"
    kind = RefusalKind.CONFLICT


class NotInHand(Refusal):
    """This task is not in your hands any more, so nothing was changed."""

    code = "not_in_hand"
    kind = RefusalKind.CONFLICT


class NoBreakDue(Refusal):
    """No break is due now. One comes after {minutes} minutes of sensitive tasks."""

    code = "no_break_due"
    kind = RefusalKind.CONFLICT


class NotSensitive(Refusal):
    """This task belongs to an ordinary batch: it can be returned, and nothing follows from it."""

    code = "not_sensitive"
    kind = RefusalKind.CONFLICT


class NotPulled(Refusal):
    """This task is not pulled, so it cannot be opened again. Nothing was changed."""

    code = "not_pulled"
    kind = RefusalKind.CONFLICT


class StopNotWaiting(Refusal):
    """This was decided before. Nothing was changed."""

    code = "stop_not_waiting"
    kind = RefusalKind.CONFLICT


class TimeZoneUnknown(Refusal):
    """“{value}” is not a time zone we know. Choose one from the list."""

    code = "time_zone_unknown"


class ScreeningFieldUnknown(Refusal):
    """The task page asks no question called “{value}”. Its questions are: {fields}."""

    code = "screening_field_unknown"


class VolunteerNotForCompanies(Refusal):
    """Unpaid work is for non-profit and public organisations. A company pays for work."""

    code = "volunteer_not_for_companies"


class VolunteersArePaidNothing(Refusal):
    """A volunteer project has no pay. Leave the pay empty, or do not call the project volunteer
    work."""

    code = "volunteers_are_paid_nothing"

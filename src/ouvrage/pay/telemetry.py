"""The public list of everything that is recorded about how a worker works (NOT-4, NOT-5).

The page "What is recorded" shows this list and nothing else may be recorded: a house test compares
it with the columns of the tables, with the fields that pages send and with the events that scripts
listen to. A row that is missing here is a defect, and so is one that is here and not in the code.
"""

from dataclasses import dataclass

from ouvrage.base.words import N_


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that is recorded: from where, why, and for how long.

    `columns` are `table.column`; `fields` the names a page sends; `events` what its scripts listen
    to in order to know it.
    """

    name: str
    recorded: str
    purpose: str
    kept: str
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


SIGNALS: tuple[Signal, ...] = (
    Signal(
        N_("When a task was taken, sent or given back"),
        N_("The moment of each of these acts, by the server's clock."),
        N_("To keep the task for you, and to count your time where no page measured it."),
        N_("As long as the answer and the pay for it."),
        columns=(
            "work_assignment.taken_at",
            "work_assignment.lease_until",
            "work_assignment.submitted_at",
            "work_submission.submitted_at",
        ),
    ),
    Signal(
        N_("When a page of work was visible"),
        N_(
            "From when to when the page of a task, of instructions, of the offers, of messages, of "
            "questions or of decisions about you was in front, and not paused by you. Not what was "
            "on the screen, and not what you did on the page."
        ),
        N_("To count and pay your working time as it was."),
        N_("90 days; then only the seconds of each day remain, by category and batch."),
        columns=(
            "pay_timerecord.category",
            "pay_timerecord.source",
            "pay_timerecord.started_at",
            "pay_timerecord.ended_at",
            "pay_timerecord.page_key",
            "pay_timerecord.position",
            "pay_timerecord.recorded_at",
        ),
        fields=("time_spans", "page_key"),
        events=("visibilitychange", "pagehide", "pageshow", "click", "submit"),
    ),
    Signal(
        N_("What that time was for"),
        N_("The project, the batch and the task or the reading that the page was about."),
        N_("To pay the time from the right budget and to show it to you under its name."),
        N_("90 days; then only the batch remains with the seconds of the day."),
        columns=(
            "pay_timerecord.project_id",
            "pay_timerecord.batch_id",
            "pay_timerecord.subject_kind",
            "pay_timerecord.subject_id",
        ),
        fields=("time_about", "time_subject"),
    ),
    Signal(
        N_("The seconds of a day"),
        N_("How long you worked on a day, by category and batch, after the intervals are erased."),
        N_("To answer questions about pay, and to tell you your hours."),
        N_("As long as the pay for that time."),
        columns=(
            "pay_foldedtime.day",
            "pay_foldedtime.category",
            "pay_foldedtime.project_id",
            "pay_foldedtime.batch_id",
            "pay_foldedtime.seconds",
        ),
    ),
    Signal(
        N_("The seconds of an hour"),
        N_("How long you worked in each hour, and how much of it on sensitive tasks."),
        N_("To keep the limits that protect your health, your own among them."),
        N_("As long as the pay for that time."),
        columns=(
            "work_workedhour.hour",
            "work_workedhour.category",
            "work_workedhour.seconds",
            "work_workedhour.first_at",
            "work_workedhour.last_at",
        ),
    ),
    Signal(
        N_("When you last opened the offers, and draws"),
        N_("The last time, to ten minutes; and for each batch that is drawn, that you take part."),
        N_("To share out scarce work, whether you come early or late. Requesters do not see it."),
        N_("The last time until the next one; a draw as long as its batch."),
        columns=(
            "work_visit.at",
            "work_turn.registered_at",
            "work_turn.again_at",
            "work_turn.round",
            "work_turn.tasks_dealt",
            "work_turn.tasks_left",
            "work_turn.until",
        ),
    ),
    Signal(
        N_("A paid break from sensitive tasks"),
        N_("When you began it and when it ends."),
        N_("To pay it, and to hand out no such task meanwhile."),
        N_("As long as the pay for it."),
        columns=("work_pause.begun_at", "work_pause.until", "work_pause.seconds"),
    ),
    Signal(
        N_("The seconds on a page"),
        N_("How long the page of a task or of instructions was visible and not paused."),
        N_("To show you the time counted so far, and to measure how long a task takes."),
        N_("As long as the answer and the pay for it."),
        columns=("work_submission.work_seconds", "pay_reading.seconds"),
        fields=("active_seconds",),
    ),
    Signal(
        N_("When instructions were read"),
        N_("When you began and ended the first reading of each version."),
        N_("To pay the reading."),
        N_("As long as the pay for it."),
        columns=("pay_reading.started_at", "pay_reading.ended_at"),
    ),
    Signal(
        N_("Which of your time was paid"),
        N_("From when to when, for each reading and each credit that pays time by the second."),
        N_("So that no second is paid twice, and none of the others is left out."),
        N_("As long as the pay for that time."),
        columns=("pay_paidspan.started_at", "pay_paidspan.ended_at"),
    ),
    Signal(
        N_("What you typed and have not sent"),
        N_(
            "The fields of the task, on your device at once and here at most every 15 seconds. "
            "What you sent stays on your device until it has arrived."
        ),
        N_("To give it back to you after a power cut or a change of device."),
        N_(
            "Until you send it, or 7 days on your device; an answer on its way until it has "
            "arrived."
        ),
        columns=("work_assignment.draft", "work_assignment.draft_at"),
        events=("input", "change", "online"),
    ),
    Signal(
        N_("A task that ended without an answer"),
        N_("That it did not work, was not for you, or that you withdrew, when, and its seconds."),
        N_("To pay that time, and to take broken tasks back."),
        N_("As long as the pay for that task."),
        columns=("work_stop.kind", "work_stop.at", "work_stop.seconds"),
        events=("error",),
    ),
    Signal(
        N_("A test you take"),
        N_("When it began, the seconds on each item and what you answered so far."),
        N_("To pay the time of the test, and to give back what you typed."),
        N_("As long as the pay for it."),
        columns=(
            "skills_attempt.started_at",
            "skills_attempt.seconds",
            "skills_attempt.kept",
            "skills_sheet.seconds",
            "skills_sheet.at",
        ),
    ),
    Signal(
        N_("Sensitive tasks since a break"),
        N_("How long you worked on them since your last break, and when that was counted."),
        N_("To offer the paid break that is due."),
        N_("Until the next break."),
        columns=("work_wellbeing.stretch_seconds", "work_wellbeing.stretch_at"),
    ),
    Signal(
        N_("Questions and messages"),
        N_("When you asked a requester, and when a message was on your screen."),
        N_("To show how long answers take, and to send no letter about what you have read."),
        N_("As long as the question or the message."),
        columns=("voice_question.asked_at", "voice_message.seen_at"),
    ),
    Signal(
        N_("A power or connection cut that you told of"),
        N_("From when to when, if you say so. Your device tells its distance from UTC, once."),
        N_("So that this time is not taken for work."),
        N_("As long as the pay for that task."),
        fields=("started_at", "ended_at", "utc_offset"),
    ),
)

# What no script of a worker's page may listen to, nor ask the browser for.
NEVER_HEARD = (
    *("keydown", "keyup", "keypress", "beforeinput", "compositionupdate"),
    *("mousemove", "mousedown", "mouseup", "mouseover", "pointermove", "touchmove", "wheel"),
    *("scroll", "copy", "paste", "cut", "selectionchange", "devicemotion", "deviceorientation"),
)
NEVER_ASKED = (
    *("getDisplayMedia", "getUserMedia", "html2canvas", "toDataURL", "captureStream"),
    *("geolocation", "getBattery", "clipboard", "IdleDetector", "localStorage", "sessionStorage"),
)

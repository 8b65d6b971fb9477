"""What the decisions of each system depend on, with the figures of the agreement in force."""

from ouvrage.base.agreement import Agreement
from ouvrage.base.words import N_
from ouvrage.rights.register.kinds import Parameter
from ouvrage.work.rules import OFFER_ORDER, TURN_ORDER


def _figures(*pairs: tuple[str, int]) -> tuple[Parameter, ...]:
    return tuple(Parameter(sentence, str(value)) for sentence, value in pairs)


def order(agreement: Agreement) -> tuple[Parameter, ...]:
    return tuple(Parameter(sentence) for sentence in OFFER_ORDER)


def turns(agreement: Agreement) -> tuple[Parameter, ...]:
    turns = agreement.turns
    return tuple(Parameter(sentence) for sentence in TURN_ORDER) + _figures(
        (N_("Minutes that a new batch gathers people before turns are drawn: {value}"),
         turns.window_minutes),
        (N_("Minutes before it in which being online counts as well: {value}"), turns.seen_minutes),
        (N_("Minutes that a drawn turn is kept for its person: {value}"), turns.offer_minutes),
        (N_("Tasks for each below which a batch is shared out: {value}"), turns.tasks_least),
        (N_("Days after which somebody not seen is not counted: {value}"), turns.crowd_days),
        (N_("Rounds after which what is left is open to all: {value}"), turns.rounds),
    )  # fmt: skip


def deadline(agreement: Agreement) -> tuple[Parameter, ...]:
    return (Parameter(N_("The days for review that the project states; nothing else counts")),)


def holds(agreement: Agreement) -> tuple[Parameter, ...]:
    refusals = agreement.refusals
    return _figures(
        (N_("Thousandths of a batch refused before a person looks: {value}"),
         refusals.hold_share_permille),
        (N_("Refused answers of a batch before a person looks: {value}"), refusals.hold_count),
        (N_("Standard deviations above the requester’s own history: {value}"),
         refusals.hold_sigma),
        (N_("Answers from which the share is looked at: {value}"), refusals.hold_answers_least),
        (N_("Refusals above which it is looked at for fewer answers too: {value}"),
         refusals.hold_small_count),
        (N_("Days over which all batches of a requester are looked at together: {value}"),
         refusals.hold_window_days),
        (N_("Answers from which the share is looked at for them: {value}"),
         refusals.hold_window_answers_least),
        (N_("Days after which an answer whose refusal nobody looked at is accepted: {value}"),
         refusals.hold_days),
        (N_("Decided answers of other batches from which that history is looked at: {value}"),
         refusals.hold_history_least),
    )  # fmt: skip


def scores(agreement: Agreement) -> tuple[Parameter, ...]:
    scores = agreement.scores
    return _figures(
        (N_("Events below which a score says that they are too few: {value}"),
         scores.events_least),
        (N_("Days over which an event loses its weight evenly, from all of it to none: {value}"),
         scores.fade_days),
    )  # fmt: skip


def gold(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Upheld disputes that withdraw a control item: {value}"),
         agreement.scores.gold_disputes_to_withdraw),
    )  # fmt: skip


def exposure(agreement: Agreement) -> tuple[Parameter, ...]:
    caps = agreement.limits
    return _figures(
        (N_("Minutes in 24 hours on each sensitive category, if nobody chose less: {value}"),
         caps.exposure_minutes_a_day),
        (N_("Minutes in 24 hours on all sensitive categories together: {value}"),
         caps.exposure_minutes_absolute),
        (N_("Minutes after which a paid break is due: {value}"),
         caps.exposure_break_after_minutes),
        (N_("Minutes that this break lasts: {value}"), caps.exposure_break_minutes),
        (N_("Hours of paid time after which the day is over: {value}"), caps.work_hours_a_day),
        (N_("Hours of rest after it: {value}"), caps.rest_hours),
    )  # fmt: skip


def audit(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Days until a batch that is not over is audited, and audited again: {value}"),
         agreement.reserves.audit_every_days),
        (N_("Days after the last answer until a batch that is over is audited: {value}"),
         agreement.reserves.audit_days),
    )  # fmt: skip


def proposals(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Frauds, each proven by a person, that make the rule propose: {value}"),
         agreement.restrictions.frauds_to_propose),
        (N_("Days of notice before the end of an account, unless the case is grave: {value}"),
         agreement.restrictions.notice_days),
        (N_("Days that a pause can last: {value}"), agreement.restrictions.pause_days_max),
    )  # fmt: skip


def final(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Days to contest a refusal: {value}"), agreement.appeals.window_days),
        (N_("Days for which a paid rework is offered before: {value}"),
         agreement.refusals.rework_days),
    )  # fmt: skip


def tests(agreement: Agreement) -> tuple[Parameter, ...]:
    tests = agreement.tests
    return (
        Parameter(N_("The expected answers of the test’s owner; every item has the same weight")),
        Parameter(N_("The share of right items that the test states")),
        *_figures(
            (N_("Times that one person can take one test within a year: {value}"),
             tests.attempts_a_year),
            (N_("Hours after which a test that was begun is sent as it is: {value}"),
             tests.open_hours),
            (N_("Days within which a person scores a test; later it does not count: {value}"),
             tests.scoring_days),
        ),
    )  # fmt: skip


def requirements(agreement: Agreement) -> tuple[Parameter, ...]:
    return (
        Parameter(N_("The qualification, comparison and value that the requester chose")),
        Parameter(N_("A gate on earlier work has a paid test as the other way in")),
    )


def silence(agreement: Agreement) -> tuple[Parameter, ...]:
    voice = agreement.voice
    return _figures(
        (N_("People whose blocking questions wait: {value}"), voice.blocking_questions),
        (N_("Hours that they have waited: {value}"), voice.silence_hours),
    )  # fmt: skip


def appeals(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Days within which a person decides: {value}"), agreement.appeals.answer_days),
        (N_("Days after which an undecided appeal is decided for the worker: {value}"),
         agreement.appeals.gives_way_days),
        (N_("Days after which a requester’s block ends by itself: {value}"),
         agreement.restrictions.block_days),
    )  # fmt: skip


def employment(agreement: Agreement) -> tuple[Parameter, ...]:
    offer_days = agreement.status.employee_offer_days
    return (
        *_figures(
            (N_("Paid hours after which the status is offered: {value}"),
             agreement.status.employee_after_hours),
            (N_("Days in which it can be declined in writing before it begins: {value}"),
             offer_days),
        ),
        Parameter(N_("It counts for tasks taken afterwards, and can be left again in writing.")),
    )  # fmt: skip


def paid_time(agreement: Agreement) -> tuple[Parameter, ...]:
    time = agreement.time
    return _figures(
        (N_("Seconds of pause between two records after which time is not counted: {value}"),
         time.gap_seconds),
        (N_("Seconds of search that count in a day, at most: {value}"), time.search_seconds_a_day),
        (N_("Seconds of messages and appeals that count in a day, at most: {value}"),
         time.messages_seconds_a_day),
        (N_("Times its usual time that a task counts at most when no page measured it: {value}"),
         time.unmeasured_times),
        (N_("Seconds paid at most for being screened out: {value}"), time.screen_out_seconds_max),
        (N_("Seconds paid at most for a broken task: {value}"), time.broken_seconds_max),
        (N_("Seconds paid at most for withdrawing from a task: {value}"),
         time.withdrawn_seconds_max),
        (N_("Seconds paid at most for a rework: {value}"), time.rework_seconds_max),
        (N_("Seconds paid at most for a test: {value}"), time.qualification_seconds_max),
        (N_("Hundredths of its estimated time paid at most for a test: {value}"),
         agreement.tests.paid_percent_of_estimate),
        (N_("Days in which a worker can contest recorded time: {value}"), time.claim_days),
    )  # fmt: skip


def stop_gate(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Stopped tasks of one person in a day that are paid without a look: {value}"),
         agreement.time.time_credits_a_day),
    )  # fmt: skip


def pulls(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("People who report a task as broken before it is offered to nobody: {value}"),
         agreement.time.broken_reports_to_pull),
    )  # fmt: skip


def labels(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("People who report content that a batch does not name before it waits: {value}"),
         agreement.limits.mislabel_reports_to_hold),
    )  # fmt: skip

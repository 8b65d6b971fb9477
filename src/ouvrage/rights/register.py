"""The register: every system of the instance that decides about people, or helps to (DEC-9).

Anybody can read it. Parameters are drawn from the code and the agreement in force, so the register
tells what runs and not what was once written down. Whoever changes how a system decides raises its
`version`, sets `since`, and says in `change` what is different; a test of the house compares each
system's parameters with the version they were published under. `jobs` are the periodic jobs through
which a system acts; a house test asks that every job is named here or decides nothing.

To add a system: a `System` in `SYSTEMS`, then `tests/house/test_register.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ouvrage.base.agreement import Agreement
from ouvrage.base.words import N_
from ouvrage.work.rules import OFFER_ORDER, TURN_ORDER


class Role(StrEnum):
    """Whether a system decides by itself, or prepares what a person decides."""

    DECIDES = "decides"
    SUPPORTS = "supports"


ROLE_LABELS = {
    Role.DECIDES: N_("Decides by itself"),
    Role.SUPPORTS: N_("Prepares what a person decides"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a decision depends on, in a sentence with `{value}` for the figure, if there is one."""

    sentence: str
    value: str = ""


Parameters = Callable[[Agreement], tuple[Parameter, ...]]


@dataclass(frozen=True, slots=True)
class System:
    """A system that decides or supports decisions about people."""

    key: str
    name: str
    purpose: str
    role: Role
    data: tuple[str, ...]
    parameters: Parameters
    version: int
    since: date
    change: str = N_("First version.")
    owner: str = N_("The operator of this instance")
    evaluated: date | None = None
    jobs: tuple[str, ...] = ()

    def sentences(
        self, agreement: Agreement, translate: Callable[[str], str] = str
    ) -> tuple[str, ...]:
        """What decisions depend on, as sentences with the figures in force."""
        return tuple(
            translate(parameter.sentence).format(value=parameter.value)
            for parameter in self.parameters(agreement)
        )


ANSWERS = N_("answers and their times")
VERDICTS = N_("verdicts on answers")
LANGUAGES = N_("languages a person said they work in")
_FIRST = date(2026, 11, 24)


def _figures(*pairs: tuple[str, int]) -> tuple[Parameter, ...]:
    return tuple(Parameter(sentence, str(value)) for sentence, value in pairs)


def _order(agreement: Agreement) -> tuple[Parameter, ...]:
    return tuple(Parameter(sentence) for sentence in OFFER_ORDER)


def _turns(agreement: Agreement) -> tuple[Parameter, ...]:
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


def _deadline(agreement: Agreement) -> tuple[Parameter, ...]:
    return (Parameter(N_("The days for review that the project states; nothing else counts")),)


def _holds(agreement: Agreement) -> tuple[Parameter, ...]:
    refusals = agreement.refusals
    return _figures(
        (N_("Thousandths of a batch refused before a person looks: {value}"),
         refusals.hold_share_permille),
        (N_("Refused answers of a batch before a person looks: {value}"), refusals.hold_count),
        (N_("Standard deviations above the requester’s own history: {value}"),
         refusals.hold_sigma),
        (N_("Answers from which the share is looked at: {value}"), refusals.hold_answers_least),
    )  # fmt: skip


def _scores(agreement: Agreement) -> tuple[Parameter, ...]:
    scores = agreement.scores
    return _figures(
        (N_("Events below which a score says that they are too few: {value}"),
         scores.events_least),
        (N_("Days after which an event no longer counts: {value}"), scores.fade_days),
    )  # fmt: skip


def _gold(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Upheld disputes that withdraw a control item: {value}"),
         agreement.scores.gold_disputes_to_withdraw),
    )  # fmt: skip


def _exposure(agreement: Agreement) -> tuple[Parameter, ...]:
    caps = agreement.limits
    return _figures(
        (N_("Minutes in 24 hours on each sensitive category, if nobody chose less: {value}"),
         caps.exposure_minutes_a_day),
        (N_("Minutes in 24 hours on all sensitive categories together: {value}"),
         caps.exposure_minutes_absolute),
        (N_("Minutes after which a paid break is due: {value}"),
         caps.exposure_break_after_minutes),
        (N_("Hours of paid time after which the day is over: {value}"), caps.work_hours_a_day),
        (N_("Hours of rest after it: {value}"), caps.rest_hours),
    )  # fmt: skip


def _audit(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Days after the last answer until the pay per hour is audited: {value}"),
         agreement.reserves.audit_days),
    )  # fmt: skip


def _proposals(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Frauds, each proven by a person, that make the rule propose: {value}"),
         agreement.restrictions.frauds_to_propose),
    )  # fmt: skip


def _final(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Days to contest a refusal: {value}"), agreement.appeals.window_days),
    )  # fmt: skip


def _tests(agreement: Agreement) -> tuple[Parameter, ...]:
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


def _requirements(agreement: Agreement) -> tuple[Parameter, ...]:
    return (
        Parameter(N_("The qualification, comparison and value that the requester chose")),
        Parameter(N_("A gate on earlier work has a paid test as the other way in")),
    )


def _silence(agreement: Agreement) -> tuple[Parameter, ...]:
    voice = agreement.voice
    return _figures(
        (N_("People whose blocking questions wait: {value}"), voice.blocking_questions),
        (N_("Hours that they have waited: {value}"), voice.silence_hours),
    )  # fmt: skip


def _appeals(agreement: Agreement) -> tuple[Parameter, ...]:
    return _figures(
        (N_("Days within which a person decides: {value}"), agreement.appeals.answer_days),
        (N_("Days after which an undecided appeal is decided for the worker: {value}"),
         agreement.appeals.gives_way_days),
    )  # fmt: skip


def _employment(agreement: Agreement) -> tuple[Parameter, ...]:
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


SYSTEMS = (
    System(
        "offer_order",
        N_("Order of the offers"),
        N_("Puts the projects that a person may work on in order."),
        Role.DECIDES,
        (LANGUAGES, N_("unfinished tasks"), N_("pay per hour and age of projects")),
        _order,
        version=1,
        since=_FIRST,
    ),
    System(
        "turns",
        N_("Draw of turns"),
        N_("Shares out a batch that is smaller than the number of people who may work on it."),
        Role.DECIDES,
        (N_("who may work on the batch"), N_("a seed, kept in the journal")),
        _turns,
        version=1,
        since=_FIRST,
        jobs=("deal_turns",),
    ),
    System(
        "deadline_acceptance",
        N_("Acceptance at the deadline"),
        N_("Accepts and pays answers that nobody judged in time."),
        Role.DECIDES,
        (ANSWERS,),
        _deadline,
        version=1,
        since=_FIRST,
        jobs=("accept_due",),
    ),
    System(
        "final_refusals",
        N_("Refusals that become final"),
        N_("Closes a refusal once it cannot be contested any more, and pays the time of the work."),
        Role.DECIDES,
        (VERDICTS, N_("dates of appeals")),
        _final,
        version=1,
        since=_FIRST,
        jobs=("close_refusals",),
    ),
    System(
        "refusal_holds",
        N_("Hold on many refusals"),
        N_("Holds refusals back until a person has looked, when a requester refuses many."),
        Role.SUPPORTS,
        (VERDICTS, N_("the requester’s own history of refusals")),
        _holds,
        version=1,
        since=_FIRST,
    ),
    System(
        "scores",
        N_("Scores"),
        N_("Tell a worker how their answers were judged, event by event."),
        Role.SUPPORTS,
        (VERDICTS, N_("answers to control items")),
        _scores,
        version=1,
        since=_FIRST,
    ),
    System(
        "gold_checks",
        N_("Control items"),
        N_("Compare answers with known ones; a miss is an event of a score and refuses nothing."),
        Role.SUPPORTS,
        (ANSWERS, N_("known answers")),
        _gold,
        version=1,
        since=_FIRST,
        jobs=("check_gold",),
    ),
    System(
        "exposure_caps",
        N_("Caps on sensitive material and on working time"),
        N_("Protect health: nothing more of a kind is handed out once a cap is reached."),
        Role.DECIDES,
        (N_("paid time, by kind of material"), N_("caps that the person chose")),
        _exposure,
        version=1,
        since=_FIRST,
    ),
    System(
        "floor_audit",
        N_("Audit of the floor"),
        N_("Tops pay up when a batch paid less per hour than the floor."),
        Role.DECIDES,
        (N_("paid time"), N_("pay")),
        _audit,
        version=1,
        since=_FIRST,
        jobs=("audit_pay", "pay_top_ups", "check_floors"),
    ),
    System(
        "restriction_proposals",
        N_("Proposals to restrict an account"),
        N_("Propose to the operator to look at an account. A named person decides."),
        Role.SUPPORTS,
        (N_("frauds that a person has proven"),),
        _proposals,
        version=1,
        since=_FIRST,
        jobs=("propose_restrictions",),
    ),
    System(
        "appeals_deadline",
        N_("Appeals that nobody decided"),
        N_("Decides an appeal for the worker when nobody did in time."),
        Role.DECIDES,
        (N_("dates of appeals"),),
        _appeals,
        version=1,
        since=_FIRST,
        jobs=("appeals_due", "end_blocks"),
    ),
    System(
        "test_scores",
        N_("Results of tests"),
        N_("Says from the expected answers whether a test is passed, item by item."),
        Role.DECIDES,
        (N_("answers to the test"), N_("expected answers")),
        _tests,
        version=1,
        since=_FIRST,
        jobs=("close_tests",),
    ),
    System(
        "requirements",
        N_("What projects require"),
        N_("Hands tasks of a project out to people who meet what its requester asks."),
        Role.DECIDES,
        (N_("qualifications that a person holds"), N_("how many answers were accepted")),
        _requirements,
        version=1,
        since=_FIRST,
    ),
    System(
        "question_silence",
        N_("Work that waits for answers"),
        N_("Stops handing out tasks while several people wait for what they need to go on."),
        Role.DECIDES,
        (N_("when blocking questions were asked and answered"),),
        _silence,
        version=1,
        since=_FIRST,
        jobs=("watch_silence",),
    ),
    System(
        "employment_offer",
        N_("Offer of an employee status"),
        N_("Offers an employee status after the agreed hours, and begins it unless declined."),
        Role.DECIDES,
        (N_("paid time"), N_("the worker’s own choice of status")),
        _employment,
        version=1,
        since=_FIRST,
        jobs=("offer_employment",),
    ),
)

"""The register: every system of the instance that decides about people, or helps to (DEC-9).

Anybody can read it. Parameters are drawn from the code and the agreement in force, so the register
tells what runs and not what was once written down. Whoever changes how a system decides raises its
`version`, sets `since`, and says in `change` what is different; a test of the house compares each
system's parameters with the version they were published under. `jobs` are the periodic jobs through
which a system acts; a house test asks that every job is named here or decides nothing.

To add a system: a `System` in `SYSTEMS`, then `tests/house/test_register.py`.
"""

from datetime import date

from ouvrage.base.words import N_
from ouvrage.rights.register import parameters
from ouvrage.rights.register.kinds import ROLE_LABELS, Parameter, Role, System

__all__ = ["ROLE_LABELS", "SYSTEMS", "Parameter", "Role", "System"]

ANSWERS = N_("answers and their times")
VERDICTS = N_("verdicts on answers")
LANGUAGES = N_("languages a person said they work in")
_FIRST = date(2026, 11, 24)
NAMED = N_("More of what it depends on is named; it decides as before.")

SYSTEMS = (
    System(
        "offer_order",
        N_("Order of the offers"),
        N_("Puts the projects that a person may work on in order."),
        Role.DECIDES,
        (LANGUAGES, N_("unfinished tasks"), N_("pay per hour and age of projects")),
        parameters.order,
        version=1,
        since=_FIRST,
    ),
    System(
        "turns",
        N_("Draw of turns"),
        N_("Shares out a batch that is smaller than the number of people who may work on it."),
        Role.DECIDES,
        (N_("who may work on the batch"), N_("a seed, kept in the journal")),
        parameters.turns,
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
        parameters.deadline,
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
        parameters.final,
        version=2,
        since=_FIRST,
        change=NAMED,
        jobs=("close_refusals",),
    ),
    System(
        "refusal_holds",
        N_("Hold on many refusals"),
        N_("Holds refusals back until a person has looked, when a requester refuses many."),
        Role.SUPPORTS,
        (VERDICTS, N_("the requester’s own history of refusals")),
        parameters.holds,
        version=2,
        since=_FIRST,
        change=NAMED,
    ),
    System(
        "scores",
        N_("Scores"),
        N_("Tell a worker how their answers were judged, event by event."),
        Role.SUPPORTS,
        (VERDICTS, N_("answers to control items")),
        parameters.scores,
        version=2,
        since=_FIRST,
        change=NAMED,
    ),
    System(
        "gold_checks",
        N_("Control items"),
        N_("Compare answers with known ones; a miss is an event of a score and refuses nothing."),
        Role.SUPPORTS,
        (ANSWERS, N_("known answers")),
        parameters.gold,
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
        parameters.exposure,
        version=2,
        since=_FIRST,
        change=NAMED,
    ),
    System(
        "floor_audit",
        N_("Audit of the floor"),
        N_("Tops pay up when a batch paid less per hour than the floor."),
        Role.DECIDES,
        (N_("paid time"), N_("pay")),
        parameters.audit,
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
        parameters.proposals,
        version=2,
        since=_FIRST,
        change=NAMED,
        jobs=("propose_restrictions",),
    ),
    System(
        "appeals_deadline",
        N_("Appeals that nobody decided"),
        N_("Decides an appeal for the worker when nobody did in time."),
        Role.DECIDES,
        (N_("dates of appeals"),),
        parameters.appeals,
        version=2,
        since=_FIRST,
        change=NAMED,
        jobs=("appeals_due", "end_blocks"),
    ),
    System(
        "test_scores",
        N_("Results of tests"),
        N_("Says from the expected answers whether a test is passed, item by item."),
        Role.DECIDES,
        (N_("answers to the test"), N_("expected answers")),
        parameters.tests,
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
        parameters.requirements,
        version=1,
        since=_FIRST,
    ),
    System(
        "question_silence",
        N_("Work that waits for answers"),
        N_("Stops handing out tasks while several people wait for what they need to go on."),
        Role.DECIDES,
        (N_("when blocking questions were asked and answered"),),
        parameters.silence,
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
        parameters.employment,
        version=1,
        since=_FIRST,
        jobs=("offer_employment",),
    ),
    System(
        "paid_time",
        N_("Counting of time"),
        N_("Says which recorded time counts, each second once, and the most that is paid for it."),
        Role.DECIDES,
        (N_("intervals that pages and the server recorded"), ANSWERS),
        parameters.paid_time,
        version=1,
        since=_FIRST,
        jobs=("measure_time", "fold_time", "pay_credits"),
    ),
    System(
        "stop_gate",
        N_("Stopped tasks that a person looks at"),
        N_("Pays stopped tasks by itself up to a number a day; a person decides about the rest."),
        Role.SUPPORTS,
        (N_("how many tasks a person stopped that day"),),
        parameters.stop_gate,
        version=1,
        since=_FIRST,
    ),
    System(
        "task_pulls",
        N_("Pulling of broken tasks"),
        N_("Takes a task out of the offers that several people reported, until a person looks."),
        Role.SUPPORTS,
        (N_("reports of broken tasks"),),
        parameters.pulls,
        version=1,
        since=_FIRST,
    ),
    System(
        "label_holds",
        N_("Hold on a batch with undeclared content"),
        N_("Hands nothing of it out until a person has looked at what workers reported."),
        Role.SUPPORTS,
        (N_("reports of sensitive content"),),
        parameters.labels,
        version=1,
        since=_FIRST,
    ),
)

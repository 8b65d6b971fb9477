"""What the parties agreed: the periods, caps and thresholds that no line of code may fix by itself.

The figures stand in a TOML file, one table a subject, so that operator, requesters and workers can
change them together without touching code. The instance starts with `DEFAULT`, which ships beside
this module, and an agreement of its own may replace any figure. A figure that is missing, unknown
or of the wrong kind stops the start.

>>> read(b"[appeals]\\nanswer_days = 7").appeals.answer_days
7
>>> read(b"").appeals.answer_days
14
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).with_name("agreement.toml")


@dataclass(frozen=True, slots=True)
class Time:
    """How time is recorded and paid (PAY-1, PAY-6, PAY-7, HLT-4)."""

    gap_seconds: int
    search_seconds_a_day: int
    messages_seconds_a_day: int
    unmeasured_times: int
    telemetry_days: int
    claim_days: int
    screen_out_seconds_max: int
    broken_seconds_max: int
    withdrawn_seconds_max: int
    rework_seconds_max: int
    qualification_seconds_max: int
    broken_reports_to_pull: int
    time_credits_a_day: int


@dataclass(frozen=True, slots=True)
class Reserves:
    """What a batch sets aside beyond its rewards, in thousandths of them (PAY-3, PAY-9)."""

    quality_permille: int
    audit_days: int
    audit_every_days: int
    interest_permille_a_year: int


@dataclass(frozen=True, slots=True)
class Refusals:
    """When refusing many answers waits for a person (DEC-4) and how rework is offered (DEC-2)."""

    hold_share_permille: int
    hold_count: int
    hold_sigma: int
    hold_answers_least: int
    hold_small_count: int
    hold_window_days: int
    hold_window_answers_least: int
    hold_days: int
    hold_history_least: int
    rework_days: int


@dataclass(frozen=True, slots=True)
class Appeals:
    """Windows of an appeal (DEC-3)."""

    window_days: int
    answer_days: int
    gives_way_days: int


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Blocks by requesters (DEC-12) and restrictions by the operator (DEC-7)."""

    block_days: int
    notice_days: int
    pause_days_max: int
    frauds_to_propose: int
    explanation_days: int
    rectify_days: int
    compensation_cents: int


@dataclass(frozen=True, slots=True)
class Scores:
    """How scores are counted (DEC-5, DEC-6, DEC-13)."""

    events_least: int
    fade_days: int
    gold_disputes_to_withdraw: int


@dataclass(frozen=True, slots=True)
class Turns:
    """How scarce work is shared out (ASG-1)."""

    window_minutes: int
    offer_minutes: int
    seen_minutes: int
    crowd_days: int
    tasks_least: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps that protect health (HLT-3, ASG-8)."""

    exposure_minutes_a_day: int
    exposure_minutes_absolute: int
    exposure_break_after_minutes: int
    exposure_break_minutes: int
    work_hours_a_day: int
    rest_hours: int
    mislabel_reports_to_hold: int


@dataclass(frozen=True, slots=True)
class Status:
    """When an employee-like status is offered (STA-2) and how contracts change (STA-7)."""

    employee_after_hours: int
    employee_offer_days: int
    contract_notice_days: int


@dataclass(frozen=True, slots=True)
class Payouts:
    """When money leaves (PAY-10)."""

    least_cents: int
    within_days: int


@dataclass(frozen=True, slots=True)
class Tests:
    """Paid tests (PAY-5, QUA-1)."""

    attempts_a_year: int
    open_hours: int
    scoring_days: int
    paid_percent_of_estimate: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Questions to requesters (VOI-8) and letters to people (NOT-2)."""

    silence_hours: int
    blocking_questions: int
    away_days: int


@dataclass(frozen=True, slots=True)
class Data:
    """Copies of one's data and erasure (PRI-4, PRI-5)."""

    copy_days: int
    erasure_days: int


@dataclass(frozen=True, slots=True)
class Publicity:
    """How many answers and people a public figure needs behind it (TRA-4, PRI-8)."""

    answers_least: int
    workers_least: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every figure the parties agreed, by subject."""

    time: Time
    reserves: Reserves
    refusals: Refusals
    appeals: Appeals
    restrictions: Restrictions
    scores: Scores
    turns: Turns
    limits: Limits
    status: Status
    payouts: Payouts
    tests: Tests
    voice: Voice
    data: Data
    publicity: Publicity


def read(text: bytes) -> Agreement:
    """The default agreement with the figures of `text` in their place.

    ValueError says which figure is wrong.
    """
    try:
        own = tomllib.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"it is not TOML: {error}") from error
    unknown = sorted(own.keys() - _defaults().keys())
    if unknown:
        raise ValueError(f"there is no subject called {', '.join(unknown)}")
    return Agreement(
        **{
            subject.name: _subject(subject.type, subject.name, own.get(subject.name, {}))
            for subject in fields(Agreement)
        }
    )


@cache
def _defaults() -> dict[str, dict[str, int]]:
    return tomllib.loads(DEFAULT.read_text(encoding="utf-8"))


def _subject(kind: Any, name: str, own: object) -> Any:
    if not isinstance(own, dict):
        raise ValueError(f"{name} is a table of figures")
    known = _defaults()[name]
    unknown = sorted(own.keys() - known.keys())
    if unknown:
        raise ValueError(f"{name} has no figure called {', '.join(unknown)}")
    for figure, value in own.items():
        if type(value) is not int or value < 0:
            raise ValueError(f"{name}.{figure} must be a whole number, not negative")
    return kind(**{**known, **own})

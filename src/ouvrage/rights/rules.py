"""What the room decides, on plain values: what can be contested, and what a decision must say.

Periods come from the agreement and are handed in. An appeal is open, then a person decides it
(`upheld` or `overturned`), its worker takes it back (`withdrawn`), or what it was about ended first
(`settled`). An appeal that nobody decides gives way to the worker.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import REASON_CHARACTERS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.base.words import N_
from ouvrage.rights.errors import (
    BlockReasonUnknown,
    GraveReasonMissing,
    PauseTooLong,
    RestrictionKindUnknown,
    RestrictionReasonUnknown,
    WordsMissing,
    WordsTooLong,
)

WORDS_LEAST = 10


class SubjectKind(StrEnum):
    """What a worker can contest, or ask about."""

    REFUSAL = "refusal"
    BLOCK = "block"
    RESTRICTION = "restriction"
    TIME_CLAIM = "time_claim"
    STOP = "stop"
    QUALIFICATION = "qualification"
    TEST = "test"
    CONTROL = "control"
    SCORES = "scores"
    HOLD = "hold"
    ORDER = "order"


SUBJECT_LABELS = {
    SubjectKind.REFUSAL: N_("A refused answer"),
    SubjectKind.BLOCK: N_("A block by a requester"),
    SubjectKind.RESTRICTION: N_("A restriction of the account"),
    SubjectKind.TIME_CLAIM: N_("A refused claim about time"),
    SubjectKind.STOP: N_("A stopped task whose time was not paid"),
    SubjectKind.QUALIFICATION: N_("A qualification that was taken back"),
    SubjectKind.TEST: N_("A test that was not passed"),
    SubjectKind.CONTROL: N_("A dismissed dispute about a control item"),
    SubjectKind.SCORES: N_("Scores"),
    SubjectKind.HOLD: N_("A refusal that waits for a person"),
    SubjectKind.ORDER: N_("What is offered, and in which order"),
}


class AppealState(StrEnum):
    """The life of an appeal: open > upheld | overturned | withdrawn | settled."""

    OPEN = "open"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"


class Side(StrEnum):
    """Who speaks in the file of an appeal."""

    WORKER = "worker"
    REQUESTER = "requester"
    OPERATOR = "operator"
    REVIEWER = "reviewer"
    INSTANCE = "instance"


class StepKind(StrEnum):
    """What a step of the file is."""

    FILED = "filed"
    STATEMENT = "statement"
    DECISION = "decision"
    WITHDRAWAL = "withdrawal"
    OVERDUE = "overdue"
    SETTLED = "settled"


class BlockReason(StrEnum):
    """Why a requester may hand a worker no more tasks for a while."""

    INSTRUCTIONS_IGNORED = "instructions_ignored"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    CONFIDENTIALITY_BROKEN = "confidentiality_broken"
    ABUSIVE_MESSAGES = "abusive_messages"
    PROVEN_FRAUD = "proven_fraud"


# Reasons that are shown by answers; the others by what happened on a day.
SHOWN_BY_ANSWERS = frozenset({BlockReason.INSTRUCTIONS_IGNORED, BlockReason.PROVEN_FRAUD})


@dataclass(frozen=True, slots=True)
class Cited:
    """An answer that a block names: when it was sent, whether it was refused or sent back, and
    whether a reviewer found fraud in it."""

    sent_at: Moment
    faulted: bool
    fraud: bool


BLOCK_REASON_LABELS = {
    BlockReason.INSTRUCTIONS_IGNORED: N_("Instructions were left aside in several answers"),
    BlockReason.CONFLICT_OF_INTEREST: N_("A conflict of interest with this work"),
    BlockReason.CONFIDENTIALITY_BROKEN: N_("Material of the tasks was passed on"),
    BlockReason.ABUSIVE_MESSAGES: N_("Abusive messages"),
    BlockReason.PROVEN_FRAUD: N_("Fraud that a person has proven"),
}


class RestrictionKind(StrEnum):
    """What the operator may decide about an account."""

    PAUSE = "pause"
    END = "end"


RESTRICTION_LABELS = {
    RestrictionKind.PAUSE: N_("No new tasks for a time"),
    RestrictionKind.END: N_("End of the account"),
}


class RestrictionReason(StrEnum):
    """Why the operator may restrict an account."""

    PROVEN_FRAUD = "proven_fraud"
    SHARED_ACCOUNT = "shared_account"
    HARM_TO_OTHERS = "harm_to_others"
    UNLAWFUL = "unlawful"


RESTRICTION_REASON_LABELS = {
    RestrictionReason.PROVEN_FRAUD: N_("Fraud that a person has proven, more than once"),
    RestrictionReason.SHARED_ACCOUNT: N_("The account was sold or lent"),
    RestrictionReason.HARM_TO_OTHERS: N_("Threats or harm to other people"),
    RestrictionReason.UNLAWFUL: N_("The law or a court asks for it"),
}


class ProposalState(StrEnum):
    """The life of a proposal: open > followed | dismissed."""

    OPEN = "open"
    FOLLOWED = "followed"
    DISMISSED = "dismissed"


class ExplanationState(StrEnum):
    """The life of a question: open > answered, or to_rectify > rectified when it was wrong."""

    OPEN = "open"
    ANSWERED = "answered"
    TO_RECTIFY = "to_rectify"
    RECTIFIED = "rectified"


def may_still_file(appeal_until: Moment, now: Moment) -> bool:
    """Whether a decision can be contested now; nothing but the date counts."""
    return now <= appeal_until


def days_after(now: Moment, days: int) -> Moment:
    """The moment so many days on."""
    return now + Span(days=days)


def words_refusals(words: str, *, field: str, least: int = WORDS_LEAST) -> Iterator[Refusal]:
    """Why these words do not explain a decision, or do not fit."""
    length = len(words.strip())
    if length < least:
        yield WordsMissing(field=field, least=least)
    if length > REASON_CHARACTERS_MAX:
        yield WordsTooLong(field=field, most=REASON_CHARACTERS_MAX)


def block_refusals(*, reason: str, explanation: str) -> Iterator[Refusal]:
    """Field by field, what a requester's block lacks (DEC-12)."""
    if reason not in list(BlockReason):
        yield BlockReasonUnknown(field="reason", reasons=", ".join(BlockReason))
    yield from words_refusals(explanation, field="explanation")


def is_new_evidence(
    reason: str, since: Moment, *, answers: Sequence[Cited], happened_on: date | None
) -> bool:
    """Whether a block for that reason rests on what happened after an earlier one began (DEC-12).

    Another answer alone shows nothing: it shows the reason once it was refused or sent back for a
    criterion, or a reviewer found fraud in it, which its worker could contest by itself.
    """
    if reason not in SHOWN_BY_ANSWERS:
        return happened_on is not None and happened_on > since.date()
    shown = [row.fraud if reason == BlockReason.PROVEN_FRAUD else row.faulted for row in answers]
    return bool(shown) and all(shown) and all(row.sent_at > since for row in answers)


def restriction_refusals(
    *, kind: str, reason: str, explanation: str, evidence: str
) -> Iterator[Refusal]:
    """Field by field, what a restriction of an account lacks (DEC-7)."""
    if kind not in list(RestrictionKind):
        yield RestrictionKindUnknown(field="kind", kinds=", ".join(RestrictionKind))
    if reason not in list(RestrictionReason):
        yield RestrictionReasonUnknown(field="reason", reasons=", ".join(RestrictionReason))
    yield from words_refusals(explanation, field="explanation")
    yield from words_refusals(evidence, field="evidence")


def term_refusals(
    *, kind: str, pause_days: int, pause_days_max: int, grave: bool, grave_reason: str
) -> Iterator[Refusal]:
    """What is wrong with how long a restriction lasts, and how soon it begins.

    Only the end of an account for a proven grave case begins without notice, and says why.
    """
    if kind == RestrictionKind.PAUSE and not 1 <= pause_days <= pause_days_max:
        yield PauseTooLong(field="pause_days", most=pause_days_max)
    if grave and len(grave_reason.strip()) < WORDS_LEAST:
        yield GraveReasonMissing(field="grave_reason", least=WORDS_LEAST)


def term(
    now: Moment, kind: RestrictionKind, *, pause_days: int, notice_days: int, grave: bool
) -> tuple[Moment, Moment | None]:
    """When a restriction begins and ends: a pause at once and for its days, an end after notice.

    >>> from datetime import datetime, timezone
    >>> at = datetime(2026, 1, 1, tzinfo=timezone.utc)
    >>> begins, ends = term(at, RestrictionKind.END, pause_days=0, notice_days=30, grave=False)
    >>> begins.date().isoformat(), ends
    ('2026-01-31', None)
    """
    if kind is RestrictionKind.PAUSE:
        return now, days_after(now, pause_days)
    return (now if grave else days_after(now, notice_days)), None


def claim_digest(code: str) -> str:
    """What is kept of a claim code: however it is spelled, spaces and dashes do not matter."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()

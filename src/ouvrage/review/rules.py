"""What a requester may refuse an answer for, what a refusal must say (DEC-1, DEC-15), and when many
refusals wait for a person (DEC-4).

A refusal names a reason, a criterion that was published before the work, the evidence in this very
answer, and an explanation in plain words. Disagreeing with the majority is not among the reasons.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from ouvrage.base.agreement import Refusals
from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.review.errors import (
    CriterionUnknown,
    FieldUnknown,
    NothingExpected,
    ReasonUnknown,
    TooShort,
    ValueUnknown,
)

EVIDENCE_CHARACTERS_LEAST = 10
EXPLANATION_CHARACTERS_LEAST = 10


class Decision(StrEnum):
    """What was decided about an answer; `rework` offers its worker to do it again, paid."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    REWORK = "rework"


class Decider(StrEnum):
    """Who decided: the requester, the deadline when nobody had, or a reviewer of the instance."""

    REQUESTER = "requester"
    DEADLINE = "deadline"
    REVIEWER = "reviewer"


class ContestOutcome(StrEnum):
    """How an appeal against a refusal ended; empty while it is open."""

    OPEN = ""
    STANDS = "stands"
    OVERTURNED = "overturned"
    ACCEPTED = "accepted"
    SETTLED = "settled"


class HeldOutcome(StrEnum):
    """What became of a refusal that waited for a person; empty while it waits, `lapsed` when nobody
    had looked in the agreed days, so that the answer was accepted."""

    WAITING = ""
    CONFIRMED = "confirmed"
    LIFTED = "lifted"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"


class RefusalReason(StrEnum):
    """Why an answer may be refused; `FRAUD` is for a reviewer alone to find (PAY-9)."""

    INCOMPLETE = "incomplete"
    INSTRUCTIONS_NOT_FOLLOWED = "instructions_not_followed"
    WRONG_ON_EVIDENCE = "wrong_on_evidence"
    UNREADABLE = "unreadable"
    WRONG_LANGUAGE = "wrong_language"
    FRAUD = "fraud"


REQUESTER_REASONS = tuple(reason for reason in RefusalReason if reason != RefusalReason.FRAUD)
REASON_LABELS = {
    RefusalReason.INCOMPLETE: N_("A part that was asked for is missing"),
    RefusalReason.INSTRUCTIONS_NOT_FOLLOWED: N_("A step of the instructions was not followed"),
    RefusalReason.WRONG_ON_EVIDENCE: N_("The item itself shows that the answer is wrong"),
    RefusalReason.UNREADABLE: N_("The answer cannot be read or played"),
    RefusalReason.WRONG_LANGUAGE: N_("The answer is in another language than asked"),
    RefusalReason.FRAUD: N_("The answer was made to deceive, as a reviewer found"),
}


class Grounds(TypedDict):
    """What a refusal and an offer of rework say, by the names of their parameters."""

    reason: str
    criterion: str
    evidence: str
    explanation: str


def refusal_refusals(
    *, reason: str, criterion: str, published: Sequence[str], evidence: str, explanation: str
) -> Iterator[Refusal]:
    """Field by field, what a refusal lacks; `published` are the codes the worker could read."""
    reasons = [item.value for item in REQUESTER_REASONS]
    if reason not in reasons:
        yield ReasonUnknown(field="reason", reasons=", ".join(reasons))
    if criterion not in published:
        yield CriterionUnknown(field="criterion", published=", ".join(published) or "—")
    yield from fraud_refusals(evidence=evidence, explanation=explanation)


def fraud_refusals(*, evidence: str, explanation: str) -> Iterator[Refusal]:
    """Field by field, what a finding of fraud lacks."""
    yield from suspicion_refusals(evidence)
    yield from explanation_refusals(explanation)


def suspicion_refusals(evidence: str) -> Iterator[Refusal]:
    """What the evidence lacks."""
    if len(evidence.strip()) < EVIDENCE_CHARACTERS_LEAST:
        yield TooShort(field="evidence", least=EVIDENCE_CHARACTERS_LEAST)


def explanation_refusals(explanation: str) -> Iterator[Refusal]:
    """What the words of a decision lack."""
    if len(explanation.strip()) < EXPLANATION_CHARACTERS_LEAST:
        yield TooShort(field="explanation", least=EXPLANATION_CHARACTERS_LEAST)


@dataclass(frozen=True, slots=True)
class RefusalFigures:
    """What is known when one more answer of a batch is to be refused.

    `refusals` are the refusals of the batch with that one, of its `answers` so far. `before_*` are
    the answers of the requester's other batches that were decided, and those of them refused.
    `recent_*` are the refusals of all the requester's batches within some days, with that one, of
    the answers that were sent or refused in them.
    """

    refusals: int
    answers: int
    before_refused: int
    before_decided: int
    recent_refusals: int = 0
    recent_answers: int = 0


class ScoreKind(StrEnum):
    """The scores there are: the share of decided answers that were accepted, and of control
    questions that were answered as known."""

    ACCEPTANCE = "acceptance"
    CONTROL = "control"


class HoldRule(StrEnum):
    """Which threshold made refusals wait for a person (DEC-4)."""

    SHARE = "share"
    COUNT = "count"
    HISTORY = "history"
    RECENT = "recent"


HOLD_RULE_LABELS = {
    HoldRule.SHARE: N_("The share of refused answers in the batch is above the agreed one"),
    HoldRule.COUNT: N_("The number of refused answers in the batch is above the agreed one"),
    HoldRule.HISTORY: N_("Far more is refused than this requester refused before"),
    HoldRule.RECENT: N_("Over all batches of the last days, more is refused than agreed"),
}


def hold_rules(figures: RefusalFigures, agreed: Refusals) -> tuple[HoldRule, ...]:
    """Which thresholds the refusal crosses; any makes it wait for a person (DEC-4).

    The share counts from `hold_answers_least` answers on, and of fewer from the first refusal above
    `hold_small_count` on. Share and number are looked at for the batch, and again for all that the
    requester refused in the last days, the share from `hold_window_answers_least` answers on or
    above `hold_small_count` refusals, so that many small batches are no way around them.

    The deviation counts from `hold_answers_least` answers on. It is that of a binomial: with the
    share p that the requester refused in other batches, n answers have p·n refusals and a standard
    deviation of sqrt(n·p·(1-p)). p is (refused + 1) / (decided + 2), the rule of succession, so
    that one who never refused has a share too; below `hold_history_least` decided answers there is
    no history. Integers only, so that both sides of a threshold are exact.
    """
    found = []
    enough = figures.answers >= agreed.hold_answers_least
    if _is_share_crossed(figures.refusals, figures.answers, agreed.hold_answers_least, agreed):
        found.append(HoldRule.SHARE)
    if figures.refusals > agreed.hold_count:
        found.append(HoldRule.COUNT)
    if _is_week_crossed(figures, agreed):
        found.append(HoldRule.RECENT)
    known = figures.before_decided >= agreed.hold_history_least
    if enough and known and _deviates(figures, agreed.hold_sigma):
        found.append(HoldRule.HISTORY)
    return tuple(found)


def _is_share_crossed(refusals: int, answers: int, answers_least: int, agreed: Refusals) -> bool:
    known = answers >= answers_least or refusals > agreed.hold_small_count
    return known and refusals * 1000 > agreed.hold_share_permille * answers


def _is_week_crossed(figures: RefusalFigures, agreed: Refusals) -> bool:
    """Whether all batches of the last days together cross the number, or the share of many."""
    refusals, answers = figures.recent_refusals, figures.recent_answers
    if refusals > agreed.hold_count:
        return True
    return _is_share_crossed(refusals, answers, agreed.hold_window_answers_least, agreed)


def _deviates(figures: RefusalFigures, sigma: int) -> bool:
    """Whether refusals > p·n + sigma·sqrt(n·p·(1-p)), with p = part / whole."""
    part, whole = figures.before_refused + 1, figures.before_decided + 2
    excess = figures.refusals * whole - part * figures.answers
    return excess > 0 and excess**2 > sigma**2 * figures.answers * part * (whole - part)


def gold_refusals(
    *, fields: Sequence[Mapping[str, object]], expected: Mapping[str, object], explanation: str
) -> Iterator[Refusal]:
    """What a control item lacks: a known answer the page can give, and an explanation."""
    by_name = {str(field["name"]): field for field in fields}
    if not expected:
        yield NothingExpected(field="expected")
    for name, value in expected.items():
        if name not in by_name:
            yield FieldUnknown(field="expected", name=name, fields=", ".join(by_name) or "—")
            continue
        listed = by_name[name].get("options")
        options = [str(one) for one in listed] if isinstance(listed, list) else []
        values = value if isinstance(value, list) else [value]
        for one in values:
            if options and str(one) not in options:
                yield ValueUnknown(field=name, value=one, options=", ".join(options))
    yield from explanation_refusals(explanation)


def dispute_refusals(words: str) -> Iterator[Refusal]:
    """What the words of a dispute lack."""
    if len(words.strip()) < EXPLANATION_CHARACTERS_LEAST:
        yield TooShort(field="words", least=EXPLANATION_CHARACTERS_LEAST)

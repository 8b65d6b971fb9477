"""What a requester may refuse an answer for, and what a refusal must say (DEC-1, DEC-15).

A refusal names a reason, a criterion that was published before the work, the evidence in this very
answer, and an explanation in plain words. Disagreeing with the majority is not among the reasons.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment, Span
from ouvrage.base.words import N_
from ouvrage.review.errors import CriterionUnknown, ReasonUnknown, TooShort

EVIDENCE_CHARACTERS_LEAST = 10
EXPLANATION_CHARACTERS_LEAST = 10
APPEAL_WINDOW = Span(days=14)


class Decision(StrEnum):
    """What was decided about an answer."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class Decider(StrEnum):
    """Who decided: the requester, or the deadline when nobody had."""

    REQUESTER = "requester"
    DEADLINE = "deadline"


class RefusalReason(StrEnum):
    """Why an answer may be refused."""

    INCOMPLETE = "incomplete"
    INSTRUCTIONS_NOT_FOLLOWED = "instructions_not_followed"
    WRONG_ON_EVIDENCE = "wrong_on_evidence"
    UNREADABLE = "unreadable"
    WRONG_LANGUAGE = "wrong_language"


REASON_LABELS = {
    RefusalReason.INCOMPLETE: N_("A part that was asked for is missing"),
    RefusalReason.INSTRUCTIONS_NOT_FOLLOWED: N_("A step of the instructions was not followed"),
    RefusalReason.WRONG_ON_EVIDENCE: N_("The item itself shows that the answer is wrong"),
    RefusalReason.UNREADABLE: N_("The answer cannot be read or played"),
    RefusalReason.WRONG_LANGUAGE: N_("The answer is in another language than asked"),
}


def refusal_refusals(
    *, reason: str, criterion: str, published: Sequence[str], evidence: str, explanation: str
) -> Iterator[Refusal]:
    """Field by field, what a refusal lacks; `published` are the codes the worker could read."""
    reasons = [item.value for item in RefusalReason]
    if reason not in reasons:
        yield ReasonUnknown(field="reason", reasons=", ".join(reasons))
    if criterion not in published:
        yield CriterionUnknown(field="criterion", published=", ".join(published) or "—")
    if len(evidence.strip()) < EVIDENCE_CHARACTERS_LEAST:
        yield TooShort(field="evidence", least=EVIDENCE_CHARACTERS_LEAST)
    if len(explanation.strip()) < EXPLANATION_CHARACTERS_LEAST:
        yield TooShort(field="explanation", least=EXPLANATION_CHARACTERS_LEAST)


def appeal_until(now: Moment) -> Moment:
    """Until when a refused answer's money stays reserved for an appeal at the least."""
    return now + APPEAL_WINDOW

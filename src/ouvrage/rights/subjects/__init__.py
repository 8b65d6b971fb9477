"""The kinds of decisions that a worker can contest or ask about: one file each, one list here.

A kind says how its case is read (`case`), what happens when an appeal is filed (`hold`) or taken
back (`release`), and what a decision does (`overturn`, `uphold`). The effects call lower rooms, in
the transaction of the appeal.

To add a kind: a value of `rights.rules.SubjectKind` with its label, a file here, a line in
`_KINDS`.
"""

from collections.abc import Mapping

from ouvrage.base.errors import NotFound
from ouvrage.rights.rules import SubjectKind
from ouvrage.rights.subjects import (
    blocks,
    order,
    qualifications,
    refusals,
    restrictions,
    scores,
    times,
)
from ouvrage.rights.subjects.case import Case, Effect, Fact, Subject

__all__ = ["Case", "Effect", "Fact", "Subject", "case_of", "subject"]

_KINDS: Mapping[SubjectKind, Subject] = {
    SubjectKind.REFUSAL: refusals.SUBJECT,
    SubjectKind.BLOCK: blocks.SUBJECT,
    SubjectKind.RESTRICTION: restrictions.SUBJECT,
    SubjectKind.TIME_CLAIM: times.CLAIM,
    SubjectKind.STOP: times.STOP,
    SubjectKind.QUALIFICATION: qualifications.REVOCATION,
    SubjectKind.TEST: qualifications.TEST,
    SubjectKind.CONTROL: scores.CONTROL,
    SubjectKind.SCORES: scores.SCORES,
    SubjectKind.HOLD: refusals.HOLD,
    SubjectKind.ORDER: order.SUBJECT,
}


def subject(kind: str) -> Subject:
    """The kind of decision; NotFound for a word that is none."""
    try:
        return _KINDS[SubjectKind(kind)]
    except (ValueError, KeyError) as error:
        raise NotFound from error


def case_of(kind: str, subject_id: str) -> Case:
    """The decision as the file of an appeal shows it; NotFound when there is none."""
    found = subject(kind).case(subject_id)
    if found is None:
        raise NotFound
    return found

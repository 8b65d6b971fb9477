"""Restrictions of accounts, proposals to restrict one, and the letters about them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.rights.models import Letter, Proposal, Restriction
from ouvrage.rights.rules import ProposalState, RestrictionKind


@dataclass(frozen=True, slots=True)
class RestrictionRow:
    """A restriction with what the worker reads of it."""

    id: str
    worker_id: str
    kind: RestrictionKind
    reason: str
    explanation: str
    evidence: str
    grave_reason: str
    decided_by: str
    at: Moment
    begins_at: Moment
    ends_at: Moment | None
    appeal_until: Moment
    ended_at: Moment | None
    lift_reason: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal and what became of it; `evidence` are ids of submissions."""

    id: str
    worker_id: str
    kind: RestrictionKind
    rule: str
    proposed_by: str
    words: str
    evidence: tuple[str, ...]
    at: Moment
    state: ProposalState
    decision: str
    decided_at: Moment | None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as it was written."""

    id: str
    title: str
    text: str
    language: str
    at: Moment
    sent_at: Moment | None


def restrictions(*, limit: int = PAGE_ROWS) -> list[RestrictionRow]:
    """Restrictions of any account, newest first."""
    return _rows(Restriction.objects.order_by("-id"), limit)


def restrictions_of_worker(worker_id: str) -> list[RestrictionRow]:
    """Restrictions of one account, newest first."""
    return _rows(Restriction.objects.filter(worker_id=worker_id).order_by("-id"), PAGE_ROWS)


def _rows(found: QuerySet[Restriction], limit: int) -> list[RestrictionRow]:
    return [restriction_row(row) for row in found.select_related("block")[:limit]]


def restriction_row(found: Restriction) -> RestrictionRow:
    """The row of a restriction that access gave out."""
    block = found.block
    return RestrictionRow(
        found.id,
        found.worker_id,
        RestrictionKind(found.kind),
        block.reason,
        block.explanation,
        found.evidence,
        found.grave_reason,
        block.decided_by,
        block.at,
        block.begins_at,
        block.ends_at,
        block.appeal_until,
        block.ended_at,
        found.lift_reason,
    )


def proposals(*, worker_id: str = "", limit: int = PAGE_ROWS) -> list[ProposalRow]:
    """Proposals, open ones first, then newest first."""
    rows = Proposal.objects.all()
    if worker_id:
        rows = rows.filter(worker_id=worker_id)
    waiting = rows.filter(state=ProposalState.OPEN).order_by("id")
    decided = rows.exclude(state=ProposalState.OPEN).order_by("-id")
    return [proposal_row(row) for row in [*waiting[:limit], *decided[:limit]]]


def open_proposals() -> int:
    """How many proposals wait for an operator."""
    return Proposal.objects.filter(state=ProposalState.OPEN).count()


def proposal_row(found: Proposal) -> ProposalRow:
    """The row of a proposal that access gave out."""
    return ProposalRow(
        found.id,
        found.worker_id,
        RestrictionKind(found.kind),
        found.rule,
        found.proposed_by,
        found.words,
        tuple(found.evidence),
        found.at,
        ProposalState(found.state),
        found.decision,
        found.decided_at,
    )


def letters_about(restriction_id: str) -> list[LetterRow]:
    """The letters about a restriction, in the order they were written."""
    rows = Letter.objects.filter(subject_id=restriction_id).order_by("id")
    return [
        LetterRow(row.id, row.title, row.text, row.language, row.at, row.sent_at) for row in rows
    ]

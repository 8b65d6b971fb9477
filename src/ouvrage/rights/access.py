"""The only way a door obtains an object of this room; unknown and forbidden look the same."""

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound
from ouvrage.people.access import (
    impartial_reviewer,
    operator_only,
    organisation_for_member,
    reviewer_only,
)
from ouvrage.rights.models import Appeal, Explanation, Proposal, Restriction
from ouvrage.rights.subjects import Case, case_of

__all__ = [
    "Appeal",
    "Explanation",
    "Proposal",
    "Restriction",
    "appeal_for_member",
    "appeal_for_operator",
    "appeal_for_reviewer",
    "appeal_for_worker",
    "case_for_worker",
    "explanation_for_reviewer",
    "explanation_for_worker",
    "impartial_for",
    "proposal_for_operator",
    "restriction_for_operator",
]


def case_for_worker(actor: Actor, kind: str, subject_id: str) -> Case:
    """A decision about the worker, for that worker and nobody else."""
    found = case_of(kind, subject_id)
    if actor.kind is not ActorKind.PERSON or found.worker_id != actor.id:
        raise NotFound
    return found


def appeal_for_worker(actor: Actor, appeal_id: str) -> Appeal:
    """The appeal, for the worker who filed it."""
    appeal = _appeal(appeal_id)
    if actor.kind is not ActorKind.PERSON or appeal.worker_id != actor.id:
        raise NotFound
    return appeal


def appeal_for_member(actor: Actor, appeal_id: str) -> Appeal:
    """The appeal, for members and keys of the organisation whose decision it is about."""
    appeal = _appeal(appeal_id)
    if not appeal.organisation_id:
        raise NotFound
    organisation_for_member(actor, appeal.organisation_id)
    return appeal


def appeal_for_reviewer(actor: Actor, appeal_id: str) -> Appeal:
    """The appeal, for reviewers; whether they may decide it, the decision asks."""
    reviewer_only(actor)
    return _appeal(appeal_id)


def appeal_for_operator(actor: Actor, appeal_id: str) -> Appeal:
    """The appeal against a decision of the operator, for operators."""
    operator_only(actor)
    appeal = _appeal(appeal_id)
    if appeal.organisation_id:
        raise NotFound
    return appeal


def _appeal(appeal_id: str) -> Appeal:
    found = Appeal.objects.filter(id=appeal_id).first()
    if found is None:
        raise NotFound
    return found


def proposal_for_operator(actor: Actor, proposal_id: str) -> Proposal:
    """The proposal to restrict an account, for operators."""
    operator_only(actor)
    found = Proposal.objects.filter(id=proposal_id).first()
    if found is None:
        raise NotFound
    return found


def restriction_for_operator(actor: Actor, restriction_id: str) -> Restriction:
    """The restriction with its block, for operators."""
    operator_only(actor)
    found = Restriction.objects.select_related("block").filter(id=restriction_id).first()
    if found is None:
        raise NotFound
    return found


def explanation_for_worker(actor: Actor, explanation_id: str) -> Explanation:
    """The question, for the worker who asked it."""
    found = Explanation.objects.filter(id=explanation_id, worker_id=actor.id).first()
    if found is None:
        raise NotFound
    return found


def explanation_for_reviewer(actor: Actor, explanation_id: str) -> Explanation:
    """The question, for those who answer."""
    reviewer_only(actor)
    found = Explanation.objects.filter(id=explanation_id).first()
    if found is None:
        raise NotFound
    return found


def impartial_for(actor: Actor, case: Case) -> None:
    """Returns for a reviewer who is no party to the case; `PartyToCase` for one who is."""
    impartial_reviewer(
        actor,
        worker_ids=[case.worker_id],
        organisation_ids=[case.organisation_id] if case.organisation_id else [],
        decided_by=case.deciders,
    )

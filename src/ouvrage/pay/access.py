"""The only way a door obtains an object of this room; unknown and forbidden look the same."""

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound
from ouvrage.pay.models import Reading, TimeClaim
from ouvrage.people.access import organisation_for_member

__all__ = ["Reading", "TimeClaim", "claim_for_decider", "claim_for_worker", "reading_for_worker"]


def reading_for_worker(actor: Actor, reading_id: str) -> Reading:
    """The reading, for the worker who reads and nobody else."""
    found = Reading.objects.filter(id=reading_id, worker_id=actor.id).first()
    if found is None:
        raise NotFound
    return found


def claim_for_worker(actor: Actor, claim_id: str) -> TimeClaim:
    """The claim, for the worker who made it and nobody else."""
    found = TimeClaim.objects.filter(id=claim_id, worker_id=actor.id).first()
    if found is None:
        raise NotFound
    return found


def claim_for_decider(actor: Actor, claim_id: str) -> TimeClaim:
    """The claim, for a person who may decide it: a member of the organisation whose project it is
    about, or an operator; never for the worker themself, nor for a program."""
    found = TimeClaim.objects.filter(id=claim_id).first()
    if found is None or actor.kind is not ActorKind.PERSON or found.worker_id == actor.id:
        raise NotFound
    if not actor.operator:
        organisation_for_member(actor, found.organisation_id)
    return found

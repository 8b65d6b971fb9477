"""The only way a door obtains an object of this room; unknown and forbidden look the same."""

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound
from ouvrage.people.access import operator_only, organisation_for_member, worker_only
from ouvrage.people.queries import organisations_of
from ouvrage.skills.models import Attempt, Grant, Item, Qualification, Test
from ouvrage.skills.rules import PLATFORM, Kind, State

__all__ = [
    "Attempt",
    "Grant",
    "Item",
    "Qualification",
    "Test",
    "attempt_for_owner",
    "attempt_for_worker",
    "is_own",
    "owner_only",
    "qualification_for_owner",
    "qualification_for_worker",
]


def owner_only(actor: Actor, organisation_id: str) -> None:
    """Returns for who may define qualifications here: members, or the operator for the platform."""
    if actor.kind is ActorKind.JOB:
        return
    if organisation_id == PLATFORM:
        operator_only(actor)
    else:
        organisation_for_member(actor, organisation_id)


def qualification_for_owner(actor: Actor, qualification_id: str) -> Qualification:
    """The qualification, for members and keys of its organisation, or the operator."""
    found = Qualification.objects.filter(id=qualification_id).first()
    if found is None:
        raise NotFound
    owner_only(actor, found.organisation_id)
    return found


def attempt_for_owner(actor: Actor, attempt_id: str) -> Attempt:
    """The attempt with its test, for those who own the test."""
    found = Attempt.objects.select_related("test__qualification").filter(id=attempt_id).first()
    if found is None:
        raise NotFound
    owner_only(actor, found.test.qualification.organisation_id)
    return found


def qualification_for_worker(actor: Actor, qualification_id: str) -> Qualification:
    """A qualification that people can see: open ones, and those this person has a history with."""
    worker_only(actor)
    found = Qualification.objects.filter(id=qualification_id).first()
    if found is None:
        raise NotFound
    if found.kind == Kind.COMPUTED or found.state == State.OPEN:
        return found
    mine = Grant.objects.filter(qualification=found, worker_id=actor.id)
    tried = Attempt.objects.filter(test_id=found.id, worker_id=actor.id)
    if not mine.exists() and not tried.exists():
        raise NotFound
    return found


def attempt_for_worker(actor: Actor, attempt_id: str) -> Attempt:
    """The attempt with its test, for the worker who makes it and nobody else."""
    found = (
        Attempt.objects.select_related("test__qualification")
        .filter(id=attempt_id, worker_id=actor.id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def is_own(actor: Actor, qualification: Qualification) -> bool:
    """Whether the person belongs to the organisation whose qualification it is."""
    return qualification.organisation_id in {row.id for row in organisations_of(actor.id)}

"""The only way a door obtains an organisation or proves a role.

What does not exist and what belongs to somebody else look the same: `NotFound`. A job of the
instance (the command line, the demo) acts for everybody; an operator who is logged in does not.
"""

from collections.abc import Sequence

from django.db.models import Q

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import MemberRole, Membership, Organisation, Person
from ouvrage.people.queries import PersonRow, person_row
from ouvrage.people.rules import is_party


def organisation_for_member(actor: Actor, organisation_id: str) -> Organisation:
    """The organisation, for a member of it or a program with one of its keys."""
    if actor.kind is ActorKind.API_KEY and actor.organisation_id != organisation_id:
        raise NotFound
    return _organisation(actor, organisation_id, tuple(MemberRole))


def organisation_for_owner(actor: Actor, organisation_id: str) -> Organisation:
    """The organisation, for one of its owners; never for a program."""
    if actor.kind is ActorKind.API_KEY:
        raise NotFound
    return _organisation(actor, organisation_id, (MemberRole.OWNER,))


def _organisation(
    actor: Actor, organisation_id: str, roles: tuple[MemberRole, ...]
) -> Organisation:
    found = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise NotFound
    if actor.kind is ActorKind.PERSON:
        mine = Membership.objects.filter(person_id=actor.id, organisation=found, role__in=roles)
        if not mine.exists():
            raise NotFound
    return found


def operator_only(actor: Actor) -> None:
    """Returns for who runs the instance; for others there is nothing here."""
    if not actor.operator:
        raise NotFound


def reviewer_only(actor: Actor) -> PersonRow:
    """The person behind `actor`, who reviews or runs the instance; a job or a key never is one."""
    found = None
    if actor.kind is ActorKind.PERSON:
        roles = Q(reviews=True) | Q(operates=True)
        found = Person.objects.filter(roles, id=actor.id, is_active=True).first()
    if found is None:
        raise NotFound
    return person_row(found)


def impartial_reviewer(
    actor: Actor,
    *,
    worker_ids: Sequence[str] = (),
    organisation_ids: Sequence[str] = (),
    decided_by: Sequence[str] = (),
) -> PersonRow:
    """The reviewer behind `actor`, who is no party to the case; `PartyToCase` for one who is.

    Every decision about a worker that a person of the instance takes asks this, inside its
    transaction: a job, a key or somebody without the role finds nothing here.
    """
    reviewer = reviewer_only(actor)
    members = Membership.objects.filter(organisation_id__in=organisation_ids)
    member_ids = members.values_list("person_id", flat=True)
    if is_party(actor.id, worker_ids=worker_ids, member_ids=member_ids, decided_by=decided_by):
        raise PartyToCase
    return reviewer


def worker_only(actor: Actor) -> PersonRow:
    """The person behind `actor`, who works here; for others there is nothing here."""
    found = None
    if actor.kind is ActorKind.PERSON:
        found = Person.objects.filter(id=actor.id, works=True, is_active=True).first()
    if found is None:
        raise NotFound
    return person_row(found)


def person_for_self(actor: Actor, person_id: str) -> Person:
    """The person, for themself or a job of the instance."""
    found = Person.objects.filter(id=person_id, is_active=True).first()
    mine = actor.kind is ActorKind.JOB or (actor.kind is ActorKind.PERSON and actor.id == person_id)
    if found is None or not mine:
        raise NotFound
    return found


def is_here(person_id: str) -> bool:
    """Whether the person has an account; it cannot be erased before the transaction has ended."""
    found = Person.objects.select_for_update(no_key=True).filter(id=person_id, is_active=True)
    return found.first() is not None

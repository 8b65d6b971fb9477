"""The room's readers: typed rows about persons, organisations, members and keys."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound
from ouvrage.base.limits import MEMBERS_MAX, ORGANISATIONS_PER_PERSON_MAX, PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.people.models import (
    ApiKey,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
)
from ouvrage.people.rules import normal_email

KEYS_SHOWN_MAX = 200
REVIEWERS_SHOWN_MAX = 200


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a door shows them."""

    id: str
    email: str
    name: str
    language: str
    languages_worked: tuple[str, ...]
    works: bool
    operates: bool
    reviews: bool
    is_active: bool
    joined_at: Moment


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation; `role` is that of the person asked about, None when nobody was."""

    id: str
    name: str
    country: str
    kind: OrganisationKind
    contact: str
    created_at: Moment
    role: MemberRole | None = None
    scripts_allowed: bool = False


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of one organisation."""

    person_id: str
    name: str
    email: str
    role: MemberRole
    since: Moment


@dataclass(frozen=True, slots=True)
class ApiKeyRow:
    """A key without its secret, which nobody can read again."""

    id: str
    name: str
    created_by: str
    created_at: Moment
    revoked_at: Moment | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are on this instance."""

    people: int
    workers: int
    operators: int
    reviewers: int
    organisations: int


def person(person_id: str) -> PersonRow:
    """The person with that id; NotFound when there is none."""
    found = Person.objects.filter(id=person_id).first()
    if found is None:
        raise NotFound
    return person_row(found)


def names_of(person_ids: Iterable[str]) -> dict[str, str]:
    """How each of these people is called, by id: their name, else their address."""
    rows = Person.objects.filter(id__in=set(person_ids)).values_list("id", "name", "email")
    return {person_id: name or email for person_id, name, email in rows}


def person_by_email(email: str) -> PersonRow | None:
    """The person who uses that address, whatever its case."""
    found = Person.objects.filter(email=normal_email(email)).first()
    return None if found is None else person_row(found)


def people(*, text: str = "", before: str = "", limit: int = PAGE_ROWS) -> list[PersonRow]:
    """Persons, newest first, older than the id `before`, whose name or address holds `text`."""
    rows = Person.objects.order_by("-id")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text))
    if before:
        rows = rows.filter(id__lt=before)
    return [person_row(found) for found in rows[:limit]]


def reviewers() -> list[PersonRow]:
    """Who decides appeals, the first to join first."""
    rows = Person.objects.filter(reviews=True, is_active=True).order_by("id")
    return [person_row(found) for found in rows[:REVIEWERS_SHOWN_MAX]]


def organisation(organisation_id: str) -> OrganisationRow:
    """The organisation with that id; NotFound when there is none."""
    found = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise NotFound
    return organisation_row(found)


def organisations(
    *, text: str = "", before: str = "", limit: int = PAGE_ROWS
) -> list[OrganisationRow]:
    """Organisations, newest first, older than the id `before`, whose name holds `text`."""
    rows = Organisation.objects.order_by("-id")
    if text:
        rows = rows.filter(name__icontains=text)
    if before:
        rows = rows.filter(id__lt=before)
    return [organisation_row(found) for found in rows[:limit]]


def organisations_by_id(organisation_ids: Iterable[str]) -> dict[str, OrganisationRow]:
    """The named organisations, by id, without a role."""
    rows = Organisation.objects.filter(id__in=set(organisation_ids))
    return {row.id: organisation_row(row) for row in rows}


def organisations_of(person_id: str) -> list[OrganisationRow]:
    """The organisations a person acts for, by name, each with their role there."""
    rows: QuerySet[Membership] = Membership.objects.filter(person_id=person_id)
    rows = rows.select_related("organisation").order_by("organisation__name", "organisation_id")
    return [
        organisation_row(membership.organisation, MemberRole(membership.role))
        for membership in rows[:ORGANISATIONS_PER_PERSON_MAX]
    ]


def members_of(organisation_id: str) -> list[MemberRow]:
    """The members of an organisation, the first to join first."""
    rows = Membership.objects.filter(organisation_id=organisation_id).select_related("person")
    return [
        MemberRow(
            membership.person_id,
            membership.person.name,
            membership.person.email,
            MemberRole(membership.role),
            membership.since,
        )
        for membership in rows.order_by("since", "id")[:MEMBERS_MAX]
    ]


def api_keys_of(organisation_id: str) -> list[ApiKeyRow]:
    """The keys of an organisation, newest first, revoked ones too."""
    rows = ApiKey.objects.filter(organisation_id=organisation_id).select_related("created_by")
    return [
        ApiKeyRow(key.id, key.name, str(key.created_by), key.created_at, key.revoked_at)
        for key in rows.order_by("-id")[:KEYS_SHOWN_MAX]
    ]


def api_key_digest(secret: str) -> str:
    """What is kept of a key's secret. It holds 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_for_api_key(secret: str) -> Actor | None:
    """Who holds this secret; None when nobody does or the key was revoked.

    The table is searched by digest, so the time taken says nothing about the secret.
    """
    found = (
        ApiKey.objects.filter(digest=api_key_digest(secret), revoked_at__isnull=True)
        .values_list("id", "organisation_id")
        .first()
    )
    return None if found is None else Actor.api_key(*found)


def person_behind(actor: Actor) -> str:
    """The id of the person who answers for the act: of a key, who made it; of a job, nobody."""
    if actor.kind is ActorKind.API_KEY:
        return ApiKey.objects.values_list("created_by_id", flat=True).get(id=actor.id)
    return actor.id if actor.kind is ActorKind.PERSON else ""


def counts() -> Counts:
    """How many people and organisations this instance has."""
    tally = Person.objects.aggregate(
        people=Count("id"),
        workers=Count("id", filter=Q(works=True)),
        operators=Count("id", filter=Q(operates=True)),
        reviewers=Count("id", filter=Q(reviews=True)),
    )
    return Counts(organisations=Organisation.objects.count(), **tally)


def person_row(found: Person) -> PersonRow:
    """The row of a person who was read already."""
    return PersonRow(
        found.id,
        found.email,
        found.name,
        found.language,
        tuple(found.languages_worked),
        found.works,
        found.operates,
        found.reviews,
        found.is_active,
        found.joined_at,
    )


def organisation_row(found: Organisation, role: MemberRole | None = None) -> OrganisationRow:
    """The row of an organisation that was read already."""
    return OrganisationRow(
        found.id,
        found.name,
        found.country,
        OrganisationKind(found.kind),
        found.contact,
        found.created_at,
        role,
        found.scripts_allowed,
    )


def workers_outside(organisation_id: str) -> QuerySet[Person]:
    """Those who work and are no member of the organisation."""
    people = Person.objects.filter(works=True, is_active=True)
    return people.exclude(memberships__organisation_id=organisation_id)

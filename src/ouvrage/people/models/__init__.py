"""Tables of the room: who there is, in which organisations, with which keys."""

from ouvrage.people.models.accounts import (
    ApiKey,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    PersonManager,
)

__all__ = [
    "ApiKey",
    "MemberRole",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonManager",
]

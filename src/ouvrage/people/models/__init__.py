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
from ouvrage.people.models.vault import Secret, SecretKind

__all__ = [
    "ApiKey",
    "MemberRole",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonManager",
    "Secret",
    "SecretKind",
]

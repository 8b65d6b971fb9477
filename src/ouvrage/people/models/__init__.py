"""Tables of the room: who there is, in which organisations, with which keys; under which status and
contract people work; and who stands in the chain behind a project."""

from ouvrage.people.models.accounts import (
    ApiKey,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    PersonManager,
)
from ouvrage.people.models.chains import (
    ChainLink,
    ChainSubject,
)
from ouvrage.people.models.contracts import (
    ContractAcceptance,
    ContractVersion,
)
from ouvrage.people.models.statuses import (
    OfferState,
    StatusOffer,
    StatusPeriod,
    StatusRegistration,
)
from ouvrage.people.models.vault import (
    Secret,
    SecretKind,
)

__all__ = [
    "ApiKey",
    "ChainLink",
    "ChainSubject",
    "ContractAcceptance",
    "ContractVersion",
    "MemberRole",
    "Membership",
    "OfferState",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonManager",
    "Secret",
    "SecretKind",
    "StatusOffer",
    "StatusPeriod",
    "StatusRegistration",
]

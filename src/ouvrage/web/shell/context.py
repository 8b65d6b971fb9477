"""What every page knows: the instance, the languages, and the places of who is logged in.

Anonymous pages cost no query; the organisations of a person cost one, when a template asks.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from ouvrage.base.ids import pseudonym
from ouvrage.people.queries import OrganisationRow, organisations_of
from ouvrage.web.shell import places

ORGANISATIONS_IN_NAVIGATION = 3


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    name: str
    address: str
    here: bool


class Portal:
    """The instance as templates see it, read as lazily as they ask."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.name: str = settings.INSTANCE_NAME
        self.play_money: bool = settings.PLAY_MONEY

    @cached_property
    def language(self) -> str:
        """The language the reader chose, also where the page is in another one."""
        return get_language_from_request(self._request)

    @cached_property
    def organisations(self) -> list[OrganisationRow]:
        """The organisations the person acts for."""
        user = getattr(self._request, "user", None)
        return organisations_of(user.id) if user is not None and user.is_authenticated else []

    @cached_property
    def device_key(self) -> str:
        """Whose data scripts keep on a device, without telling who that is."""
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return ""
        return pseudonym(settings.SECRET_KEY.encode(), "device", user.id)

    @cached_property
    def work_address(self) -> str:
        """Where the offers are."""
        return places.address(places.WORK)

    @cached_property
    def operator_address(self) -> str:
        """Where the operator's pages begin."""
        return places.address(places.OPERATOR)

    @cached_property
    def reviewer_address(self) -> str:
        """Where the decisions that wait are."""
        return places.address(places.REVIEWER)

    @cached_property
    def organisation_places(self) -> list[Place]:
        """The first few organisations as entries of the navigation; the profile lists all."""
        return [self._place(row) for row in self.organisations[:ORGANISATIONS_IN_NAVIGATION]]

    def _place(self, row: OrganisationRow) -> Place:
        address = places.organisation_address(row.id)
        here = address != "/" and self._request.path.startswith(address)
        return Place(row.name, address, here)


def portal(request: HttpRequest) -> dict[str, object]:
    """Adds `portal` to every template's context."""
    return {"portal": Portal(request)}

"""Where each person is at home on the portal, by the names the doors give their first pages."""

from typing import Protocol

from django.urls import NoReverseMatch, reverse

from ouvrage.people import queries

WORK = "worker:offers"
ORGANISATION = "requester:organisation"
OPERATOR = "operator:home"
REVIEWER = "reviewer:home"


class Visitor(Protocol):
    """What is asked of a person who is logged in."""

    id: str
    works: bool
    operates: bool
    reviews: bool


def address(name: str, *args: str) -> str:
    """The address of a door's first page; the front page while that door is not built."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("home")


def organisation_address(organisation_id: str) -> str:
    """The first page of an organisation."""
    return address(ORGANISATION, organisation_id)


def home_of(visitor: Visitor) -> str:
    """Where a person goes after logging in: their work, their organisation, or the next step."""
    if visitor.operates:
        return address(OPERATOR)
    if visitor.works:
        return address(WORK)
    if visitor.reviews:
        return address(REVIEWER)
    mine = queries.organisations_of(visitor.id)
    return organisation_address(mine[0].id) if mine else reverse("organisation_new")

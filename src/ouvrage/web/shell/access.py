"""Who may open a page. Anonymous visitors are led to the log-in; for a stranger there is nothing.

@worker_page
def offers(request: HttpRequest) -> HttpResponse:
    rows = queries.offers(actor_of(request))
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.people import access

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The person who is logged in; NotFound when nobody is."""
    user = request.user
    if not user.is_authenticated:
        raise NotFound
    return Actor.person(user.id, operator=user.operates)


def person_page(page: Page[P]) -> Page[P]:
    """The page is for anybody who is logged in; what they may see there, a room's access says."""
    return _guarded(page, lambda request: None)


def worker_page(page: Page[P]) -> Page[P]:
    """The page is for those who work here."""
    return _guarded(page, _refuse_unless_works)


def reviewer_page(page: Page[P]) -> Page[P]:
    """The page is for who decides appeals, and for who runs the instance."""
    return _guarded(page, _refuse_unless_reviews)


def operator_page(page: Page[P]) -> Page[P]:
    """The page is for who runs the instance."""
    return _guarded(page, lambda request: access.operator_only(actor_of(request)))


def organisation_page(page: Page[P]) -> Page[P]:
    """The page is for members of the organisation in its address (`organisation_id`)."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            access.organisation_for_member(actor_of(request), str(kwargs["organisation_id"]))
        return person_page(page)(request, *args, **kwargs)

    return guarded


def _refuse_unless_works(request: HttpRequest) -> None:
    if not (request.user.is_authenticated and request.user.works):
        raise NotFound


def _refuse_unless_reviews(request: HttpRequest) -> None:
    user = request.user
    if not (user.is_authenticated and (user.reviews or user.operates)):
        raise NotFound


def _guarded(page: Page[P], refuse: Callable[[HttpRequest], None]) -> Page[P]:
    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        refuse(request)
        return page(request, *args, **kwargs)

    return guarded

"""For whom a request defines qualifications: a member for their organisation, or the operator.

Made once at the top of each view. Addresses and the frame of the page follow from it, so that no
view and no template asks twice who is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment, utc_now
from ouvrage.people.access import operator_only, organisation_for_member
from ouvrage.people.queries import OrganisationRow, organisation_row, person, person_by_email
from ouvrage.skills.access import Qualification, qualification_for_owner
from ouvrage.skills.errors import WorkerCodeUnknown
from ouvrage.skills.rules import PLATFORM
from ouvrage.web.shell.access import actor_of
from ouvrage.work.queries import pseudonym_for, worker_of_code

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who acts, when, and for which organisation; none means for the platform."""

    actor: Actor
    now: Moment
    organisation: OrganisationRow | None

    @property
    def id(self) -> str:
        """The organisation's id; empty for the platform."""
        return self.organisation.id if self.organisation else PLATFORM

    def address(self, name: str, *arguments: str) -> str:
        """The address of one of these pages for this owner."""
        if self.organisation is None:
            return reverse(f"operator:{name}", args=arguments)
        return reverse(f"requester:{name}", args=(self.organisation.id, *arguments))

    def context(self, **more: object) -> dict[str, object]:
        """What every template needs: its frame, whose it is, and more."""
        frame = "requester/base.html" if self.organisation else "operator/base.html"
        return {
            "frame": frame,
            "tab": "qualifications",
            "organisation": self.organisation,
            "owner": self,
            **more,
        }

    def qualification(self, qualification_id: str) -> Qualification:
        """The qualification, when it is this owner's."""
        found = qualification_for_owner(self.actor, qualification_id)
        if found.organisation_id != self.id:
            raise NotFound
        return found

    def name_of(self, worker_id: str) -> str:
        """How this owner knows a worker: by a code of theirs; the operator by their account."""
        if self.organisation is not None:
            return pseudonym_for(self.organisation.id, worker_id)
        found = person(worker_id)
        return found.name or found.email

    def worker_named(self, name: str) -> str:
        """The worker's id, from a code, or for the operator from an e-mail address."""
        if self.organisation is not None:
            worker_id = worker_of_code(self.organisation.id, name.strip())
        else:
            row = person_by_email(name)
            worker_id = row.id if row is not None and row.works else ""
        if not worker_id:
            raise WorkerCodeUnknown(field="worker")
        return worker_id


def owner_of(request: HttpRequest, organisation_id: str = "") -> Owner:
    """The owner that the address names; NotFound for who is neither member nor operator."""
    actor = actor_of(request)
    if not organisation_id:
        operator_only(actor)
        return Owner(actor, utc_now(), None)
    found = organisation_for_member(actor, organisation_id)
    return Owner(actor, utc_now(), organisation_row(found))


def owner_page(page: Page[P]) -> Page[P]:
    """The page is for members of the organisation in its address, or without one for operators."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        owner_of(request, str(kwargs.get("organisation_id", "")))
        return page(request, *args, **kwargs)

    return guarded

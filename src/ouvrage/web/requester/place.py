"""Where a request stands: who acts, when, for which organisation, in which project.

Made once at the top of each view; what is not theirs is not there (NotFound).
"""

from dataclasses import dataclass

from django.http import HttpRequest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment, utc_now
from ouvrage.people.access import organisation_for_member
from ouvrage.people.queries import OrganisationRow, organisation_row
from ouvrage.web.shell.access import actor_of
from ouvrage.work.access import Batch, Project, batch_for_member, project_for_member


@dataclass(frozen=True, slots=True)
class Place:
    """A member in their organisation."""

    actor: Actor
    now: Moment
    organisation: OrganisationRow

    def context(self, **more: object) -> dict[str, object]:
        """What every template of the organisation needs, and more."""
        return {"organisation": self.organisation, **more}


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """A member in a project of their organisation."""

    actor: Actor
    now: Moment
    organisation: OrganisationRow
    project: Project

    def context(self, **more: object) -> dict[str, object]:
        """What every template of the project needs, and more."""
        return {"organisation": self.organisation, "project": self.project, **more}

    @property
    def address(self) -> tuple[str, str]:
        """The arguments of the project's addresses."""
        return self.organisation.id, self.project.id

    def batch(self, batch_id: str) -> Batch:
        """The batch, when it is one of this project."""
        batch = batch_for_member(self.actor, batch_id)
        if batch.project_id != self.project.id:
            raise NotFound
        return batch


def enter(request: HttpRequest, organisation_id: str) -> Place:
    """The place of a member; NotFound for others."""
    actor = actor_of(request)
    organisation = organisation_for_member(actor, organisation_id)
    return Place(actor, utc_now(), organisation_row(organisation))


def enter_project(request: HttpRequest, organisation_id: str, project_id: str) -> ProjectPlace:
    """The place of a member in a project; NotFound for others and for other organisations'."""
    place = enter(request, organisation_id)
    project = project_for_member(place.actor, project_id)
    if project.organisation_id != organisation_id:
        raise NotFound
    return ProjectPlace(place.actor, place.now, place.organisation, project)

"""Who stands behind a project: its own chain, its organisation's, or the simple one (TRA-2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.people import queries as people
from ouvrage.people.errors import ChainClientDiffers, ChainMissing
from ouvrage.people.queries import ChainRow, ChainSubject
from ouvrage.people.rules import ChainRole, Link, default_chain, is_own_client
from ouvrage.work.models import Project, WorkerProject


@dataclass(frozen=True, slots=True)
class ProjectChain:
    """The chain in force for a project. `hash` names it, empty for the simple one; `source` says
    whether it is the project's own, inherited, or simple; `refusals` what it lacks."""

    links: tuple[Link, ...]
    hash: str
    source: str
    since: Moment | None
    refusals: tuple[Refusal, ...]


def chain_of_project(project: Project) -> ProjectChain:
    """The project's own chain, else its organisation's when the client is another, else the simple
    one: the organisation itself, this instance, those who do the work."""
    organisation = people.organisation(project.organisation_id)
    own = people.chain_of(ChainSubject.PROJECT, project.id)
    if own is not None:
        return _written(own, "project", project.end_client)
    simple = Link(organisation.name, organisation.country, ChainRole.CLIENT)
    if is_own_client(organisation.name, project.end_client):
        return _simple(simple, ())
    inherited = people.chain_of(ChainSubject.ORGANISATION, project.organisation_id)
    if inherited is not None:
        return _written(inherited, "organisation", project.end_client)
    return _simple(simple, (ChainMissing(field="chain"),))


def _simple(client: Link, refusals: tuple[Refusal, ...]) -> ProjectChain:
    links = default_chain(client, people.platform_link(), fee_permille=settings.FEE_PERMILLE)
    return ProjectChain(links, "", "simple", None, refusals)


def _written(row: ChainRow, source: str, end_client: str) -> ProjectChain:
    refusals = tuple(_client_refusals(row, end_client))
    return ProjectChain(row.links, row.hash, source, row.since, refusals)


def _client_refusals(row: ChainRow, end_client: str) -> Iterator[Refusal]:
    """A client that may stay unnamed is not compared: nobody sees their name yet."""
    named = row.links[0].legal_name
    if end_client and not is_own_client(named, end_client):
        yield ChainClientDiffers(field="chain", chain=named, client=end_client)


def has_to_accept_chain(project: Project, worker_id: str) -> bool:
    """Whether the worker accepted a chain of this project that is not in force any more."""
    rows = WorkerProject.objects.filter(project_id=project.id, worker_id=worker_id)
    seen = rows.values_list("chain_seen", flat=True).first()
    return seen is not None and seen != project.chain_hash

"""The chain of organisations between an end client and the workers (TRA-2)."""

from ninja import Router, Schema

from ouvrage.api.shell.keys import Request, organisation_of
from ouvrage.base.moment import utc_now
from ouvrage.people.queries import ChainSubject, chain_of
from ouvrage.people.rules import ChainRole, Link
from ouvrage.work import access, actions, queries

router = Router(tags=["chain"])


class LinkBody(Schema):
    """One organisation; the share is what it keeps of the price, in thousandths, and is left out
    for the client and for those who do the work."""

    legal_name: str
    country: str
    role: ChainRole
    share_permille: int | None = None


class ChainBody(Schema):
    """The links from the client down, without the platform, which is added with its fee's share."""

    links: list[LinkBody]


class LinkOut(Schema):
    """One organisation with its share; a nameless last one are the people who do the tasks."""

    legal_name: str
    country: str
    role: ChainRole
    share_permille: int


class ChainOut(Schema):
    """The chain in force; `source` is project, organisation, or simple; `hash` names it."""

    links: list[LinkOut]
    hash: str
    source: str


@router.get("/organisation/chain", response=ChainOut, operation_id="get_organisation_chain")
def get_organisation_chain(request: Request) -> ChainOut:
    """The chain that the organisation's projects for other clients inherit; empty at first."""
    found = chain_of(ChainSubject.ORGANISATION, organisation_of(request.auth))
    if found is None:
        return ChainOut(links=[], hash="", source="organisation")
    return _out(found.links, found.hash, "organisation")


@router.put("/organisation/chain", response=ChainOut, operation_id="write_organisation_chain")
def write_organisation_chain(request: Request, body: ChainBody) -> ChainOut:
    """Projects for other clients inherit this chain; the same links again change nothing."""
    row = actions.write_organisation_chain(
        actor=request.auth,
        now=utc_now(),
        organisation_id=organisation_of(request.auth),
        links=_links(body),
    )
    return _out(row.links, row.hash, "organisation")


@router.get("/projects/{project_id}/chain", response=ChainOut, operation_id="get_project_chain")
def get_project_chain(request: Request, project_id: str) -> ChainOut:
    """The chain in force for the project, as workers see it."""
    found = queries.chain_of_project(access.project_for_member(request.auth, project_id))
    return _out(found.links, found.hash, found.source)


@router.put("/projects/{project_id}/chain", response=ChainOut, operation_id="write_project_chain")
def write_project_chain(request: Request, project_id: str, body: ChainBody) -> ChainOut:
    """The project has this chain of its own; who works on it is asked before their next task."""
    project = access.project_for_member(request.auth, project_id)
    row = actions.write_project_chain(
        actor=request.auth, now=utc_now(), project_id=project.id, links=_links(body)
    )
    return _out(row.links, row.hash, "project")


def _links(body: ChainBody) -> list[Link]:
    return [
        Link(link.legal_name.strip(), link.country, link.role, link.share_permille)
        for link in body.links
    ]


def _out(links: tuple[Link, ...], name: str, source: str) -> ChainOut:
    said = [
        LinkOut(
            legal_name=link.legal_name,
            country=link.country,
            role=link.role,
            share_permille=link.share_permille or 0,
        )
        for link in links
    ]
    return ChainOut(links=said, hash=name, source=source)

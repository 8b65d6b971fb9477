"""The organisations behind a project as people read them (TRA-2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from ouvrage.people.rules import CHAIN_ROLE_LABELS, ChainRole, Link
from ouvrage.work.queries import Project, chain_of_project


@dataclass(frozen=True, slots=True)
class ChainLinkRow:
    """One link: who, where, what they do, and their share of the price in percent."""

    name: str
    country: str
    role: str
    pays: bool
    percent: str


def chain_rows(project: Project) -> list[ChainLinkRow]:
    """The chain of a project, from the client down; one that may stay unnamed is shown as such."""
    links = list(chain_of_project(project).links)
    if not project.end_client and project.confidentiality_until is not None:
        links[0] = replace(
            links[0], legal_name=gettext("A client who is not named yet"), country=""
        )
    return link_rows(links)


def link_rows(links: Sequence[Link]) -> list[ChainLinkRow]:
    """Each link as it is read; the last one without a name are the people themselves."""
    return [
        ChainLinkRow(
            link.legal_name or gettext("The people who do the tasks, and their social protection"),
            link.country,
            gettext(CHAIN_ROLE_LABELS[link.role]),
            link.role is ChainRole.CLIENT,
            _percent(link.share_permille or 0),
        )
        for link in links
    ]


def _percent(permille: int) -> str:
    whole, rest = divmod(permille, 10)
    return f"{whole}.{rest}" if rest else str(whole)

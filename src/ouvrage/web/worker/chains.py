"""The organisations behind a project as a worker reads them (TRA-2)."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ouvrage.people.rules import CHAIN_ROLE_LABELS, ChainRole
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
    """The chain from the client down. A client that may stay unnamed is shown as such."""
    rows = []
    for link in chain_of_project(project).links:
        name, country = link.legal_name, link.country
        client = link.role is ChainRole.CLIENT
        if client and not project.end_client and project.confidentiality_until is not None:
            name, country = gettext("A client who is not named yet"), ""
        rows.append(
            ChainLinkRow(
                name or gettext("The people who do the tasks, and their social protection"),
                country,
                gettext(CHAIN_ROLE_LABELS[link.role]),
                client,
                _percent(link.share_permille or 0),
            )
        )
    return rows


def _percent(permille: int) -> str:
    whole, rest = divmod(permille, 10)
    return f"{whole}.{rest}" if rest else str(whole)

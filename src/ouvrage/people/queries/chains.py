"""The chain of organisations behind a project, and whether its hashes hold (TRA-2)."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from ouvrage.base.moment import Moment
from ouvrage.people.models import ChainLink, ChainSubject
from ouvrage.people.rules import ChainRole, Link, chain_hash


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One version of a chain; `hash` is that of its last link and names the whole history."""

    version: int
    links: tuple[Link, ...]
    hash: str
    since: Moment


def platform_link() -> Link:
    """This instance as a link: who brings work and workers together here."""
    name = settings.LEGAL_NAME or settings.INSTANCE_NAME
    return Link(name, settings.LEGAL_COUNTRY, ChainRole.MATCHING)


def chain_of(subject_kind: ChainSubject, subject_id: str) -> ChainRow | None:
    """The chain as it was written last; None when none was."""
    rows = list(
        ChainLink.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by(
            "-version", "position"
        )
    )
    latest = [row for row in rows if row.version == rows[0].version]
    if not latest:
        return None
    links = tuple(
        Link(row.legal_name, row.country, ChainRole(row.role), row.share_permille) for row in latest
    )
    return ChainRow(latest[0].version, links, latest[-1].hash, latest[0].at)


def chain_faults() -> list[str]:
    """One sentence for each link whose hash does not follow from the link before it."""
    faults = []
    rows = ChainLink.objects.order_by("subject_kind", "subject_id", "version", "position")
    for subject, links in groupby(
        rows.iterator(), key=lambda row: (row.subject_kind, row.subject_id)
    ):
        before = ""
        for row in links:
            if row.previous != before or row.hash != hash_of(row):
                place = f"{row.version}.{row.position}"
                faults.append(f"link {place} of the chain of {' '.join(subject)} was changed")
            before = row.hash
    return faults


def hash_of(row: ChainLink) -> str:
    """The hash that this link must have after the one before it."""
    link = Link(row.legal_name, row.country, ChainRole(row.role), row.share_permille)
    place = (str(row.subject_kind), row.subject_id, row.version, row.position)
    return chain_hash(row.previous, place, link)

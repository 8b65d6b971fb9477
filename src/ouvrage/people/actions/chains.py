"""A chain of organisations is written: a new version, linked to the one before (TRA-2)."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.db import connection

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people.models import ChainLink, ChainSubject, Organisation
from ouvrage.people.queries.chains import ChainRow, chain_of, hash_of, platform_link
from ouvrage.people.rules import Link, chain_refusals, completed


def write_chain(
    *,
    actor: Actor,
    now: Moment,
    subject_kind: ChainSubject,
    subject_id: str,
    organisation_id: str,
    links: Sequence[Link],
) -> ChainRow:
    """The subject's chain says this, with the platform in it and every share worked out.

    The same links again change nothing. Called by `work` in its transaction; the organisation is
    locked, so that two versions of one chain cannot be written at once.
    """
    assert connection.in_atomic_block
    Organisation.objects.select_for_update().get(id=organisation_id)
    refuse_all(chain_refusals(links, fee_permille=settings.FEE_PERMILLE))
    named = [replace(link, legal_name=link.legal_name.strip()) for link in links]
    said = completed(named, platform_link(), fee_permille=settings.FEE_PERMILLE)
    before = chain_of(subject_kind, subject_id)
    if before is not None and before.links == said:
        return before
    row = _written(now, before, subject_kind, subject_id, said)
    details = {"version": row.version, "hash": row.hash}
    line = Line("chain.written", subject_kind.value, subject_id, organisation_id, details=details)
    record(actor=actor, now=now, line=line)
    return row


def _written(
    now: Moment,
    before: ChainRow | None,
    subject_kind: ChainSubject,
    subject_id: str,
    links: tuple[Link, ...],
) -> ChainRow:
    """The next version of the chain, each link hashed over the one before it."""
    version = before.version + 1 if before else 1
    previous = before.hash if before else ""
    rows = []
    for position, link in enumerate(links, start=1):
        row = ChainLink(
            subject_kind=subject_kind,
            subject_id=subject_id,
            version=version,
            position=position,
            role=link.role,
            legal_name=link.legal_name,
            country=link.country,
            share_permille=link.share_permille or 0,
            previous=previous,
            at=now,
        )
        row.hash = previous = hash_of(row)
        rows.append(row)
    ChainLink.objects.bulk_create(rows)
    return ChainRow(version, links, previous, now)

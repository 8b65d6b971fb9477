"""May this worker take tasks of these open batches? Offers and `take` ask the same question here.

One statement reads every open batch with what the answer depends on (`READ_OPEN`); each condition
then says which batches it refuses this worker, and why. The first refusal of a batch is the one
that the worker reads; a batch that no condition refuses is offered.

To add a condition: write a function `(worker_id, batches, now) -> pairs of batch id and Refusal`
and put it into `CONDITIONS` at the place where its sentence should win. It runs at every `take`, so
it may not read anything unless a batch calls for it: put the column that tells into `READ_OPEN` and
`OpenBatch`. What a higher room decides is written by it, through an action, into a table of this
room. Nothing about how fast or how much somebody worked may be asked here (ASG-4).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.work import statements
from ouvrage.work.errors import (
    AccountRestricted,
    BlockedByRequester,
    ConfidentialityOver,
    OwnProject,
    ProjectPaused,
)
from ouvrage.work.queries.blocks import standing_block
from ouvrage.work.queries.requirements import requirement_refusal, unmet_by_worker
from ouvrage.work.rules import BlockKind, is_confidentiality_over
from ouvrage.work.statements import date_of, moment_of


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """An open batch and its project's terms, as they stand for one worker.

    `id` is empty for a project that has no open batch.
    """

    id: str
    project_id: str
    organisation_id: str
    published_at: Moment | None
    paused: bool
    instructions_version: int
    lease_seconds: int
    reward_micros: int
    end_client: str
    unnamed_until: date | None
    is_member: bool
    is_gated: bool
    has_block: bool


Condition = Callable[[str, Sequence[OpenBatch], Moment], Iterable[tuple[str, Refusal]]]


def open_batches(worker_id: str, *, project_id: str = "") -> list[OpenBatch]:
    """Every open batch, oldest first; with `project_id` those of a project, at least one row for a
    project that exists."""
    where = "p.id = %(project)s" if project_id else "b.id IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            statements.READ_OPEN.format(where=where), {"project": project_id, "worker": worker_id}
        )
        return [_open_batch(row) for row in cursor.fetchall()]


def _open_batch(row: Sequence[Any]) -> OpenBatch:
    return OpenBatch(
        id=row[0] or "",
        project_id=row[1],
        organisation_id=row[2],
        published_at=None if row[3] is None else moment_of(row[3]),
        paused=bool(row[4]),
        instructions_version=row[5],
        lease_seconds=row[6],
        reward_micros=row[7],
        end_client=row[8],
        unnamed_until=date_of(row[9]),
        is_member=bool(row[10]),
        is_gated=bool(row[11]),
        has_block=bool(row[12]),
    )


def refused_batches(
    worker_id: str, batches: Sequence[OpenBatch], now: Moment
) -> dict[str, Refusal]:
    """Batch id -> why this worker gets no task of it now; batches that are offered are left out."""
    refused: dict[str, Refusal] = {}
    for condition in CONDITIONS:
        open_still = [batch for batch in batches if batch.id not in refused]
        refused |= dict(condition(worker_id, open_still, now))
    return refused


def _project_refusals(
    worker_id: str, batches: Sequence[OpenBatch], now: Moment
) -> Iterator[tuple[str, Refusal]]:
    """Members of the organisation take nothing, nor does anybody while the project is paused or
    once its client had to be named."""
    for batch in batches:
        if batch.is_member:
            yield batch.id, OwnProject()
        elif batch.paused:
            yield batch.id, ProjectPaused()
        elif is_confidentiality_over(batch.end_client, batch.unnamed_until, now.date()):
            yield batch.id, ConfidentialityOver()


def _requirement_refusals(
    worker_id: str, batches: Sequence[OpenBatch], now: Moment
) -> Iterator[tuple[str, Refusal]]:
    """People without a qualification that the project requires take nothing of it."""
    gated = [batch for batch in batches if batch.is_gated]
    if not gated:
        return
    lacking = unmet_by_worker(worker_id, {batch.project_id for batch in gated}, now)
    for batch in gated:
        if batch.project_id in lacking:
            yield batch.id, requirement_refusal(lacking[batch.project_id][0])


def _block_refusals(
    worker_id: str, batches: Sequence[OpenBatch], now: Moment
) -> Iterator[tuple[str, Refusal]]:
    """Nothing is handed out while a block by the requester, or by the operator, stands."""
    for batch in batches:
        block = standing_block(worker_id, batch.organisation_id, now) if batch.has_block else None
        if block is not None:
            by_requester = block.kind is BlockKind.REQUESTER
            yield batch.id, BlockedByRequester() if by_requester else AccountRestricted()


CONDITIONS: tuple[Condition, ...] = (_project_refusals, _block_refusals, _requirement_refusals)

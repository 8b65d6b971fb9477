"""May this worker take tasks of these open batches? Offers and `take` ask the same question here.

One statement reads every open batch with what the answer depends on (`READ_OPEN`); each condition
then says which batches it refuses this worker, and why. The first refusal of a batch is the one
that the worker reads; a batch that no condition refuses is offered.

To add a condition: write a function `(worker_id, batches, now) -> pairs of batch id and Refusal`
and put it into `STANDING` at the place where its sentence should win. It runs at every `take`, so
it may not read anything unless a batch calls for it: put the column that tells into `READ_OPEN` and
`OpenBatch` (`queries/standing.py`). What a higher room decides is written by it, through an action,
into a table of this room. Nothing about how fast or how well somebody worked may be asked here
(ASG-4).

Who is in `STANDING` for a batch takes part in its draw; whether it is their turn is asked last.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.work.errors import (
    AccountRestricted,
    BlockedByRequester,
    ConfidentialityOver,
    OwnProject,
    ProjectPaused,
    QuestionsUnanswered,
    ScriptsWithdrawn,
)
from ouvrage.work.queries.blocks import standing_block
from ouvrage.work.queries.health import health_refusals, rest_refusals
from ouvrage.work.queries.requirements import requirement_refusal, unmet_by_worker
from ouvrage.work.queries.standing import OpenBatch, open_batches
from ouvrage.work.queries.turns import turn_refusals
from ouvrage.work.rules import BlockKind, is_confidentiality_over

__all__ = ["CONDITIONS", "STANDING", "OpenBatch", "open_batches", "refused_batches"]

Condition = Callable[[str, Sequence[OpenBatch], Moment], Iterable[tuple[str, Refusal]]]


def refused_batches(
    worker_id: str,
    batches: Sequence[OpenBatch],
    now: Moment,
    conditions: Sequence[Condition] | None = None,
) -> dict[str, Refusal]:
    """Batch id -> why this worker gets no task of it now; batches that are offered are left out."""
    refused: dict[str, Refusal] = {}
    for condition in CONDITIONS if conditions is None else conditions:
        open_still = [batch for batch in batches if batch.id not in refused]
        refused |= dict(condition(worker_id, open_still, now))
    return refused


def _project_refusals(
    worker_id: str, batches: Sequence[OpenBatch], now: Moment
) -> Iterator[tuple[str, Refusal]]:
    """Members of the organisation take nothing, nor does anybody while the project is paused, while
    questions that keep people from working wait, once its client had to be named, or where an
    operator stopped the scripts of its pages."""
    for batch in batches:
        if batch.is_member:
            yield batch.id, OwnProject()
        elif batch.paused:
            yield batch.id, ProjectPaused()
        elif batch.scripts_withdrawn:
            yield batch.id, ScriptsWithdrawn()
        elif batch.silent_since is not None:
            yield batch.id, QuestionsUnanswered()
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


STANDING: tuple[Condition, ...] = (
    _project_refusals,
    _block_refusals,
    _requirement_refusals,
    health_refusals,
)
CONDITIONS: tuple[Condition, ...] = (*STANDING, rest_refusals, turn_refusals)

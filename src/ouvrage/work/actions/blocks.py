"""A worker is handed no new task of one organisation, or of any; what they hold stays theirs.

These writers hold the table where `take` reads it. What must be true of a block (who may place it,
its reason, notice, appeal) is decided by `rights`, which calls them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce, record, record_many
from ouvrage.work.errors import AlreadyBlocked, BlockOver
from ouvrage.work.models import Block
from ouvrage.work.rules import BlockKind


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A block before it stands: for whom, by whom, why, from when to when."""

    worker_id: str
    organisation_id: str
    kind: BlockKind
    reason: str
    explanation: str
    decided_by: str
    begins_at: Moment
    ends_at: Moment | None
    appeal_until: Moment
    answers: Sequence[str] = ()
    happened_on: date | None = None


def block_worker(*, actor: Actor, now: Moment, draft: BlockDraft, client_key: str) -> Block:
    """The block stands, and the worker can read it at once; the second call finds the first one's.

    `AlreadyBlocked` while another of the same kind stands. Called by `rights`.
    """
    with transaction.atomic():
        first = _placed_with(draft, client_key)
        if first is not None:
            return first
        _end(Block.objects.filter(worker_id=draft.worker_id, ends_at__lte=now), actor, now)
        block = _inserted(now, draft, client_key)
        if block is None:
            raise AlreadyBlocked
        line = Line(
            "worker.blocked",
            "block",
            block.id,
            block.organisation_id,
            reason=block.explanation,
            details={"kind": block.kind, "reason": block.reason, "worker": block.worker_id},
        )
        announce(actor=actor, now=now, line=line)
    return block


def _inserted(now: Moment, draft: BlockDraft, client_key: str) -> Block | None:
    """The new row; what a call beside this one inserted with the key; None when another stands."""
    try:
        with transaction.atomic():
            return Block.objects.create(
                id=new_id(now),
                worker_id=draft.worker_id,
                organisation_id=draft.organisation_id,
                kind=draft.kind,
                reason=draft.reason,
                explanation=draft.explanation,
                answers=list(draft.answers),
                happened_on=draft.happened_on,
                decided_by=draft.decided_by,
                client_key=client_key,
                at=now,
                begins_at=draft.begins_at,
                ends_at=draft.ends_at,
                appeal_until=draft.appeal_until,
            )
    except IntegrityError:
        return _placed_with(draft, client_key)


def _placed_with(draft: BlockDraft, client_key: str) -> Block | None:
    """The block that the same person placed with that key on the same worker."""
    return Block.objects.filter(
        organisation_id=draft.organisation_id,
        worker_id=draft.worker_id,
        decided_by=draft.decided_by,
        client_key=client_key,
    ).first()


def lift_block(*, actor: Actor, now: Moment, block_id: str, reason: str) -> Block:
    """The worker is handed tasks again from now on; `BlockOver` when the block had ended."""
    with transaction.atomic():
        if Block.objects.filter(id=block_id, ended_at__isnull=True).update(ended_at=now) != 1:
            raise BlockOver
        block = Block.objects.get(id=block_id)
        line = Line("worker.unblocked", "block", block.id, block.organisation_id, reason=reason)
        record(actor=actor, now=now, line=line)
    return block


def end_blocks(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Blocks whose time is over have ended; returns how many. They held nothing back before."""
    with transaction.atomic():
        return _end(Block.objects.filter(ends_at__lte=now), actor, now, limit)


def _end(over: QuerySet[Block], actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    standing = over.filter(ended_at__isnull=True).order_by("id")
    ended = 0
    for block in standing[:limit]:
        mine = Block.objects.filter(id=block.id, ended_at__isnull=True)
        if mine.update(ended_at=block.ends_at) == 1:
            line = Line("worker.block_ended", "block", block.id, block.organisation_id)
            record_many(actor=actor, now=now, lines=[line])
            ended += 1
    return ended

"""Who is handed no new task, and who a requester means by a code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.work.models import Assignment, Block, Submission
from ouvrage.work.queries.requester import pseudonym_for
from ouvrage.work.rules import BlockKind


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block as both sides read it; `worker` is the code that its organisation knows."""

    id: str
    worker_id: str
    worker: str
    organisation_id: str
    kind: BlockKind
    reason: str
    explanation: str
    decided_by: str
    at: Moment
    begins_at: Moment
    ends_at: Moment | None
    appeal_until: Moment
    ended_at: Moment | None
    answers: Sequence[str]
    happened_on: date | None

    def stands(self, now: Moment) -> bool:
        """Whether the worker is handed nothing because of it now."""
        over = self.ends_at is not None and self.ends_at <= now
        return self.ended_at is None and self.begins_at <= now and not over


def block(block_id: str) -> BlockRow | None:
    """The block; None when there is none."""
    found = Block.objects.filter(id=block_id).first()
    return None if found is None else _row(found)


def ended_blocks(block_ids: Sequence[str]) -> set[str]:
    """Those of the blocks that were lifted or have ended."""
    over = Block.objects.filter(id__in=block_ids, ended_at__isnull=False)
    return set(over.values_list("id", flat=True))


def sent_moments(submission_ids: Sequence[str]) -> list[Moment]:
    """When these answers were sent, the oldest first."""
    rows = Submission.objects.filter(id__in=submission_ids).order_by("submitted_at")
    return list(rows.values_list("submitted_at", flat=True))


def latest_block_at(organisation_id: str, worker_id: str) -> Moment | None:
    """When the organisation's latest block of the worker began; None where there was none."""
    rows = Block.objects.filter(
        organisation_id=organisation_id, worker_id=worker_id, kind=BlockKind.REQUESTER
    )
    return rows.order_by("-begins_at").values_list("begins_at", flat=True).first()


def blocks_of_worker(worker_id: str) -> list[BlockRow]:
    """The blocks of requesters against a worker, newest first."""
    rows = Block.objects.filter(worker_id=worker_id, kind=BlockKind.REQUESTER)
    return [_row(found) for found in rows.order_by("-id")[:PAGE_ROWS]]


def blocks_of_organisation(
    organisation_id: str, *, before: str = "", limit: int = PAGE_ROWS
) -> list[BlockRow]:
    """The blocks that an organisation placed, newest first, older than the id `before`."""
    rows = Block.objects.filter(organisation_id=organisation_id, kind=BlockKind.REQUESTER)
    if before:
        rows = rows.filter(id__lt=before)
    return [_row(found) for found in rows.order_by("-id")[:limit]]


def standing_block(worker_id: str, organisation_id: str, now: Moment) -> BlockRow | None:
    """The block that keeps the organisation's new tasks from the worker now, the operator's first;
    None when nothing does."""
    rows = _standing(worker_id, [organisation_id], now).order_by("organisation_id", "id")
    found = rows.first()
    return None if found is None else _row(found)


def blocked_workers(organisation_id: str, now: Moment) -> QuerySet[Block, str]:
    """The workers whom a block keeps from the organisation's new tasks now."""
    return _all_standing([organisation_id], now).values_list("worker_id", flat=True)


def _standing(worker_id: str, organisation_ids: Iterable[str], now: Moment) -> QuerySet[Block]:
    return _all_standing(organisation_ids, now).filter(worker_id=worker_id)


def _all_standing(organisation_ids: Iterable[str], now: Moment) -> QuerySet[Block]:
    time = Q(begins_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return Block.objects.filter(
        time, organisation_id__in=["", *organisation_ids], ended_at__isnull=True
    )


def worker_behind(organisation_id: str, code: str) -> str:
    """The worker whom the organisation knows under that code; "" when nobody is.

    Only people who took a task of the organisation have a code with it. Reads each of them.
    """
    people = Assignment.objects.filter(project__organisation_id=organisation_id)
    for worker_id in people.values_list("worker_id", flat=True).distinct().iterator():
        if pseudonym_for(organisation_id, worker_id) == code:
            return worker_id
    return ""


def _row(found: Block) -> BlockRow:
    return BlockRow(
        found.id,
        found.worker_id,
        pseudonym_for(found.organisation_id, found.worker_id),
        found.organisation_id,
        BlockKind(found.kind),
        found.reason,
        found.explanation,
        found.decided_by,
        found.at,
        found.begins_at,
        found.ends_at,
        found.appeal_until,
        found.ended_at,
        found.answers,
        found.happened_on,
    )

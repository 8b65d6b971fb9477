"""A requester hands a worker no more tasks for a while: with a reason, visible, contestable, ending
by itself (DEC-12). Tasks in hand may be finished and are paid.
"""

from django.conf import settings
from django.db.models import Max

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.moment import Moment, Span, written
from ouvrage.people.access import organisation_for_member
from ouvrage.people.queries import person_behind
from ouvrage.rights import rules
from ouvrage.rights.errors import BlockOverturned, PersonNeeded, WorkerUnknown
from ouvrage.rights.models import Appeal
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Block, Submission
from ouvrage.work.rules import BlockKind


def block_worker(
    *,
    actor: Actor,
    now: Moment,
    organisation_id: str,
    worker: str,
    reason: str,
    explanation: str,
    client_key: str,
    appeal_until: Moment | None = None,
) -> Block:
    """The worker known as `worker` gets no new task of the organisation, for the agreed days.

    A named person answers for it: who acts, or who made the key that acts. `BlockOverturned` where
    one was overturned in that time and nothing was sent since.
    """
    organisation_for_member(actor, organisation_id)
    decider = person_behind(actor)
    if not decider:
        raise PersonNeeded
    refuse_all(rules.block_refusals(reason=reason, explanation=explanation))
    worker_id = work_queries.worker_behind(organisation_id, worker)
    if not worker_id:
        raise WorkerUnknown(field="worker")
    _refuse_overturned(worker_id, organisation_id, now, decider, client_key)
    agreement = settings.AGREEMENT
    least = rules.days_after(now, agreement.appeals.window_days)
    draft = work.BlockDraft(
        worker_id=worker_id,
        organisation_id=organisation_id,
        kind=BlockKind.REQUESTER,
        reason=reason,
        explanation=explanation.strip(),
        decided_by=decider,
        begins_at=now,
        ends_at=rules.days_after(now, agreement.restrictions.block_days),
        appeal_until=max(appeal_until or least, least),
    )
    return work.block_worker(actor=actor, now=now, draft=draft, client_key=client_key)


def _refuse_overturned(
    worker_id: str, organisation_id: str, now: Moment, decider: str, client_key: str
) -> None:
    """The second call of a block that was overturned meanwhile still finds it."""
    placed = {"organisation_id": organisation_id, "worker_id": worker_id}
    if Block.objects.filter(**placed, decided_by=decider, client_key=client_key).exists():
        return
    days = settings.AGREEMENT.restrictions.block_days
    won = Appeal.objects.filter(
        **placed,
        subject_kind=rules.SubjectKind.BLOCK,
        state=rules.AppealState.OVERTURNED,
        decided_at__gt=now - Span(days=days),
    )
    decided = won.aggregate(latest=Max("decided_at"))["latest"]
    if decided is None:
        return
    sent = Submission.objects.filter(
        worker_id=worker_id, project__organisation_id=organisation_id, submitted_at__gt=decided
    )
    if not sent.exists():
        raise BlockOverturned(until=written(decided + Span(days=days)))


def lift_block(
    *, actor: Actor, now: Moment, organisation_id: str, block_id: str, reason: str = ""
) -> Block:
    """The organisation hands the worker tasks again."""
    organisation_for_member(actor, organisation_id)
    block = work_queries.block(block_id)
    if block is None or block.organisation_id != organisation_id or not organisation_id:
        raise NotFound
    refuse_all(rules.words_refusals(reason, field="reason", least=0))
    return work.lift_block(actor=actor, now=now, block_id=block_id, reason=reason.strip())

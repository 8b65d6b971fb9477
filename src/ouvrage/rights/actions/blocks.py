"""A requester hands a worker no more tasks for a while: with a reason, visible, contestable, ending
by itself (DEC-12). Tasks in hand may be finished and are paid.
"""

from django.conf import settings

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.moment import Moment
from ouvrage.people.access import organisation_for_member
from ouvrage.people.queries import person_behind
from ouvrage.rights import rules
from ouvrage.rights.errors import PersonNeeded, WorkerUnknown
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Block
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

    A named person answers for it: who acts, or who made the key that acts.
    """
    organisation_for_member(actor, organisation_id)
    decider = person_behind(actor)
    if not decider:
        raise PersonNeeded
    refuse_all(rules.block_refusals(reason=reason, explanation=explanation))
    worker_id = work_queries.worker_behind(organisation_id, worker)
    if not worker_id:
        raise WorkerUnknown(field="worker")
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

"""A requester hands a worker no more tasks for a while: with a reason, visible, contestable, ending
by itself (DEC-12). Tasks in hand may be finished and are paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.limits import BLOCK_ANSWERS_MAX
from ouvrage.base.moment import Moment, written
from ouvrage.people.access import organisation_for_member
from ouvrage.people.queries import person_behind
from ouvrage.review.models import Suspicion
from ouvrage.rights import rules
from ouvrage.rights.errors import (
    BlockAnswersTooMany,
    BlockAnswerUnknown,
    BlockRepeated,
    DayToCome,
    PersonNeeded,
    WorkerUnknown,
)
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Block, Submission
from ouvrage.work.rules import BlockKind, SubmissionState

# A held refusal waits for a person, and shows nothing before.
UNFAULTED = (SubmissionState.PENDING, SubmissionState.ACCEPTED, SubmissionState.HELD)


@dataclass(frozen=True, slots=True)
class BlockEvidence:
    """What a block rests on: answers of the worker, or the day on which something happened."""

    answers: Sequence[str] = ()
    happened_on: date | None = None


def block_worker(
    *,
    actor: Actor,
    now: Moment,
    organisation_id: str,
    worker: str,
    reason: str,
    explanation: str,
    client_key: str,
    evidence: BlockEvidence = BlockEvidence(),
    appeal_until: Moment | None = None,
) -> Block:
    """The worker known as `worker` gets no new task of the organisation, for the agreed days.

    A named person answers for it: who acts, or who made the key that acts. `BlockRepeated` where
    an earlier one began before what this one rests on.
    """
    organisation_for_member(actor, organisation_id)
    decider = person_behind(actor)
    if not decider:
        raise PersonNeeded
    refuse_all(rules.block_refusals(reason=reason, explanation=explanation))
    if evidence.happened_on is not None and evidence.happened_on > now.date():
        raise DayToCome(field="happened_on")
    worker_id = work_queries.worker_behind(organisation_id, worker)
    if not worker_id:
        raise WorkerUnknown(field="worker")
    draft = replace(
        _draft(now, worker_id, organisation_id, evidence, appeal_until),
        reason=reason,
        explanation=explanation.strip(),
        decided_by=decider,
    )
    if placed := _of(draft).filter(decided_by=decider, client_key=client_key).first():
        return placed
    cited = _cited(draft)
    with transaction.atomic():
        block = work.block_worker(actor=actor, now=now, draft=draft, client_key=client_key)
        _refuse_repeated(block, cited)
    return block


def _draft(
    now: Moment,
    worker_id: str,
    organisation_id: str,
    evidence: BlockEvidence,
    appeal_until: Moment | None,
) -> work.BlockDraft:
    """A block from now on for the agreed days, appealable at least as long as agreed."""
    least = rules.days_after(now, settings.AGREEMENT.appeals.window_days)
    return work.BlockDraft(
        worker_id=worker_id,
        organisation_id=organisation_id,
        kind=BlockKind.REQUESTER,
        reason="",
        explanation="",
        answers=tuple(dict.fromkeys(evidence.answers)),
        happened_on=evidence.happened_on,
        decided_by="",
        begins_at=now,
        ends_at=rules.days_after(now, settings.AGREEMENT.restrictions.block_days),
        appeal_until=max(appeal_until or least, least),
    )


def _of(named: work.BlockDraft | Block) -> QuerySet[Block]:
    """The blocks of that worker by that organisation."""
    return Block.objects.filter(
        organisation_id=named.organisation_id, worker_id=named.worker_id, kind=BlockKind.REQUESTER
    )


def _cited(draft: work.BlockDraft) -> list[rules.Cited]:
    """The answers that the block names, each of which its worker sent the organisation."""
    if len(draft.answers) > BLOCK_ANSWERS_MAX:
        raise BlockAnswersTooMany(field="answers", most=BLOCK_ANSWERS_MAX)
    theirs = Submission.objects.filter(
        worker_id=draft.worker_id, project__organisation_id=draft.organisation_id
    ).in_bulk(draft.answers)
    for answer in draft.answers:
        if answer not in theirs:
            raise BlockAnswerUnknown(field="answers", answer=answer[:40])
    frauds = set(
        Suspicion.objects.filter(submission_id__in=draft.answers, proven=True).values_list(
            "submission_id", flat=True
        )
    )
    cited = []
    for row in theirs.values():
        faulted = row.state not in UNFAULTED
        cited.append(rules.Cited(row.submitted_at, faulted, faulted and row.id in frauds))
    return cited


def _refuse_repeated(block: Block, cited: Sequence[rules.Cited]) -> None:
    """Asked once the block stands, so that none which is lifted beside this one is missed."""
    earlier = _of(block).exclude(id=block.id)
    since = earlier.aggregate(latest=Max("begins_at"))["latest"]
    if since is None or rules.is_new_evidence(
        block.reason, since, answers=cited, happened_on=block.happened_on
    ):
        return
    shown_by_answers = block.reason in rules.SHOWN_BY_ANSWERS
    raise BlockRepeated(
        field="answers" if shown_by_answers else "happened_on", since=written(since)
    )


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

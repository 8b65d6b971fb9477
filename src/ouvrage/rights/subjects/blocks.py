"""A requester's block of a worker: an overturned one is lifted at once."""

from collections.abc import Sequence

from ouvrage.base.words import N_
from ouvrage.people.queries import organisations_by_id
from ouvrage.rights.rules import BLOCK_REASON_LABELS, BlockReason, SubjectKind
from ouvrage.rights.subjects.case import Case, Effect, Fact, Subject
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Block
from ouvrage.work.rules import BlockKind


def case(block_id: str) -> Case | None:
    """The block with its reason and dates; None for what is none, or is the operator's."""
    block = work_queries.block(block_id)
    if block is None or block.kind is not BlockKind.REQUESTER:
        return None
    requester = organisations_by_id([block.organisation_id])[block.organisation_id]
    ends = block.ended_at or block.ends_at
    return Case(
        kind=SubjectKind.BLOCK,
        subject_id=block.id,
        worker_id=block.worker_id,
        worker=block.worker,
        organisation_id=block.organisation_id,
        title=requester.name,
        decided_at=block.at,
        appeal_until=block.appeal_until,
        stands=block.ended_at is None,
        deciders=(block.decided_by,),
        facts=(
            Fact(N_("Requester"), requester.name, said=True),
            Fact(N_("Reason"), BLOCK_REASON_LABELS[BlockReason(block.reason)]),
            Fact(N_("Explanation"), block.explanation, said=True),
            *_evidence(block),
            Fact(N_("Decided"), at=block.at),
            Fact(N_("Ends"), at=ends),
        ),
    )


def _evidence(block: work_queries.BlockRow) -> list[Fact]:
    """What it rests on: when the answers it names were sent, and the day it names."""
    sent = work_queries.sent_moments(block.answers)
    facts = [Fact(N_("It rests on an answer sent"), at=moment) for moment in sent]
    if block.happened_on is not None:
        facts.append(Fact(N_("It happened on"), block.happened_on.isoformat(), said=True))
    return facts


def _titles(block_ids: Sequence[str]) -> dict[str, str]:
    clients = dict(Block.objects.filter(id__in=block_ids).values_list("id", "organisation_id"))
    named = organisations_by_id(sorted(set(clients.values())))
    return {block_id: named[client].name for block_id, client in clients.items()}


def _lift(effect: Effect) -> None:
    work.lift_block(
        actor=effect.actor,
        now=effect.now,
        block_id=effect.case.subject_id,
        reason=effect.explanation,
    )


SUBJECT = Subject(case=case, titles=_titles, ended=work_queries.ended_blocks, overturn=_lift)

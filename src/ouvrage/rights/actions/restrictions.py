"""A named operator restricts an account, for written reasons, in a letter to the worker (DEC-7).

A pause of new tasks begins at once and lasts some days; the end of an account begins after the
agreed notice, except for a proven grave case with its own justification. Neither touches tasks in
hand, money due, payouts, exports or appeals (PAY-11): the person can still log in.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce
from ouvrage.people import queries as people
from ouvrage.people.access import impartial_reviewer, operator_only
from ouvrage.rights import access, rules
from ouvrage.rights.errors import PersonNeeded, ProposalClosed
from ouvrage.rights.letters import write_letter
from ouvrage.rights.models import Proposal, Restriction
from ouvrage.rights.rules import ProposalState, RestrictionKind
from ouvrage.work import actions as work
from ouvrage.work.models import Block
from ouvrage.work.rules import BlockKind

BLOCK_KINDS = {RestrictionKind.PAUSE: BlockKind.PAUSE, RestrictionKind.END: BlockKind.END}


@dataclass(frozen=True, slots=True)
class RestrictionDraft:
    """What an operator decides about an account, before it stands.

    `grave` ends an account without notice, and `grave_reason` says why nobody can wait.
    """

    worker_id: str
    kind: str
    reason: str
    explanation: str
    evidence: str
    pause_days: int = 0
    grave: bool = False
    grave_reason: str = ""
    proposal_id: str = ""
    appeal_until: Moment | None = None


def restrict_account(
    *, actor: Actor, now: Moment, draft: RestrictionDraft, client_key: str
) -> Restriction:
    """The account is restricted as decided, and a letter to its owner is kept and will be sent.

    A job or a key cannot decide (`PersonNeeded`); nor can a party to the case.
    """
    _named_operator(actor)
    impartial_reviewer(actor, worker_ids=[draft.worker_id])
    if not people.person(draft.worker_id).works:
        raise NotFound
    _refuse_draft(draft)
    with transaction.atomic():
        block = work.block_worker(
            actor=actor, now=now, draft=_block(actor, now, draft), client_key=client_key
        )
        first = Restriction.objects.filter(block=block).first()
        if first is not None:
            return first
        restriction = _restriction(now, draft, block)
        _follow_proposal(actor, now, draft)
        write_letter(now, restriction)
        line = Line(
            "account.restricted",
            "restriction",
            restriction.id,
            reason=block.explanation,
            details={"kind": draft.kind, "reason": draft.reason, "worker": draft.worker_id},
        )
        announce(actor=actor, now=now, line=line)
    return restriction


def _named_operator(actor: Actor) -> None:
    """Returns for an operator who is logged in; a rule, a job or a key only proposes."""
    operator_only(actor)
    if actor.kind is not ActorKind.PERSON:
        raise PersonNeeded


def _refuse_draft(draft: RestrictionDraft) -> None:
    agreement = settings.AGREEMENT.restrictions
    refuse_all(
        [
            *rules.restriction_refusals(
                kind=draft.kind,
                reason=draft.reason,
                explanation=draft.explanation,
                evidence=draft.evidence,
            ),
            *rules.term_refusals(
                kind=draft.kind,
                pause_days=draft.pause_days,
                pause_days_max=agreement.pause_days_max,
                grave=draft.grave,
                grave_reason=draft.grave_reason,
            ),
        ]
    )


def _block(actor: Actor, now: Moment, draft: RestrictionDraft) -> work.BlockDraft:
    agreement, kind = settings.AGREEMENT, RestrictionKind(draft.kind)
    begins_at, ends_at = rules.term(
        now,
        kind,
        pause_days=draft.pause_days,
        notice_days=agreement.restrictions.notice_days,
        grave=draft.grave,
    )
    least = rules.days_after(begins_at, agreement.appeals.window_days)
    return work.BlockDraft(
        worker_id=draft.worker_id,
        organisation_id="",
        kind=BLOCK_KINDS[kind],
        reason=draft.reason,
        explanation=draft.explanation.strip(),
        decided_by=actor.id,
        begins_at=begins_at,
        ends_at=ends_at,
        appeal_until=max(draft.appeal_until or least, least),
    )


def _restriction(now: Moment, draft: RestrictionDraft, block: Block) -> Restriction:
    return Restriction.objects.create(
        id=new_id(now),
        worker_id=draft.worker_id,
        kind=draft.kind,
        block=block,
        proposal_id=draft.proposal_id or None,
        evidence=draft.evidence.strip(),
        grave_reason=draft.grave_reason.strip() if draft.grave else "",
    )


def _follow_proposal(actor: Actor, now: Moment, draft: RestrictionDraft) -> None:
    if not draft.proposal_id:
        return
    followed = Proposal.objects.filter(
        id=draft.proposal_id, worker_id=draft.worker_id, state=ProposalState.OPEN
    ).update(
        state=ProposalState.FOLLOWED,
        decided_by=actor.id,
        decided_at=now,
        decision=draft.explanation.strip(),
    )
    if followed != 1:
        raise ProposalClosed


def lift_restriction(*, actor: Actor, now: Moment, restriction_id: str, reason: str) -> Restriction:
    """The account gets tasks again, for a reason that the worker reads in a letter.

    Nobody lifts their own. Who restricted may lift: it is in the worker's favour, and whoever finds
    their own mistake puts it right at once. An appeal asks for somebody else, since it can be lost.
    """
    restriction = access.restriction_for_operator(actor, restriction_id)
    _named_operator(actor)
    impartial_reviewer(actor, worker_ids=[restriction.worker_id])
    refuse_all(rules.words_refusals(reason, field="reason"))
    with transaction.atomic():
        work.lift_block(actor=actor, now=now, block_id=restriction.block_id, reason=reason.strip())
        Restriction.objects.filter(id=restriction.id).update(
            lifted_by=actor.id, lift_reason=reason.strip()
        )
        restriction.refresh_from_db()
        write_letter(now, restriction)
        line = Line("account.restored", "restriction", restriction.id, reason=reason.strip())
        announce(actor=actor, now=now, line=line)
    return restriction

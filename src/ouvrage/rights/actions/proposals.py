"""Somebody, or a rule, proposes to restrict an account. Only a named operator decides (DEC-7)."""

from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce, record
from ouvrage.people.access import impartial_reviewer, operator_only
from ouvrage.rights import access, rules
from ouvrage.rights.errors import PersonNeeded, ProposalClosed, ProposalOpen, RestrictionKindUnknown
from ouvrage.rights.models import Proposal
from ouvrage.rights.queries.frauds import FRAUD_RULE, proven_frauds
from ouvrage.rights.rules import ProposalState, RestrictionKind

PROVEN_FRAUDS = "{count} answers were refused for fraud, each found by a named reviewer."


def propose_restriction(
    *,
    actor: Actor,
    now: Moment,
    worker_id: str,
    kind: str,
    words: str,
    evidence: Sequence[str] = (),
    rule: str = "",
) -> Proposal:
    """The proposal waits for an operator; nothing changes for the worker meanwhile.

    `evidence` names submissions, which the operator reads. `ProposalOpen` while one waits.
    """
    operator_only(actor)
    if kind not in list(RestrictionKind):
        raise RestrictionKindUnknown(field="kind", kinds=", ".join(RestrictionKind))
    refuse_all(rules.words_refusals(words, field="words"))
    with transaction.atomic():
        try:
            with transaction.atomic():
                proposal = Proposal.objects.create(
                    id=new_id(now),
                    worker_id=worker_id,
                    kind=kind,
                    rule=rule,
                    proposed_by=actor.id,
                    words=words.strip(),
                    evidence=list(evidence),
                    at=now,
                    state=ProposalState.OPEN,
                )
        except IntegrityError as error:
            raise ProposalOpen from error
        details = {"kind": kind, "rule": rule, "worker": worker_id, "evidence": list(evidence)}
        line = Line("restriction.proposed", "proposal", proposal.id, details=details)
        announce(actor=actor, now=now, line=line)
    return proposal


def propose_for_frauds(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """A restriction is proposed for everybody with the agreed number of frauds that a person has
    proven, none contested, and one of them newer than the last proposal; returns how many."""
    least = settings.AGREEMENT.restrictions.frauds_to_propose
    proposed = 0
    for worker_id, verdict_ids in proven_frauds(least=least, limit=limit):
        try:
            propose_restriction(
                actor=actor,
                now=now,
                worker_id=worker_id,
                kind=RestrictionKind.PAUSE,
                words=PROVEN_FRAUDS.format(count=len(verdict_ids)),
                evidence=verdict_ids,
                rule=FRAUD_RULE,
            )
        except ProposalOpen:
            continue
        proposed += 1
    return proposed


def dismiss_proposal(*, actor: Actor, now: Moment, proposal_id: str, words: str) -> Proposal:
    """A named operator looked and does not restrict the account, for the reason given.

    Nobody dismisses what is proposed about themself. Who proposed may: it only takes it back.
    """
    proposal = access.proposal_for_operator(actor, proposal_id)
    if actor.kind is not ActorKind.PERSON:
        raise PersonNeeded
    impartial_reviewer(actor, worker_ids=[proposal.worker_id])
    refuse_all(rules.words_refusals(words, field="words"))
    with transaction.atomic():
        changed = Proposal.objects.filter(id=proposal.id, state=ProposalState.OPEN).update(
            state=ProposalState.DISMISSED,
            decided_by=actor.id,
            decided_at=now,
            decision=words.strip(),
        )
        if changed != 1:
            raise ProposalClosed
        line = Line("restriction.dismissed", "proposal", proposal.id, reason=words.strip())
        record(actor=actor, now=now, line=line)
    proposal.refresh_from_db()
    return proposal

"""Only a reviewer finds fraud, with evidence, and only fraud loses the pay for time (PAY-9).

A requester who suspects it in a refused answer says so. Until a reviewer has looked, for some days
at the most, the refusal does not become final.
"""

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, announce, record
from ouvrage.people.access import impartial_reviewer
from ouvrage.people.queries import person_behind
from ouvrage.review.errors import AlreadySuspected, NotRefused, NotSuspected
from ouvrage.review.models import Contest, Suspicion, Verdict
from ouvrage.review.rules import (
    Decider,
    Decision,
    RefusalReason,
    explanation_refusals,
    fraud_refusals,
    suspicion_refusals,
)
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState


def suspect_fraud(*, actor: Actor, now: Moment, submission_id: str, evidence: str) -> Suspicion:
    """A reviewer is asked whether the refused answer was made to deceive. Once an answer."""
    refuse_all(suspicion_refusals(evidence))
    with transaction.atomic():
        sent = _locked(submission_id)
        if sent.state != SubmissionState.REFUSED:
            raise NotRefused
        suspicion, made = Suspicion.objects.get_or_create(
            submission=sent,
            defaults={
                "person_id": person_behind(actor),
                "evidence": evidence.strip(),
                "at": now,
                "due_at": now + Span(days=settings.AGREEMENT.appeals.answer_days),
            },
        )
        if not made:
            raise AlreadySuspected
        record(actor=actor, now=now, line=_line("fraud.suspected", sent, suspicion.evidence))
    return suspicion


def prove_fraud(
    *, actor: Actor, now: Moment, submission_id: str, evidence: str, explanation: str
) -> Verdict:
    """The answer is refused for fraud by a named reviewer who is no party: its time is not paid.

    It can be contested like any refusal, in a window that begins now. Refused while an appeal
    against the first refusal is open.
    """
    refuse_all(fraud_refusals(evidence=evidence, explanation=explanation))
    with transaction.atomic():
        sent, suspicion = _suspected(actor, submission_id)
        verdict = Verdict.objects.create(
            id=new_id(now),
            submission_id=sent.id,
            decision=Decision.REFUSED,
            decider=Decider.REVIEWER,
            person_id=actor.id,
            reason=RefusalReason.FRAUD,
            evidence=evidence.strip(),
            explanation=explanation.strip(),
            appeal_until=now + Span(days=settings.AGREEMENT.appeals.window_days),
            at=now,
        )
        _decide(actor, now, suspicion, proven=True, words=verdict.explanation)
        announce(actor=actor, now=now, line=_line("fraud.proven", sent, verdict.explanation))
    return verdict


def dismiss_suspicion(
    *, actor: Actor, now: Moment, submission_id: str, explanation: str
) -> Suspicion:
    """No fraud was found: the refusal goes on as it was, and its time will be paid."""
    refuse_all(explanation_refusals(explanation))
    with transaction.atomic():
        sent, suspicion = _suspected(actor, submission_id)
        _decide(actor, now, suspicion, proven=False, words=explanation.strip())
        announce(actor=actor, now=now, line=_line("fraud.dismissed", sent, explanation.strip()))
    return suspicion


def _locked(submission_id: str) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("project")
    return rows.get(id=submission_id)


def _suspected(actor: Actor, submission_id: str) -> tuple[Submission, Suspicion]:
    """The refused answer, locked, and its open suspicion, for a reviewer who is no party."""
    sent = _locked(submission_id)
    suspicion = Suspicion.objects.filter(submission=sent, decided_at__isnull=True).first()
    impartial_reviewer(
        actor,
        worker_ids=[sent.worker_id],
        organisation_ids=[sent.project.organisation_id],
        decided_by=[suspicion.person_id] if suspicion else [],
    )
    contested = Contest.objects.filter(submission=sent, closed_at__isnull=True).exists()
    if suspicion is None or contested or sent.state != SubmissionState.REFUSED:
        raise NotSuspected
    return sent, suspicion


def _decide(actor: Actor, now: Moment, suspicion: Suspicion, *, proven: bool, words: str) -> None:
    suspicion.decided_at, suspicion.decided_by = now, actor.id
    suspicion.proven, suspicion.words = proven, words
    suspicion.save(update_fields=["decided_at", "decided_by", "proven", "words"])


def _line(action: str, sent: Submission, reason: str) -> Line:
    return Line(action, "submission", sent.id, sent.project.organisation_id, reason=reason)

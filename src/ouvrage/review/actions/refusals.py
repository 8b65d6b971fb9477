"""An answer that does not meet a criterion is reworked on paid time or refused with reasons.

The first defect in a worker's answers to a project leads to an offer of rework (DEC-2); only what
comes after may be refused. A refusal keeps the money reserved until it is final.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, announce
from ouvrage.people.models import Organisation
from ouvrage.people.queries import person_behind
from ouvrage.review.actions.holds import hold_refusals
from ouvrage.review.errors import AlreadyDecided, DecisionTimeOver, ReworkFirst, ReworkOffered
from ouvrage.review.models import HeldRefusal, Verdict
from ouvrage.review.queries.defects import is_rework_due
from ouvrage.review.queries.holds import crossing_of, unlooked_refusals
from ouvrage.review.rules import Decider, Decision, refusal_refusals
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Assignment, Batch, Submission
from ouvrage.work.rules import SubmissionState


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong with an answer, checked: each part is shown to its worker."""

    submission: Submission
    reason: str
    criterion_code: str
    criterion_text: str
    evidence: str
    explanation: str

    def verdict(self, actor: Actor, now: Moment, decision: Decision) -> Verdict:
        """The verdict of the requester that says so, before it is kept."""
        return Verdict(
            id=new_id(now),
            submission_id=self.submission.id,
            decision=decision,
            decider=Decider.REQUESTER,
            person_id=person_behind(actor),
            reason=self.reason,
            criterion_code=self.criterion_code,
            criterion_text=self.criterion_text,
            instructions_version=self.submission.assignment.instructions_version,
            evidence=self.evidence,
            explanation=self.explanation,
            at=now,
        )


def refuse(
    *,
    actor: Actor,
    now: Moment,
    submission_id: str,
    reason: str,
    criterion: str,
    evidence: str,
    explanation: str,
    appeal_until: Moment | None = None,
) -> Verdict | HeldRefusal:
    """The answer is refused, for reasons the worker can read; its money stays reserved (DEC-1).

    A named person answers for it, who made the key if a key acts. Two weeks to appeal at least.

    The criterion is one of the instructions' version that the worker had when taking the task.
    Once the deadline for a decision has passed the answer is not refused any more (PAY-9), and a
    worker's first defect in the project is not refused at all: `ReworkFirst` (DEC-2). One refusal
    too many for the batch, or for all batches of the last days, waits for a person instead, with
    those of the batch, or of all of them, that are not final (DEC-4).
    """
    defect = _defect(submission_id, reason, criterion, evidence, explanation)
    sent = defect.submission
    _refuse_if_late(sent, now)
    with transaction.atomic():
        _lock_in_order(sent, now)
        crossing = crossing_of(sent, now)
        _decide(actor, now, sent, SubmissionState.HELD if crossing else SubmissionState.REFUSED)
        if is_rework_due(sent):
            raise ReworkFirst
        verdict = defect.verdict(actor, now, Decision.REFUSED)
        if crossing:
            return hold_refusals(
                actor=actor, now=now, sent=sent, verdict=verdict, crossing=crossing
            )
        verdict.appeal_until = max(appeal_until or now, _appeal_end(now))
        _keep(actor, now, verdict, sent, "answer.refused")
    return verdict


def _lock_in_order(sent: Submission, now: Moment) -> None:
    """The requester is locked, so that one refusal counts the other, then the batch.

    The answer and the refusals that would wait with it are locked in the order of their ids, as
    acceptance locks them; an appeal that comes meanwhile waits, and finds them held or not.
    """
    requesters = Organisation.objects.select_for_update(no_key=True)
    requesters.get(id=sent.project.organisation_id)
    Batch.objects.select_for_update(no_key=True).get(id=sent.batch_id)
    ids = [sent.id, *unlooked_refusals(sent, now).values_list("id", flat=True)]
    rows = Submission.objects.filter(id__in=ids).select_for_update().order_by("id")
    list(rows.values_list("id", flat=True))


def offer_rework(
    *,
    actor: Actor,
    now: Moment,
    submission_id: str,
    reason: str,
    criterion: str,
    evidence: str,
    explanation: str,
) -> Assignment:
    """The worker holds the task again for some days and reads why, as in a refusal (DEC-2).

    The time of the rework is paid whether or not the new answer is accepted, which then stands in
    the place of this one. Declined or left, this one waits for a decision again. Once an answer.
    """
    defect = _defect(submission_id, reason, criterion, evidence, explanation)
    sent = defect.submission
    _refuse_if_late(sent, now)
    with transaction.atomic():
        _decide(actor, now, sent, SubmissionState.REWORK)
        if sent.assignment.redoes_id or Assignment.objects.filter(redoes=sent.assignment).exists():
            raise ReworkOffered
        again = work.assign_rework(
            actor=actor,
            now=now,
            submission=sent,
            lease_until=now + Span(days=settings.AGREEMENT.refusals.rework_days),
        )
        verdict = defect.verdict(actor, now, Decision.REWORK)
        _keep(actor, now, verdict, sent, "rework.offered")
    return again


def _appeal_end(now: Moment) -> Moment:
    return now + Span(days=settings.AGREEMENT.appeals.window_days)


def _refuse_if_late(sent: Submission, now: Moment) -> None:
    if sent.accept_at <= now:
        raise DecisionTimeOver


def _defect(
    submission_id: str, reason: str, criterion: str, evidence: str, explanation: str
) -> Defect:
    submission = Submission.objects.select_related("assignment", "project").get(id=submission_id)
    criteria = _criteria(submission)
    refuse_all(
        refusal_refusals(
            reason=reason,
            criterion=criterion,
            published=list(criteria),
            evidence=evidence,
            explanation=explanation,
        )
    )
    return Defect(
        submission, reason, criterion, criteria[criterion], evidence.strip(), explanation.strip()
    )


def _criteria(submission: Submission) -> dict[str, str]:
    """Code -> text of what the worker could read before the work."""
    version = submission.assignment.instructions_version
    instructions = work_queries.instructions(submission.project_id, version)
    return {item["code"]: item["text"] for item in getattr(instructions, "criteria", [])}


def _decide(actor: Actor, now: Moment, sent: Submission, state: SubmissionState) -> None:
    if not work.decide_submissions(actor=actor, now=now, submission_ids=[sent.id], state=state):
        raise AlreadyDecided


def _keep(actor: Actor, now: Moment, verdict: Verdict, sent: Submission, action: str) -> None:
    verdict.save(force_insert=True)
    line = Line(
        action,
        "submission",
        sent.id,
        sent.project.organisation_id,
        reason=verdict.explanation,
        details={"reason": verdict.reason, "criterion": verdict.criterion_code},
    )
    announce(actor=actor, now=now, line=line)

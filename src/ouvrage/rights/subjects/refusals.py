"""A refused answer. The subject is the verdict: a later refusal of the same answer is another one.

Filing stops the clock of the refusal; overturning accepts the answer by a second verdict and pays
it with interest; upholding lets the refusal become final, with its time still paid.
"""

from collections.abc import Sequence

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.base.words import N_
from ouvrage.review import actions as review
from ouvrage.review.errors import NotRefused
from ouvrage.review.models import HeldRefusal, Verdict
from ouvrage.review.queries.defects import standing_refusal
from ouvrage.review.rules import REASON_LABELS, Decision, RefusalReason
from ouvrage.rights.rules import SubjectKind
from ouvrage.rights.subjects.case import Case, Effect, Fact, Subject
from ouvrage.work.models import Submission
from ouvrage.work.queries import pseudonym_for
from ouvrage.work.rules import SubmissionState

STANDING = (SubmissionState.REFUSED, SubmissionState.CLOSED)


def case(verdict_id: str) -> Case | None:
    """The refusal with its reasons, the task and the answer."""
    verdict = (
        Verdict.objects.filter(id=verdict_id, decision=Decision.REFUSED)
        .select_related("submission__project", "submission__task", "submission__batch")
        .first()
    )
    if verdict is None:
        return None
    sent = verdict.submission
    organisation_id = sent.project.organisation_id
    return Case(
        kind=SubjectKind.REFUSAL,
        subject_id=verdict.id,
        worker_id=sent.worker_id,
        worker=pseudonym_for(organisation_id, sent.worker_id),
        organisation_id=organisation_id,
        title=sent.project.title,
        decided_at=verdict.at,
        appeal_until=verdict.appeal_until,
        stands=verdict.id not in _ended([verdict.id]),
        deciders=(verdict.person_id, *_who_confirmed(sent.id)),
        facts=_facts(verdict, sent),
        project_id=sent.project_id,
        item=sent.task.data,
        media_columns=tuple(sent.batch.media_columns),
        answer=sent.answer,
    )


def _titles(verdict_ids: Sequence[str]) -> dict[str, str]:
    rows = Verdict.objects.filter(id__in=verdict_ids)
    return dict(rows.values_list("id", "submission__project__title"))


def _who_confirmed(submission_id: str) -> list[str]:
    """Who let a held refusal of the answer take effect."""
    rows = HeldRefusal.objects.filter(submission_id=submission_id).exclude(decided_by="")
    return list(rows.values_list("decided_by", flat=True))


def _facts(verdict: Verdict, sent: Submission) -> tuple[Fact, ...]:
    criterion = f"{verdict.criterion_code}: {verdict.criterion_text}"
    return (
        Fact(N_("Project"), sent.project.title, said=True),
        Fact(N_("Reason"), REASON_LABELS[RefusalReason(verdict.reason)]),
        Fact(
            N_("Criterion, as published before the work"),
            criterion if verdict.criterion_code else "",
            said=True,
        ),
        Fact(N_("Evidence"), verdict.evidence, said=True),
        Fact(N_("Explanation"), verdict.explanation, said=True),
        Fact(N_("Decided"), at=verdict.at),
        Fact(N_("Reward"), amount=Money(sent.reward_micros, sent.project.currency)),
    )


def refusal_of(submission_id: str) -> str:
    """The id of the refusal of an answer, as it can be contested; "" when it was never refused."""
    found = standing_refusal(submission_id)
    return "" if found is None else found.id


def _ended(verdict_ids: Sequence[str]) -> set[str]:
    """Refusals whose answer was accepted since, or refused anew for another reason."""
    rows = Verdict.objects.filter(id__in=verdict_ids).select_related("submission")
    return {row.id for row in rows if not _stands(row)}


def _stands(verdict: Verdict) -> bool:
    latest = standing_refusal(verdict.submission_id)
    return verdict.submission.state in STANDING and latest is not None and latest.id == verdict.id


def _submission_id(effect: Effect) -> str:
    return Verdict.objects.values_list("submission_id", flat=True).get(id=effect.case.subject_id)


def _hold(effect: Effect) -> None:
    """The contest stands against this very verdict: one that was given meanwhile is another."""
    contested = review.mark_appealed(
        actor=effect.actor, now=effect.now, submission_id=_submission_id(effect)
    )
    if contested.id != effect.case.subject_id:
        raise NotRefused


def _become_final(effect: Effect) -> None:
    review.mark_decided(actor=effect.actor, now=effect.now, submission_id=_submission_id(effect))


def _settle(actor: Actor, now: Moment, verdict_id: str) -> None:
    review.settle_contest(actor=actor, now=now, verdict_id=verdict_id)


def _overturn(effect: Effect) -> None:
    review.overturn_refusal(
        actor=effect.actor,
        now=effect.now,
        submission_id=_submission_id(effect),
        explanation=effect.explanation,
    )


SUBJECT = Subject(
    case=case,
    titles=_titles,
    ended=_ended,
    settle=_settle,
    hold=_hold,
    release=_become_final,
    overturn=_overturn,
    uphold=_become_final,
)


def held_case(submission_id: str) -> Case | None:
    """A refusal that waits until a person has looked; it can be asked about and is not decided."""
    rows = HeldRefusal.objects.filter(submission_id=submission_id).order_by("-id")
    held = rows.select_related("submission__project", "submission__task").first()
    if held is None:
        return None
    sent = held.submission
    return Case(
        kind=SubjectKind.HOLD,
        subject_id=sent.id,
        worker_id=sent.worker_id,
        worker=pseudonym_for(sent.project.organisation_id, sent.worker_id),
        organisation_id=sent.project.organisation_id,
        title=sent.project.title,
        decided_at=held.at,
        appeal_until=None,
        stands=not held.outcome,
        deciders=(held.person_id, held.decided_by),
        facts=(
            Fact(N_("Project"), sent.project.title, said=True),
            Fact(N_("Reason"), REASON_LABELS[RefusalReason(held.reason)]),
            Fact(N_("Evidence"), held.evidence, said=True),
            Fact(N_("Explanation"), held.explanation, said=True),
            Fact(N_("Waits since"), at=held.at),
        ),
        project_id=sent.project_id,
        item=sent.task.data,
        answer=sent.answer,
    )


HOLD = Subject(case=held_case, contestable=False)

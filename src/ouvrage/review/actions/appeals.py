"""What an appeal does to a refusal: it stops the clock, and overturns it or lets it become final.

The appeal itself, its words, its reviewer and its deadline, is kept by the room above, which calls
these.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, announce, record
from ouvrage.pay.actions import CreditDraft, credit_time, settle_overturned
from ouvrage.pay.queries import Worked
from ouvrage.pay.rules import CreditKind
from ouvrage.people.access import impartial_reviewer
from ouvrage.review.errors import AlreadyContested, NotRefused
from ouvrage.review.models import Contest, Suspicion, Verdict
from ouvrage.review.queries.defects import final_refusals, standing_refusal
from ouvrage.review.rules import (
    ContestOutcome,
    Decider,
    Decision,
    RefusalReason,
    explanation_refusals,
)
from ouvrage.work import actions as work
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState

REFUSED_STATES = (SubmissionState.REFUSED, SubmissionState.CLOSED)


def mark_appealed(*, actor: Actor, now: Moment, submission_id: str) -> Verdict:
    """The refusal of the answer is contested: nothing about it becomes final meanwhile.

    Returns the refusal. Once each: `AlreadyContested`. Whether it is in time, the caller knows; one
    that is closed can be contested too, and stays closed until it is overturned.
    """
    with transaction.atomic():
        sent = _locked(submission_id)
        verdict = standing_refusal(sent.id)
        if sent.state not in REFUSED_STATES or verdict is None:
            raise NotRefused
        _, opened = Contest.objects.get_or_create(
            verdict=verdict, defaults={"submission": sent, "opened_at": now}
        )
        if not opened:
            raise AlreadyContested
        record(actor=actor, now=now, line=_line("refusal.contested", sent))
    return verdict


def mark_decided(*, actor: Actor, now: Moment, submission_id: str) -> bool:
    """The appeal against the answer's refusal is over and the refusal stands, so that it becomes
    final; false when no appeal is open. One that is won goes through `overturn_refusal`."""
    with transaction.atomic():
        sent = _locked(submission_id)
        if not _end_contest(sent, now, ContestOutcome.STANDS):
            return False
        asked = Suspicion.objects.filter(submission=sent, decided_at__isnull=True)
        asked.update(due_at=now + Span(days=settings.AGREEMENT.appeals.answer_days))
        record(actor=actor, now=now, line=_line("refusal.upheld", sent))
    return True


def settle_contest(*, actor: Actor, now: Moment, verdict_id: str) -> bool:
    """The appeal against this refusal is over since the refusal does not stand any more, so that
    nothing of the answer waits for it; false when it was over before."""
    with transaction.atomic():
        sent = _locked(Verdict.objects.values_list("submission_id", flat=True).get(id=verdict_id))
        mine = Contest.objects.filter(verdict_id=verdict_id, closed_at__isnull=True)
        if mine.update(closed_at=now, outcome=ContestOutcome.SETTLED) != 1:
            return False
        record(actor=actor, now=now, line=_line("refusal.contest_settled", sent))
    return True


def overturn_refusal(*, actor: Actor, now: Moment, submission_id: str, explanation: str) -> Verdict:
    """The refused answer is accepted by a reviewer who is no party, and paid with interest (DEC-3).

    A closed one too: what its time was paid already is taken off, so that its worker has the larger
    of the two. `NotRefused` for any other answer, one that was overturned before included.

    A job overturns what nobody decided in time; it has no way to uphold.
    """
    refuse_all(explanation_refusals(explanation))
    with transaction.atomic():
        sent = _locked(submission_id)
        reviewer = _impartial(actor, sent)
        work.decide_submissions(
            actor=actor,
            now=now,
            submission_ids=[sent.id],
            state=SubmissionState.ACCEPTED,
            before=REFUSED_STATES,
        )
        settle_overturned(actor=actor, now=now, project=sent.project, submissions=[sent])
        verdict = Verdict.objects.create(
            id=new_id(now),
            submission_id=sent.id,
            decision=Decision.ACCEPTED,
            decider=Decider.REVIEWER if reviewer else Decider.DEADLINE,
            person_id=reviewer,
            explanation=explanation.strip(),
            at=now,
        )
        _end_contest(sent, now, ContestOutcome.OVERTURNED)
        line = _line("refusal.overturned", sent, reason=verdict.explanation)
        announce(actor=actor, now=now, line=line)
    return verdict


def _impartial(actor: Actor, sent: Submission) -> str:
    """The reviewer who may overturn what was decided about the refused answer; "" for a job."""
    refusal = standing_refusal(sent.id)
    if sent.state not in REFUSED_STATES or refusal is None:
        raise NotRefused
    if actor.kind is ActorKind.JOB:
        return ""
    return impartial_reviewer(
        actor,
        worker_ids=[sent.worker_id],
        organisation_ids=[sent.project.organisation_id],
        decided_by=[refusal.person_id],
    ).id


def _line(action: str, sent: Submission, reason: str = "", **details: object) -> Line:
    organisation_id = sent.project.organisation_id
    return Line(action, "submission", sent.id, organisation_id, reason, details)


def _locked(submission_id: str) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("project")
    return rows.get(id=submission_id)


def _end_contest(sent: Submission, now: Moment, outcome: ContestOutcome) -> int:
    open_ones = Contest.objects.filter(submission_id=sent.id, closed_at__isnull=True)
    return open_ones.update(closed_at=now, outcome=outcome)


def end_contests(*, actor: Actor, now: Moment, submissions: Sequence[Submission]) -> None:
    """Appeals against answers that their requester accepted after all are over.

    Called by what accepts, in its transaction.
    """
    assert connection.in_atomic_block
    ids = [row.id for row in submissions if row.state == SubmissionState.REFUSED]
    contests = Contest.objects.filter(submission_id__in=ids, closed_at__isnull=True)
    for submission_id in list(contests.values_list("submission_id", flat=True)):
        contests.filter(submission_id=submission_id).update(
            closed_at=now, outcome=ContestOutcome.ACCEPTED
        )
        line = Line("refusal.taken_back", "submission", submission_id)
        announce(actor=actor, now=now, line=line)


def close_refusals(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Refusals that nobody contested in time, or that an appeal left standing, are final.

    Their time is paid at the floor, from the quality reserve and then from what was reserved for
    their reward, unless a reviewer found fraud; the rest is reserved no more (PAY-9). Returns how
    many.
    """
    ids = list(final_refusals(now).order_by("id").values_list("id", flat=True)[:limit])
    return sum(_close(actor, now, final_refusals(now).filter(id=each)) for each in ids)


def _close(actor: Actor, now: Moment, rows: QuerySet[Submission]) -> bool:
    with transaction.atomic():
        sent = rows.select_for_update(of=("self",)).select_related("project", "assignment").first()
        if sent is None or not rows.exists():
            return False
        work.decide_submissions(
            actor=actor,
            now=now,
            submission_ids=[sent.id],
            state=SubmissionState.CLOSED,
            before=(SubmissionState.REFUSED,),
        )
        refusal = standing_refusal(sent.id)
        fraud = refusal is not None and refusal.reason == RefusalReason.FRAUD
        if not fraud:
            _pay_time(actor, now, sent)
        record(actor=actor, now=now, line=_line("refusal.closed", sent, fraud=fraud))
    return True


def _pay_time(actor: Actor, now: Moment, sent: Submission) -> None:
    """The answer's time is paid; of a rework the first time, since its own is paid already."""
    first = sent
    if sent.assignment.redoes_id:
        first = Submission.objects.get(assignment_id=sent.assignment.redoes_id)
    draft = CreditDraft(
        kind=CreditKind.REFUSED,
        subject_id=sent.id,
        worker_id=sent.worker_id,
        seconds=first.work_seconds,
        cap_seconds=sent.project.lease_seconds,
        batch_id=sent.batch_id,
        worked=Worked(first.assignment.taken_at, first.submitted_at, first.assignment_id),
    )
    credit_time(actor=actor, now=now, draft=draft)

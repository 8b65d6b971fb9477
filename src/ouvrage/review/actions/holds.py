"""One refusal too many makes those of its batch that are not final wait for a person (DEC-4), and
those of the requester's other batches when all of some days together are too many.

Meanwhile no money moves, no score changes and no deadline runs. A reviewer who is no party lets
refusals take effect, with a window to appeal that begins then, or lifts the hold on them, which
accepts and pays, with interest once the time for review is over. So does the job
`lift_unlooked` when nobody has looked in the agreed days; it has no way to confirm.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.limits import DECISIONS_PER_TRANSACTION, JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, announce, announce_many
from ouvrage.pay.actions import settle_overturned
from ouvrage.people.access import impartial_reviewer
from ouvrage.people.queries import PersonRow
from ouvrage.review.errors import AlreadyDecided, TooManyAtOnce
from ouvrage.review.models import HeldRefusal, Hold, Verdict
from ouvrage.review.queries.defects import standing_refusal
from ouvrage.review.queries.holds import (
    Crossing,
    figures_beside,
    open_hold_of,
    unlooked_holds,
    unlooked_refusals,
)
from ouvrage.review.rules import (
    Decider,
    Decision,
    HeldOutcome,
    HoldRule,
    RefusalFigures,
    explanation_refusals,
)
from ouvrage.work import actions as work
from ouvrage.work.models import Batch, Submission
from ouvrage.work.rules import SubmissionState


def hold_refusals(
    *, actor: Actor, now: Moment, sent: Submission, verdict: Verdict, crossing: Crossing
) -> HeldRefusal:
    """The refusal waits for a person, and so do those of the batch that took effect and can wait;
    those of the requester's other batches too when the last days together are too many.

    Each batch has its own hold. Called by `refuse`, which has locked the requester, so that of two
    refusals at the threshold the second counts the first; `verdict` is what it would have kept.
    """
    assert connection.in_atomic_block
    together = unlooked_refusals(sent, now)
    if HoldRule.RECENT not in crossing.rules:
        together = together.filter(batch_id=sent.batch_id)
    holds = _holds(now, sent, crossing, set(together.values_list("batch_id", flat=True)))
    waiting = work.decide_submissions(
        actor=actor,
        now=now,
        submission_ids=list(together.values_list("id", flat=True)),
        state=SubmissionState.HELD,
        before=(SubmissionState.REFUSED,),
    )
    for row in waiting:
        refusal = standing_refusal(row.id)
        assert refusal is not None
        _keep(holds[row.batch_id], refusal, refusal)
    held = _keep(holds[sent.batch_id], verdict, None)
    client = sent.project.organisation_id
    ids = [*(row.id for row in waiting), sent.id]
    lines = [Line("refusal.held", "submission", each, client) for each in ids]
    announce_many(actor=actor, now=now, lines=lines)
    return held


def _holds(
    now: Moment, sent: Submission, crossing: Crossing, batch_ids: set[str]
) -> dict[str, Hold]:
    """The open hold of each batch, made where there is none."""
    own = crossing.hold or _open(now, sent.batch_id, crossing.rules, crossing.figures)
    holds = {sent.batch_id: own}
    for batch_id in sorted(batch_ids - {sent.batch_id}):
        figures = figures_beside(crossing, sent, batch_id, now)
        hold = open_hold_of(batch_id)
        holds[batch_id] = hold or _open(now, batch_id, (HoldRule.RECENT,), figures)
    return holds


def _open(now: Moment, batch_id: str, rules: Sequence[HoldRule], figures: RefusalFigures) -> Hold:
    return Hold.objects.create(
        id=new_id(now),
        batch_id=batch_id,
        rules=[str(rule) for rule in rules],
        refusals=figures.refusals,
        answers=figures.answers,
        before_refused=figures.before_refused,
        before_decided=figures.before_decided,
        recent_refusals=figures.recent_refusals,
        recent_answers=figures.recent_answers,
        at=now,
    )


def _keep(hold: Hold, draft: Verdict, applied: Verdict | None) -> HeldRefusal:
    return HeldRefusal.objects.create(
        hold=hold,
        submission_id=draft.submission_id,
        verdict=applied,
        person_id=draft.person_id,
        reason=draft.reason,
        criterion_code=draft.criterion_code,
        criterion_text=draft.criterion_text,
        instructions_version=draft.instructions_version,
        evidence=draft.evidence,
        explanation=draft.explanation,
        at=draft.at,
        outcome=HeldOutcome.WAITING,
    )


def confirm_held(
    *, actor: Actor, now: Moment, hold_id: str, submission_ids: Sequence[str], explanation: str
) -> int:
    """These refusals of the hold take effect, with a fresh window to appeal; returns how many.

    `AlreadyDecided` when none of them waits any more.
    """
    window = Span(days=settings.AGREEMENT.appeals.window_days)
    with transaction.atomic():
        case = _case(actor, hold_id, submission_ids, explanation)
        rows = _decide(actor, now, case, SubmissionState.REFUSED)
        drafts = {held.submission_id: held for held in case}
        Verdict.objects.bulk_create(
            [_refusal(now, drafts[row.id], now + window) for row in rows], batch_size=500
        )
        _end(actor, now, case[0].hold, rows, HeldOutcome.CONFIRMED, explanation)
    return len(rows)


def _refusal(now: Moment, held: HeldRefusal, appeal_until: Moment) -> Verdict:
    return Verdict(
        id=new_id(now),
        submission_id=held.submission_id,
        decision=Decision.REFUSED,
        decider=Decider.REQUESTER,
        person_id=held.person_id,
        reason=held.reason,
        criterion_code=held.criterion_code,
        criterion_text=held.criterion_text,
        instructions_version=held.instructions_version,
        evidence=held.evidence,
        explanation=held.explanation,
        appeal_until=appeal_until,
        at=now,
    )


def lift_held(
    *, actor: Actor, now: Moment, hold_id: str, submission_ids: Sequence[str], explanation: str
) -> int:
    """These answers of the hold are accepted and paid, with interest from the end of the time for
    review on; returns how many.

    `AlreadyDecided` when none of them waits any more.
    """
    with transaction.atomic():
        case = _case(actor, hold_id, submission_ids, explanation)
        rows = _accept(actor, now, case, Decider.REVIEWER, explanation)
        _end(actor, now, case[0].hold, rows, HeldOutcome.LIFTED, explanation)
    return len(rows)


def lift_unlooked(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Answers whose refusal waited in vain for a person for the agreed days are accepted and paid,
    as when a hold is lifted; returns how many."""
    due = unlooked_holds(now).order_by("id").values_list("hold_id", "submission_id")[:limit]
    by_hold: dict[str, list[str]] = {}
    for hold_id, submission_id in due:
        by_hold.setdefault(hold_id, []).append(submission_id)
    lifted = 0
    for hold_id, ids in by_hold.items():
        for start in range(0, len(ids), DECISIONS_PER_TRANSACTION):
            lifted += _lift_unlooked(
                actor, now, hold_id, ids[start : start + DECISIONS_PER_TRANSACTION]
            )
    return lifted


def _lift_unlooked(actor: Actor, now: Moment, hold_id: str, submission_ids: Sequence[str]) -> int:
    with transaction.atomic():
        hold = Hold.objects.select_related("batch__project").get(id=hold_id)
        case = _waiting(hold, submission_ids)
        if not case:
            return 0
        rows = _accept(actor, now, case, Decider.DEADLINE, "")
        _end(actor, now, hold, rows, HeldOutcome.LAPSED, "")
    return len(rows)


def _accept(
    actor: Actor, now: Moment, case: Sequence[HeldRefusal], decider: Decider, explanation: str
) -> list[Submission]:
    rows = _decide(actor, now, case, SubmissionState.ACCEPTED)
    project = case[0].hold.batch.project
    settle_overturned(actor=actor, now=now, project=project, submissions=rows)
    acceptances = [
        Verdict(
            id=new_id(now),
            submission_id=row.id,
            decision=Decision.ACCEPTED,
            decider=decider,
            person_id=actor.id if decider is Decider.REVIEWER else "",
            explanation=explanation.strip(),
            at=now,
        )
        for row in rows
    ]
    Verdict.objects.bulk_create(acceptances, batch_size=500)
    return rows


def _case(
    actor: Actor, hold_id: str, submission_ids: Sequence[str], explanation: str
) -> list[HeldRefusal]:
    """What of it waits, for a reviewer who is no party to any of it; its batch is locked."""
    refuse_all(explanation_refusals(explanation))
    if len(submission_ids) > DECISIONS_PER_TRANSACTION:
        raise TooManyAtOnce(field="submission_ids", most=DECISIONS_PER_TRANSACTION)
    hold = Hold.objects.select_related("batch__project").filter(id=hold_id).first()
    if hold is None:
        raise NotFound
    case = _waiting(hold, submission_ids)
    _impartial(actor, hold, case)
    if not case:
        raise AlreadyDecided
    return case


def _waiting(hold: Hold, submission_ids: Sequence[str]) -> list[HeldRefusal]:
    Batch.objects.select_for_update(no_key=True).get(id=hold.batch_id)
    rows = HeldRefusal.objects.filter(
        hold=hold, submission_id__in=submission_ids, outcome=HeldOutcome.WAITING
    )
    return list(rows.select_related("submission", "hold__batch__project").order_by("id"))


def _impartial(actor: Actor, hold: Hold, case: Sequence[HeldRefusal]) -> PersonRow:
    return impartial_reviewer(
        actor,
        worker_ids=[held.submission.worker_id for held in case],
        organisation_ids=[hold.batch.project.organisation_id],
        decided_by=[held.person_id for held in case],
    )


def _decide(
    actor: Actor, now: Moment, case: Sequence[HeldRefusal], state: SubmissionState
) -> list[Submission]:
    rows = work.decide_submissions(
        actor=actor,
        now=now,
        submission_ids=[held.submission_id for held in case],
        state=state,
        before=(SubmissionState.HELD,),
    )
    if not rows:
        raise AlreadyDecided
    return rows


def _end(
    actor: Actor,
    now: Moment,
    hold: Hold,
    rows: Sequence[Submission],
    outcome: HeldOutcome,
    explanation: str,
) -> None:
    words = explanation.strip()
    reviewer = "" if actor.kind is ActorKind.JOB else actor.id
    ended = HeldRefusal.objects.filter(hold=hold, submission__in=rows, outcome=HeldOutcome.WAITING)
    ended.update(outcome=outcome, decided_at=now, decided_by=reviewer, words=words)
    client = hold.batch.project.organisation_id
    details = {"count": len(rows), "submissions": [row.id for row in rows]}
    line = Line(f"hold.{outcome}", "hold", hold.id, client, words, details)
    announce(actor=actor, now=now, line=line)


def end_holds(*, actor: Actor, now: Moment, submissions: Sequence[Submission]) -> None:
    """What was held of answers that their requester accepted waits no more.

    Called by what accepts, in its transaction, with the answers as they were before.
    """
    assert connection.in_atomic_block
    held = [row.id for row in submissions if row.state == SubmissionState.HELD]
    if not held:
        return
    HeldRefusal.objects.filter(submission_id__in=held, outcome=HeldOutcome.WAITING).update(
        outcome=HeldOutcome.ACCEPTED, decided_at=now
    )
    lines = [Line("refusal.withdrawn", "submission", each) for each in held]
    announce_many(actor=actor, now=now, lines=lines)

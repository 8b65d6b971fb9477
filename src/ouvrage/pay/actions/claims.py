"""A worker contests how their time was counted, and a named person decides (PAY-1).

An accepted claim adds a correction beside what was recorded, and pays the seconds by which the
worker's paid time grew. A correction never takes time away. A refused claim says why, and until
when it can be appealed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound, Refusal, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, announce
from ouvrage.pay.actions.credits import CreditDraft, credit_time
from ouvrage.pay.errors import (
    AppealTooShort,
    ClaimDecided,
    ClaimTooLong,
    ClaimTooOld,
    IntervalImpossible,
    TooManyClaims,
)
from ouvrage.pay.models import Reading, TimeClaim, TimeRecord
from ouvrage.pay.queries.spans import Worked
from ouvrage.pay.queries.time import time_of_worker
from ouvrage.pay.rules import ClaimReason, ClaimState, CreditKind, TimeCategory, TimeSource
from ouvrage.pay.rules.time import UNPAID_CATEGORIES
from ouvrage.skills.models import Attempt
from ouvrage.work.errors import Missing, TooLong
from ouvrage.work.models import Assignment, Batch

AROUND = Span(days=1)


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """What a worker says of their time: when they worked, on what, in their words.

    `subject_kind` and `subject_id` name the interval that is contested, if any; else `project_id`
    names the project, and without one the claim is about looking for work here.
    """

    client_key: str
    category: TimeCategory
    started_at: Moment
    ended_at: Moment
    words: str
    subject_kind: str = ""
    subject_id: str = ""
    project_id: str = ""


@dataclass(frozen=True, slots=True)
class _About:
    organisation_id: str = ""
    project_id: str = ""
    batch_id: str = ""


def claim_time(*, actor: Actor, now: Moment, draft: ClaimDraft) -> TimeClaim:
    """The claim waits for a person to decide; the same client key gives the same claim."""
    about = _about(actor.id, draft)
    refuse_all(_refusals(actor.id, now, draft))
    try:
        with transaction.atomic():
            claim = TimeClaim.objects.create(
                id=new_id(now),
                worker_id=actor.id,
                client_key=draft.client_key,
                category=draft.category,
                organisation_id=about.organisation_id,
                project_id=about.project_id,
                batch_id=about.batch_id,
                subject_kind=draft.subject_kind,
                subject_id=draft.subject_id,
                started_at=draft.started_at,
                ended_at=draft.ended_at,
                words=draft.words.strip(),
                state=ClaimState.OPEN,
                made_at=now,
                answer_by=now + Span(days=settings.AGREEMENT.appeals.answer_days),
            )
            line = Line("time_claim.made", "time_claim", claim.id, about.organisation_id)
            announce(actor=actor, now=now, line=line)
    except IntegrityError:
        return TimeClaim.objects.get(worker_id=actor.id, client_key=draft.client_key)
    return claim


def _about(worker_id: str, draft: ClaimDraft) -> _About:
    """Whose project and budget the claim is about; NotFound when the worker was never there."""
    if draft.subject_kind == "reading":
        reading = Reading.objects.filter(id=draft.subject_id, worker_id=worker_id).first()
        if reading is None:
            raise NotFound
        return _of_batch(reading.batch_id)
    if draft.subject_kind == "assignment":
        held = Assignment.objects.filter(id=draft.subject_id, worker_id=worker_id)
        batch_id = held.values_list("batch_id", flat=True).first()
        return _of_batch(batch_id)
    if draft.subject_kind == "attempt":
        if not Attempt.objects.filter(id=draft.subject_id, worker_id=worker_id).exists():
            raise NotFound
        return _About()
    if not draft.project_id:
        return _About()
    mine = Assignment.objects.filter(worker_id=worker_id, project_id=draft.project_id)
    read = Reading.objects.filter(worker_id=worker_id, project_id=draft.project_id)
    latest = mine.order_by("-id").values_list("batch_id", flat=True).first()
    return _of_batch(latest or read.order_by("-id").values_list("batch_id", flat=True).first())


def _of_batch(batch_id: str | None) -> _About:
    batch = Batch.objects.select_related("project").filter(id=batch_id).first()
    if batch is None:
        raise NotFound
    return _About(batch.project.organisation_id, batch.project_id, batch.id)


def _refusals(worker_id: str, now: Moment, draft: ClaimDraft) -> Iterator[Refusal]:
    oldest = now - Span(days=settings.AGREEMENT.time.claim_days)
    if not draft.words.strip():
        yield Missing(field="words")
    if len(draft.words) > limits.REASON_CHARACTERS_MAX:
        yield TooLong(field="words", length=len(draft.words), most=limits.REASON_CHARACTERS_MAX)
    if not draft.started_at < draft.ended_at <= now:
        yield IntervalImpossible(field="ended_at")
    elif draft.ended_at - draft.started_at > Span(hours=limits.TIME_CLAIM_HOURS_MAX):
        yield ClaimTooLong(field="ended_at", most=limits.TIME_CLAIM_HOURS_MAX)
    if draft.started_at < oldest:
        yield ClaimTooOld(field="started_at", days=settings.AGREEMENT.time.claim_days)
    waiting = TimeClaim.objects.filter(worker_id=worker_id, state=ClaimState.OPEN)
    same = waiting.filter(client_key=draft.client_key).exists()
    if not same and waiting.count() >= limits.TIME_CLAIMS_OPEN_MAX:
        yield TooManyClaims(most=limits.TIME_CLAIMS_OPEN_MAX)


def accept_claim(*, actor: Actor, now: Moment, claim_id: str) -> TimeClaim:
    """The time counts, and what it adds to the worker's paid time is paid; a second call finds it
    so. Refused by `ClaimDecided` when it was refused before."""
    return _accept(actor, now, claim_id, ClaimState.OPEN)


def overturn_claim(*, actor: Actor, now: Moment, claim_id: str) -> TimeClaim:
    """A refused claim counts after all, since its appeal was won; a second call finds it so."""
    return _accept(actor, now, claim_id, ClaimState.REFUSED)


def _accept(actor: Actor, now: Moment, claim_id: str, before: ClaimState) -> TimeClaim:
    with transaction.atomic():
        claim = _locked(claim_id)
        if claim.state == ClaimState.ACCEPTED:
            return claim
        if claim.state != before:
            raise ClaimDecided
        added = _correct(now, claim)
        claim.state, claim.seconds_added = ClaimState.ACCEPTED, added
        if before is ClaimState.OPEN:
            claim.decided_by, claim.decided_at = actor.id, now
        claim.save(update_fields=["state", "seconds_added", "decided_by", "decided_at"])
        details = {"seconds": added, "appeal": before is ClaimState.REFUSED}
        line = Line(
            "time_claim.accepted", "time_claim", claim.id, claim.organisation_id, details=details
        )
        announce(actor=actor, now=now, line=line)
        if added:
            draft = CreditDraft(
                CreditKind.CORRECTION,
                claim.id,
                claim.worker_id,
                added,
                limits.TIME_CLAIM_HOURS_MAX * 3600,
                claim.batch_id,
                Worked(claim.started_at, claim.ended_at),
            )
            credit_time(actor=actor, now=now, draft=draft)
    return claim


def _locked(claim_id: str) -> TimeClaim:
    """The claim, with the worker's other claims held back, so that two decisions at once about
    overlapping time cannot both pay for it."""
    worker_id = TimeClaim.objects.values_list("worker_id", flat=True).get(id=claim_id)
    rows = TimeClaim.objects.select_for_update(no_key=True).filter(worker_id=worker_id)
    return next(row for row in rows.order_by("id") if row.id == claim_id)


def _correct(now: Moment, claim: TimeClaim) -> int:
    """The correction is stored; returns by how many seconds the worker's paid time grew."""
    before = _paid_seconds(claim, now)
    TimeRecord.objects.create(
        id=new_id(now),
        worker_id=claim.worker_id,
        category=claim.category,
        source=TimeSource.CORRECTION,
        started_at=claim.started_at,
        ended_at=claim.ended_at,
        project_id=claim.project_id,
        batch_id=claim.batch_id,
        subject_kind=claim.subject_kind,
        subject_id=claim.subject_id,
        page_key=f"claim:{claim.id}",
        position=0,
        recorded_at=now,
    )
    return max(0, _paid_seconds(claim, now) - before)


def _paid_seconds(claim: TimeClaim, now: Moment) -> int:
    window = claim.started_at - AROUND, claim.ended_at + AROUND
    seconds = time_of_worker(claim.worker_id, *window, now).seconds
    return sum(count for name, count in seconds.items() if name not in UNPAID_CATEGORIES)


def refuse_claim(
    *,
    actor: Actor,
    now: Moment,
    claim_id: str,
    reason: ClaimReason,
    explanation: str,
    appeal_until: Moment,
) -> TimeClaim:
    """The time stays as it was counted; the worker reads why, by whom it was decided, and until
    when they can appeal. Decided by a person, never by a program."""
    assert actor.kind is ActorKind.PERSON
    refuse_all(_refusal_refusals(now, explanation, appeal_until))
    with transaction.atomic():
        refused = TimeClaim.objects.filter(id=claim_id, state=ClaimState.OPEN).update(
            state=ClaimState.REFUSED,
            decided_by=actor.id,
            decided_at=now,
            reason=reason,
            explanation=explanation.strip(),
            appeal_until=appeal_until,
        )
        claim = TimeClaim.objects.get(id=claim_id)
        if not refused and claim.state != ClaimState.REFUSED:
            raise ClaimDecided
        if refused:
            line = Line(
                "time_claim.refused",
                "time_claim",
                claim.id,
                claim.organisation_id,
                reason=claim.explanation,
                details={"reason": str(reason), "appeal_until": appeal_until.isoformat()},
            )
            announce(actor=actor, now=now, line=line)
    return claim


def _refusal_refusals(now: Moment, explanation: str, appeal_until: Moment) -> Iterator[Refusal]:
    days, most = settings.AGREEMENT.appeals.window_days, limits.REASON_CHARACTERS_MAX
    if not explanation.strip():
        yield Missing(field="explanation")
    if len(explanation) > most:
        yield TooLong(field="explanation", length=len(explanation), most=most)
    if appeal_until < now + Span(days=days):
        yield AppealTooShort(days=days)

"""Refusals that wait for a person: when they do, which, and what was decided about them (DEC-4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment, Span
from ouvrage.people.queries import organisations_by_id
from ouvrage.review.models import Contest, HeldRefusal, Hold, Suspicion, Verdict
from ouvrage.review.rules import (
    Decider,
    Decision,
    HeldOutcome,
    HoldRule,
    RefusalFigures,
    hold_rules,
)
from ouvrage.work.models import Batch, Submission
from ouvrage.work.rules import SubmissionState

HISTORY_BATCHES = 100
REFUSED = (SubmissionState.REFUSED, SubmissionState.CLOSED)
DECIDED = (SubmissionState.ACCEPTED, *REFUSED)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Why one more refusal of a batch waits, with the figures; `hold` is the open one it joins."""

    rules: tuple[HoldRule, ...]
    figures: RefusalFigures
    hold: Hold | None


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold in the list of reviewers: how many refusals of it wait and were decided, and when the
    first that wait are accepted if nobody has looked."""

    id: str
    batch_id: str
    batch_name: str
    project_id: str
    project_title: str
    organisation_id: str
    requester: str
    rules: tuple[HoldRule, ...]
    figures: RefusalFigures
    waiting: int
    decided: int
    at: Moment
    lapses_at: Moment


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One refusal that waits or waited, as its requester wrote it."""

    hold_id: str
    submission_id: str
    reason: str
    criterion_code: str
    criterion_text: str
    evidence: str
    explanation: str
    at: Moment
    outcome: str
    words: str
    decided_at: Moment | None


def crossing_of(sent: Submission, now: Moment) -> Crossing | None:
    """Why refusing this answer waits for a person; None when it may take effect at once.

    The caller has locked the requester. While a hold of the batch is open, every further refusal
    joins it.
    """
    figures = _figures(sent, sent.batch_id, now)
    figures = replace(figures, refusals=figures.refusals + 1)
    hold = open_hold_of(sent.batch_id)
    found = hold_rules(figures, settings.AGREEMENT.refusals)
    return Crossing(found, figures, hold) if found or hold else None


def figures_beside(
    crossing: Crossing, sent: Submission, batch_id: str, now: Moment
) -> RefusalFigures:
    """Those of another batch of the requester whose refusals wait with that of this answer."""
    recent = crossing.figures.recent_refusals, crossing.figures.recent_answers
    figures = _figures(sent, batch_id, now)
    return replace(figures, recent_refusals=recent[0], recent_answers=recent[1])


def _figures(sent: Submission, batch_id: str, now: Moment) -> RefusalFigures:
    """What is known of the batch when this answer, which is not refused yet, is to be refused."""
    states = Submission.objects.filter(batch_id=batch_id).values_list("state")
    counts = dict(states.annotate(count=Count("id")))
    refused = sum(counts.get(state, 0) for state in (*REFUSED, SubmissionState.HELD))
    answers = sum(counts.values()) - counts.get(SubmissionState.REWORKED, 0)
    others = Batch.objects.filter(
        project__organisation_id=sent.project.organisation_id, published_at__isnull=False
    ).exclude(id=batch_id)
    latest = list(others.order_by("-published_at").values_list("id", flat=True)[:HISTORY_BATCHES])
    before = Submission.objects.filter(batch_id__in=latest, state__in=DECIDED).aggregate(
        decided=Count("id"), refused=Count("id", filter=Q(state__in=REFUSED))
    )
    recent = _recent(sent, _window(now))
    return RefusalFigures(refused, answers, before["refused"], before["decided"], *recent)


def _window(now: Moment) -> Moment:
    return now - Span(days=settings.AGREEMENT.refusals.hold_window_days)


def _recent(sent: Submission, since: Moment) -> tuple[int, int]:
    """The requester's refusals since then over all batches, with that of this answer, and the
    answers that were sent or refused since then."""
    own = Submission.objects.filter(project__organisation_id=sent.project.organisation_id)
    mine = {"submission": OuterRef("pk"), "at__gte": since}
    took = Exists(Verdict.objects.filter(decision=Decision.REFUSED, **mine))
    waits = Exists(HeldRefusal.objects.filter(outcome=HeldOutcome.WAITING, **mine))
    refused = own.filter(Q(took, state__in=REFUSED) | Q(waits, state=SubmissionState.HELD))
    others = Q(submitted_at__gte=since) | Q(id__in=refused.values("id")) | Q(id=sent.id)
    answers = own.exclude(state=SubmissionState.REWORKED).filter(others)
    return refused.exclude(id=sent.id).count() + 1, answers.count()


def open_holds() -> QuerySet[Hold]:
    """Holds with a refusal that waits."""
    waiting = HeldRefusal.objects.filter(hold=OuterRef("pk"), outcome=HeldOutcome.WAITING)
    return Hold.objects.filter(Exists(waiting))


def open_hold_of(batch_id: str) -> Hold | None:
    """The hold of the batch that further refusals join; None when none is open."""
    return open_holds().filter(batch_id=batch_id).order_by("-id").first()


def unlooked_refusals(sent: Submission, now: Moment) -> QuerySet[Submission]:
    """Refusals of the answer's batch, and of all the requester's batches within the agreed days,
    that took effect, are not final, and that no person looks at or did.

    An appeal and a suspicion of fraud have their own reviewers; a refusal that a reviewer confirmed
    or found is not held again.
    """
    mine = {"submission": OuterRef("pk")}
    took = Verdict.objects.filter(decision=Decision.REFUSED, at__gte=_window(now), **mine)
    recent = Q(Exists(took), project__organisation_id=sent.project.organisation_id)
    rows = Submission.objects.filter(Q(batch_id=sent.batch_id) | recent)
    return rows.filter(state=SubmissionState.REFUSED).exclude(
        Exists(Contest.objects.filter(closed_at__isnull=True, **mine))
        | Exists(Suspicion.objects.filter(decided_at__isnull=True, **mine))
        | Exists(HeldRefusal.objects.filter(outcome=HeldOutcome.CONFIRMED, **mine))
        | Exists(Verdict.objects.filter(decider=Decider.REVIEWER, **mine))
    )


def unlooked_holds(now: Moment) -> QuerySet[HeldRefusal]:
    """Held refusals that have waited for a person for the agreed days."""
    before = now - Span(days=settings.AGREEMENT.refusals.hold_days)
    waiting = HeldRefusal.objects.filter(outcome=HeldOutcome.WAITING)
    return waiting.filter(hold__at__lte=before, at__lte=before)


def holds_waiting(*, limit: int = PAGE_ROWS) -> list[HoldRow]:
    """The holds that wait for a person, oldest first."""
    rows = open_holds().select_related("batch__project").order_by("id")[:limit]
    return _hold_rows(list(rows))


def hold_row(hold_id: str) -> HoldRow:
    """One hold."""
    return _hold_rows([Hold.objects.select_related("batch__project").get(id=hold_id)])[0]


def holds_summary() -> tuple[int, Moment | None]:
    """How many holds wait, and since when at the earliest."""
    found = open_holds().aggregate(count=Count("id"), oldest=Min("at"))
    return found["count"], found["oldest"]


def _hold_rows(holds: Sequence[Hold]) -> list[HoldRow]:
    held = HeldRefusal.objects.filter(hold__in=holds).values_list("hold_id")
    undecided = Q(outcome=HeldOutcome.WAITING)
    counted = held.annotate(
        all=Count("id"),
        waiting=Count("id", filter=undecided),
        first=Min("at", filter=undecided),
    )
    counts = {row[0]: row[1:] for row in counted}
    days = Span(days=settings.AGREEMENT.refusals.hold_days)
    clients = organisations_by_id([hold.batch.project.organisation_id for hold in holds])
    return [
        HoldRow(
            hold.id,
            hold.batch_id,
            hold.batch.name,
            hold.batch.project_id,
            hold.batch.project.title,
            hold.batch.project.organisation_id,
            clients[hold.batch.project.organisation_id].name,
            tuple(HoldRule(rule) for rule in hold.rules),
            RefusalFigures(
                hold.refusals,
                hold.answers,
                hold.before_refused,
                hold.before_decided,
                hold.recent_refusals,
                hold.recent_answers,
            ),
            counts[hold.id][1],
            counts[hold.id][0] - counts[hold.id][1],
            hold.at,
            max(hold.at, counts[hold.id][2] or hold.at) + days,
        )
        for hold in holds
    ]


def held_refusals(hold_id: str, *, after: str = "", limit: int = PAGE_ROWS) -> list[HeldRow]:
    """The refusals of a hold that wait, in the order of their answers, after one."""
    rows = HeldRefusal.objects.filter(hold_id=hold_id, outcome=HeldOutcome.WAITING)
    if after:
        rows = rows.filter(submission_id__gt=after)
    return [_held_row(row) for row in rows.order_by("submission_id")[:limit]]


def held_refusal_of(submission_id: str) -> HeldRow | None:
    """The latest refusal of the answer that waits or waited for a person; None when none did."""
    row = HeldRefusal.objects.filter(submission_id=submission_id).order_by("-id").first()
    return None if row is None else _held_row(row)


def _held_row(row: HeldRefusal) -> HeldRow:
    return HeldRow(
        row.hold_id,
        row.submission_id,
        row.reason,
        row.criterion_code,
        row.criterion_text,
        row.evidence,
        row.explanation,
        row.at,
        row.outcome,
        row.words,
        row.decided_at,
    )

"""Scores of a worker: what counts, with which weight, and what each would be without it (DEC-5).

Nothing is kept: a score is what its events say today, so that an overturned refusal or a withdrawn
control item needs no correction. Returned, expired, declined and withdrawn tasks are no events, nor
is an answer that differs from the majority (ASG-4, DEC-15).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment, Span
from ouvrage.quality.scores import Group, Tally, weight
from ouvrage.review.models import Contest, GoldCheck, GoldDispute
from ouvrage.review.rules import ScoreKind
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState

Day = tuple[date, int, int]
DECIDED = (SubmissionState.ACCEPTED, SubmissionState.REFUSED, SubmissionState.CLOSED)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A score and its inputs, in days of weight; no share while there are too few events."""

    kind: ScoreKind
    share: float | None
    passed: int
    whole: int
    events: int
    least: int
    fade_days: int

    @property
    def too_few(self) -> bool:
        """Whether there are too few events to say anything."""
        return self.events < self.least


@dataclass(frozen=True, slots=True)
class ScoreEvent:
    """One thing that counts: what it weighs of what it weighed at first, and the share without it.

    `contested` ones wait and do not count; `without` is None where there is no share to compare.
    """

    submission_id: str
    project_title: str
    field: str
    at: Moment
    passed: bool
    weight: int
    fade_days: int
    contested: bool
    without: float | None


def scores_of(worker_id: str, now: Moment, *, organisation_id: str = "") -> list[ScoreRow]:
    """Every score of the worker; from the answers to one organisation alone when one is named."""
    return [_score(kind, worker_id, now, organisation_id) for kind in ScoreKind]


def acceptance_for(worker_id: str, organisation_id: str, now: Moment) -> ScoreRow:
    """What an organisation is shown of a worker: the share of answers to itself that counted."""
    return _score(ScoreKind.ACCEPTANCE, worker_id, now, organisation_id)


def _score(kind: ScoreKind, worker_id: str, now: Moment, organisation_id: str) -> ScoreRow:
    agreed = settings.AGREEMENT.scores
    tally = _tally(kind, worker_id, now, organisation_id)
    share = None if tally.events < agreed.events_least else tally.share
    return ScoreRow(
        kind, share, tally.passed, tally.whole, tally.events, agreed.events_least, agreed.fade_days
    )


def _tally(kind: ScoreKind, worker_id: str, now: Moment, organisation_id: str = "") -> Tally:
    fade_days = settings.AGREEMENT.scores.fade_days
    since = now - Span(days=fade_days + 1)
    days = _acceptance_days if kind is ScoreKind.ACCEPTANCE else _control_days
    return Tally.of(
        _groups(days(worker_id, since, organisation_id), now.date()), fade_days=fade_days
    )


def _acceptance_days(worker_id: str, since: Moment, organisation_id: str) -> Iterable[Day]:
    """For each day how many answers of it were decided, and how many of those accepted."""
    rows = _decided(worker_id).filter(submitted_at__gt=since).exclude(_contested())
    if organisation_id:
        rows = rows.filter(project__organisation_id=organisation_id)
    days = rows.annotate(day=TruncDate("submitted_at", tzinfo=UTC)).values_list("day")
    passed = Count("id", filter=Q(state=SubmissionState.ACCEPTED))
    return days.annotate(all=Count("id"), good=passed).order_by("day")


def _control_days(worker_id: str, since: Moment, organisation_id: str) -> Iterable[Day]:
    """For each day how many control questions were answered, and how many as known."""
    rows = _counting(worker_id).filter(at__gt=since).exclude(_disputed())
    if organisation_id:
        rows = rows.filter(submission__project__organisation_id=organisation_id)
    days = rows.annotate(day=TruncDate("at", tzinfo=UTC)).values_list("day")
    return days.annotate(all=Count("id"), good=Count("id", filter=Q(passed=True))).order_by("day")


def _groups(rows: Iterable[Day], today: date) -> Iterable[Group]:
    for day, count, passed in rows:
        age = (today - day).days
        yield age, True, passed
        yield age, False, count - passed


def _decided(worker_id: str) -> QuerySet[Submission]:
    return Submission.objects.filter(worker_id=worker_id, state__in=DECIDED)


def _contested() -> Exists:
    return Exists(Contest.objects.filter(submission=OuterRef("pk"), closed_at__isnull=True))


def _counting(worker_id: str) -> QuerySet[GoldCheck]:
    """Checks that count for the worker: not of withdrawn items, nor disputed with success."""
    right = GoldDispute.objects.filter(submission=OuterRef("submission_id"), upheld=True)
    rows = GoldCheck.objects.filter(worker_id=worker_id, item__withdrawn_at__isnull=True)
    return rows.exclude(Exists(right))


def _disputed() -> Exists:
    return Exists(
        GoldDispute.objects.filter(
            Q(decided_at__isnull=True) | Q(appealed=True), submission=OuterRef("submission_id")
        )
    )


def score_events(
    worker_id: str, kind: ScoreKind, now: Moment, *, before: str = "", limit: int = PAGE_ROWS
) -> list[ScoreEvent]:
    """The events of a score that still weigh something, newest first, before an answer's id."""
    fade_days = settings.AGREEMENT.scores.fade_days
    since = now - Span(days=fade_days + 1)
    if kind is ScoreKind.ACCEPTANCE:
        rows = _acceptances(worker_id, since, before, limit)
    else:
        rows = _checks(worker_id, since, before, limit)
    tally = _tally(kind, worker_id, now)
    least = settings.AGREEMENT.scores.events_least
    return [_event(row, tally, now, least) for row in rows]


@dataclass(frozen=True, slots=True)
class _Happened:
    submission_id: str
    project_title: str
    field: str
    at: Moment
    passed: bool
    contested: bool


def _acceptances(worker_id: str, since: Moment, before: str, limit: int) -> list[_Happened]:
    rows = _decided(worker_id).filter(submitted_at__gt=since).annotate(contested=_contested())
    if before:
        rows = rows.filter(id__lt=before)
    return [
        _Happened(
            row.id,
            row.project.title,
            "",
            row.submitted_at,
            row.state == SubmissionState.ACCEPTED,
            row.contested,
        )
        for row in rows.select_related("project").order_by("-id")[:limit]
    ]


def _checks(worker_id: str, since: Moment, before: str, limit: int) -> list[_Happened]:
    rows = _counting(worker_id).filter(at__gt=since).annotate(contested=_disputed())
    if before:
        rows = rows.filter(submission_id__lt=before)
    return [
        _Happened(
            row.submission_id,
            row.submission.project.title,
            row.field,
            row.at,
            row.passed,
            row.contested,
        )
        for row in rows.select_related("submission__project").order_by("-submission_id", "id")[
            :limit
        ]
    ]


def _event(row: _Happened, tally: Tally, now: Moment, least: int) -> ScoreEvent:
    fade_days = settings.AGREEMENT.scores.fade_days
    each = 0 if row.contested else weight((now.date() - row.at.date()).days, fade_days)
    known = bool(each) and tally.events >= least
    return ScoreEvent(
        row.submission_id,
        row.project_title,
        row.field,
        row.at,
        row.passed,
        each,
        fade_days,
        row.contested,
        tally.without(each, passed=row.passed).share if known else None,
    )

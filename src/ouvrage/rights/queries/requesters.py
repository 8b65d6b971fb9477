"""How a requester treats the people who work for it, in figures that anybody may see (TRA-4).

Each figure counts the last year. With too few answers or people behind it, it is not said: a figure
about two workers would tell each of them about the other (PRI-8).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.conf import settings
from django.db.models import QuerySet

from ouvrage.base.moment import Moment, Span
from ouvrage.base.money import Money
from ouvrage.pay.queries import batch_seconds, paid_on_batch
from ouvrage.review.models import Contest
from ouvrage.review.queries import decision_waits
from ouvrage.review.rules import ContestOutcome
from ouvrage.rights.models import Appeal
from ouvrage.rights.rules import AppealState, SubjectKind
from ouvrage.work.queries import Treatment, confidential_until, latest_batches, treatment_of
from ouvrage.work.rules import per_hour_micros

YEAR = timedelta(days=365)
BATCHES_MAX = 50


@dataclass(frozen=True, slots=True)
class RequesterFigures:
    """What is public of a requester; None where too few say so."""

    decided: int
    workers: int
    refused_percent: int | None
    decision_wait: Span | None
    per_hour: Money | None
    appeals_decided: int
    overturned_percent: int | None
    confidential: tuple[date, ...]


def requester_figures(organisation_id: str, now: Moment) -> RequesterFigures | None:
    """The figures of an organisation that ever published work; None for any other."""
    batches = latest_batches(organisation_id, BATCHES_MAX)
    if not batches:
        return None
    since = now - YEAR
    treatment = treatment_of(organisation_id, since)
    enough = _is_enough(treatment.decided, treatment.workers)
    waits = [wait.total_seconds() for wait in decision_waits(organisation_id, since)]
    decided, overturned = _appeals(organisation_id, since)
    return RequesterFigures(
        treatment.decided,
        treatment.workers,
        _refused_percent(treatment) if enough else None,
        Span(seconds=median(waits)) if enough and waits else None,
        _per_hour(batches, treatment.decided, now),
        decided,
        _percent(overturned, decided) if _is_enough(decided, decided) else None,
        tuple(confidential_until(organisation_id, now.date())),
    )


def _is_enough(answers: int, workers: int) -> bool:
    figures = settings.AGREEMENT.publicity
    return answers >= figures.answers_least and workers >= figures.workers_least


def _refused_percent(treatment: Treatment) -> int:
    return _percent(treatment.refused, treatment.decided)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


def _per_hour(batches: list[str], answers: int, now: Moment) -> Money | None:
    """What an hour of the middle worker paid, over the latest batches, each worker once a batch."""
    rates: list[int] = []
    workers: set[str] = set()
    for batch_id in batches:
        paid = paid_on_batch(batch_id)
        for worker_id, seconds in batch_seconds(batch_id, now).items():
            if seconds and paid.get(worker_id):
                rates.append(per_hour_micros(paid[worker_id], seconds))
                workers.add(worker_id)
    if not _is_enough(answers, len(workers)):
        return None
    micros = int(median(rates))
    return Money(micros - micros % 10_000, settings.CURRENCY)


def _appeals(organisation_id: str, since: Moment) -> tuple[int, int]:
    """How many appeals against its decisions were decided, and how many gave way to the worker.

    A refusal that the requester took back while it was contested gave way too.
    """
    over = Appeal.objects.filter(organisation_id=organisation_id, decided_at__gte=since)
    upheld = over.filter(state=AppealState.UPHELD).count()
    overturned = over.filter(state=AppealState.OVERTURNED).count()
    given = overturned + _taken_back(over)
    return upheld + given, given


def _taken_back(appeals: QuerySet[Appeal]) -> int:
    settled = appeals.filter(state=AppealState.SETTLED, subject_kind=SubjectKind.REFUSAL)
    contests = Contest.objects.filter(
        verdict_id__in=settled.values_list("subject_id", flat=True),
        outcome=ContestOutcome.ACCEPTED,
    )
    return contests.count()

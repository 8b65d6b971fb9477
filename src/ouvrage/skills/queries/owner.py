"""What owners of qualifications read: the list, one test, attempts to score, who holds it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from ouvrage.base.limits import PAGE_ROWS, QUALIFICATIONS_MAX
from ouvrage.base.moment import Moment
from ouvrage.skills.drafts import TestDraft
from ouvrage.skills.models import Attempt, Grant, Item, Qualification, Result, Test
from ouvrage.skills.rules import (
    PLATFORM,
    AttemptState,
    Kind,
    State,
)


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """A qualification in its owner's list."""

    id: str
    organisation_id: str
    name: str
    description: str
    language: str
    kind: str
    state: str
    attempts_left: int | None
    waiting: int


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt as the test's owner sees it; `worker_id` never leaves the doors."""

    id: str
    worker_id: str
    number: int
    state: str
    started_at: Moment
    sent_at: Moment | None
    score_until: Moment | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class HolderRow:
    """The line that counts of one person's history."""

    worker_id: str
    state: str
    value: int
    author: str
    reason: str
    explanation: str
    at: Moment
    expires_at: Moment | None


def qualification(qualification_id: str) -> Qualification:
    """The qualification."""
    return Qualification.objects.get(id=qualification_id)


def opened_at(qualification_id: str) -> Moment | None:
    """When people could obtain it first; None when they never could."""
    rows = Qualification.objects.filter(id=qualification_id)
    return rows.values_list("opened_at", flat=True).first()


def test_of(qualification_id: str) -> Test | None:
    """Its test; None when it is not obtained by one."""
    return Test.objects.select_related("qualification").filter(pk=qualification_id).first()


def draft_of(test: Test) -> TestDraft:
    """The test as a draft, so that a part of it can be changed."""
    return TestDraft(
        preset=test.preset,
        template=test.template,
        instructions=test.instructions,
        criteria=test.criteria,
        scoring=test.scoring,
        items_per_attempt=test.items_per_attempt,
        pass_percent=test.pass_percent,
        time_estimate_seconds=test.time_estimate_seconds,
        attempts_max=test.attempts_max,
    )


def qualifications_of(organisation_id: str) -> list[QualificationRow]:
    """The owner's qualifications, those in use first; of the platform, without computed ones."""
    rows = (
        Qualification.objects.filter(organisation_id=organisation_id)
        .exclude(kind=Kind.COMPUTED)
        .select_related("test")
        .annotate(waiting=Count("test__attempts", filter=Q(test__attempts__state="waiting")))
    )
    found = [_row(row) for row in rows.order_by("-id")[: 2 * QUALIFICATIONS_MAX]]
    return sorted(found, key=lambda row: row.state == State.CLOSED)


def _row(row: Qualification) -> QualificationRow:
    test = getattr(row, "test", None)
    return QualificationRow(
        row.id,
        row.organisation_id,
        row.name,
        row.description,
        row.language,
        row.kind,
        row.state,
        test.attempts_left if test else None,
        getattr(row, "waiting", 0),
    )


def requirable(organisation_id: str) -> list[QualificationRow]:
    """Open qualifications that a project of this organisation can require, own ones first."""
    own = Q(organisation_id=organisation_id) | Q(organisation_id=PLATFORM)
    rows = Qualification.objects.filter(own, state=State.OPEN).exclude(kind=Kind.COMPUTED)
    found = [_row(row) for row in rows.select_related("test").order_by("name", "id")]
    return sorted(found, key=lambda row: row.organisation_id == PLATFORM)


def items_of(qualification_id: str) -> list[Item]:
    """The items that attempts draw from, oldest first."""
    rows = Item.objects.filter(test_id=qualification_id, removed_at__isnull=True)
    return list(rows.order_by("id"))


def attempts_of(
    qualification_id: str, *, state: str = "", before: str = "", limit: int = PAGE_ROWS
) -> list[AttemptRow]:
    """Attempts that were sent, newest first, before an id."""
    rows = Attempt.objects.filter(test_id=qualification_id).exclude(
        state__in=[AttemptState.OPEN, AttemptState.LEFT]
    )
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(id__lt=before)
    return [attempt_row(row) for row in rows.select_related("sheet").order_by("-id")[:limit]]


def attempt_row(row: Attempt) -> AttemptRow:
    """The row of an attempt that was read already."""
    sheet = getattr(row, "sheet", None)
    latest = Result.objects.filter(attempt=row).order_by("-version").first()
    return AttemptRow(
        row.id,
        row.worker_id,
        row.number,
        row.state,
        row.started_at,
        sheet.at if sheet else None,
        row.score_until,
        latest.percent if latest else None,
    )


def holders_of(
    qualification_id: str, *, limit: int = PAGE_ROWS, after: str = ""
) -> list[HolderRow]:
    """Who was ever granted it, with the line that counts, by person."""
    rows = Grant.objects.filter(qualification_id=qualification_id)
    people = rows.filter(worker_id__gt=after).order_by("worker_id")
    ids = list(people.values_list("worker_id", flat=True).distinct()[:limit])
    latest = {row.worker_id: row for row in rows.filter(worker_id__in=ids).order_by("version")}
    return [
        HolderRow(
            worker_id,
            row.state,
            row.value,
            row.author,
            row.reason,
            row.explanation,
            row.at,
            row.expires_at,
        )
        for worker_id, row in sorted(latest.items())
    ]


def people_of(organisation_id: str) -> set[str]:
    """Everybody who took a test of the organisation or was granted something by it."""
    tried = Attempt.objects.filter(test__qualification__organisation_id=organisation_id)
    given = Grant.objects.filter(qualification__organisation_id=organisation_id)
    return set(tried.values_list("worker_id", flat=True)) | set(
        given.values_list("worker_id", flat=True)
    )

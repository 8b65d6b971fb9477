"""What a worker reads: what they hold and why, tests they can take, an attempt and its result."""

from collections.abc import Mapping
from dataclasses import dataclass

from ouvrage.base.limits import QUALIFICATIONS_MAX
from ouvrage.base.moment import Moment
from ouvrage.people.queries import organisations_by_id, organisations_of
from ouvrage.skills.models import Attempt, Grant, Item, Qualification, Result, Sheet, Test
from ouvrage.skills.queries.holdings import LatestGrant, latest_grants
from ouvrage.skills.queries.standings import standing_of
from ouvrage.skills.rules import AttemptState, GrantState, Kind, Standing, State
from ouvrage.taskui import JsonValue


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A qualification that a person holds or held; `issuer` is empty for the platform."""

    qualification_id: str
    name: str
    description: str
    issuer: str
    held: bool
    state: str
    value: int
    author: str
    reason: str
    explanation: str
    since: Moment
    until: Moment | None
    appeal_until: Moment | None


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test that a person can look at, and where they are with it."""

    __test__ = False  # pytest collects classes by this name

    qualification_id: str
    name: str
    description: str
    language: str
    issuer: str
    items: int
    pass_percent: int
    time_estimate_seconds: int
    seconds_max: int
    by_person: bool
    funded: bool
    standing: Standing
    under_way_id: str


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One item of a result: what was given, what was expected, and why."""

    number: int
    item_id: str
    data: Mapping[str, JsonValue]
    given: Mapping[str, JsonValue]
    right: bool
    expected: Mapping[str, list[str]]
    note: str
    explanation: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What was said of an attempt, item by item."""

    id: str
    percent: int
    passed: bool
    author: str
    explanation: str
    appeal_until: Moment | None
    at: Moment
    items: tuple[FeedbackRow, ...]


@dataclass(frozen=True, slots=True)
class AttemptOfWorker:
    """One of a person's attempts."""

    id: str
    number: int
    state: str
    started_at: Moment
    sent_at: Moment | None
    seconds: int
    percent: int | None


def holdings_of_worker(worker_id: str, now: Moment) -> list[HeldRow]:
    """Every qualification in the person's history with the line that counts, held ones first."""
    latest = latest_grants(worker_id)
    rows = Qualification.objects.in_bulk(list(latest))
    issuers = organisations_by_id(row.organisation_id for row in rows.values())
    found = [
        _held_row(rows[key], one, getattr(issuers.get(rows[key].organisation_id), "name", ""), now)
        for key, one in latest.items()
    ]
    return sorted(found, key=lambda row: (not row.held, row.name.casefold()))


def _held_row(row: Qualification, latest: LatestGrant, issuer: str, now: Moment) -> HeldRow:
    return HeldRow(
        row.id,
        row.name,
        row.description,
        issuer,
        latest.is_held(now),
        latest.state,
        latest.value,
        latest.row.author,
        latest.row.reason,
        latest.row.explanation,
        latest.row.at,
        latest.expires_at,
        latest.row.appeal_until,
    )


def tests_for_worker(worker_id: str, now: Moment) -> list[TestRow]:
    """The open tests that are not of the person's own organisations, the platform's first."""
    own = [row.id for row in organisations_of(worker_id)]
    rows = (
        Test.objects.select_related("qualification")
        .filter(qualification__state=State.OPEN)
        .exclude(qualification__organisation_id__in=own)
    )
    ordered = rows.order_by("qualification__organisation_id", "qualification__name")
    found = list(ordered[:QUALIFICATIONS_MAX])
    issuers = organisations_by_id(row.qualification.organisation_id for row in found)
    return [row_of_test(row, worker_id, now, issuers) for row in found]


def row_of_test(
    row: Test, worker_id: str, now: Moment, issuers: Mapping[str, object] | None = None
) -> TestRow:
    """The row of a test that was read already."""
    qualification = row.qualification
    if issuers is None:
        issuers = organisations_by_id([qualification.organisation_id])
    under_way = Attempt.objects.filter(test=row, worker_id=worker_id, state=AttemptState.OPEN)
    return TestRow(
        qualification.id,
        qualification.name,
        qualification.description,
        qualification.language,
        getattr(issuers.get(qualification.organisation_id), "name", ""),
        row.items_per_attempt,
        row.pass_percent,
        row.time_estimate_seconds,
        row.seconds_max,
        row.scoring == "person",
        row.attempts_left is None or row.attempts_left > 0,
        standing_of(row, worker_id, now),
        under_way.values_list("id", flat=True).first() or "",
    )


def free_for_worker(worker_id: str) -> list[Qualification]:
    """Open qualifications that everybody gets who asks, not of the person's own organisations."""
    own = [row.id for row in organisations_of(worker_id)]
    rows = Qualification.objects.filter(
        kind=Kind.GRANTED, state=State.OPEN, auto_granted__isnull=False
    ).exclude(organisation_id__in=own)
    ever = Grant.objects.filter(worker_id=worker_id).values("qualification_id")
    return list(rows.exclude(id__in=ever).order_by("name", "id")[:QUALIFICATIONS_MAX])


def history(qualification_id: str, worker_id: str) -> list[Grant]:
    """Every line of the person's history with the qualification, newest first."""
    rows = Grant.objects.filter(qualification_id=qualification_id, worker_id=worker_id)
    return list(rows.order_by("-version"))


def attempts_of_worker(qualification_id: str, worker_id: str) -> list[AttemptOfWorker]:
    """The person's attempts at the test, newest first."""
    rows = Attempt.objects.filter(test_id=qualification_id, worker_id=worker_id)
    found = list(rows.select_related("sheet").order_by("-number"))
    results = Result.objects.filter(attempt__in=found).order_by("version")
    percents = {row.attempt_id: row.percent for row in results}
    return [_attempt(row, percents.get(row.id)) for row in found]


def _attempt(row: Attempt, percent: int | None) -> AttemptOfWorker:
    sheet = getattr(row, "sheet", None)
    return AttemptOfWorker(
        row.id,
        row.number,
        row.state,
        row.started_at,
        sheet.at if sheet else None,
        sheet.seconds if sheet else 0,
        percent,
    )


def items_of_attempt(attempt: Attempt) -> list[Item]:
    """The items of the attempt, in its order."""
    found = Item.objects.in_bulk(attempt.items)
    return [found[item_id] for item_id in attempt.items]


def sheet_of(attempt_id: str) -> Sheet | None:
    """What was sent; None while nothing was."""
    return Sheet.objects.filter(attempt_id=attempt_id).first()


def result_of(attempt: Attempt) -> ResultRow | None:
    """The result that counts, with each item; None while there is none."""
    latest = Result.objects.filter(attempt=attempt).order_by("-version").first()
    sheet = sheet_of(attempt.id)
    if latest is None or sheet is None:
        return None
    rows = tuple(
        FeedbackRow(
            number,
            item.id,
            item.data,
            sheet.answers.get(item.id, {}),
            bool(latest.marks[item.id]["right"]),
            item.key,
            str(latest.marks[item.id]["note"]),
            item.explanation,
        )
        for number, item in enumerate(items_of_attempt(attempt), start=1)
    )
    return ResultRow(
        latest.id,
        latest.percent,
        latest.passed,
        latest.author,
        latest.explanation,
        latest.appeal_until,
        latest.at,
        rows,
    )


def revocation(grant_id: str) -> Grant | None:
    """The line that took a qualification back; None when the id names no such line."""
    return (
        Grant.objects.select_related("qualification")
        .filter(id=grant_id, state=GrantState.REVOKED)
        .first()
    )

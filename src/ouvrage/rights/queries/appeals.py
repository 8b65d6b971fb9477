"""Appeals and their files, as worker, requester, reviewer and operator read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from ouvrage.base.errors import NotFound
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.rights.models import Appeal, AppealStep
from ouvrage.rights.rules import AppealState, Side, StepKind, SubjectKind, may_still_file
from ouvrage.rights.subjects import Case, case_of, subject


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in a list."""

    id: str
    kind: SubjectKind
    subject_id: str
    worker_id: str
    organisation_id: str
    state: AppealState
    filed_at: Moment
    answer_due_at: Moment
    gives_way_at: Moment
    decided_at: Moment | None
    explanation: str

    def is_overdue(self, now: Moment) -> bool:
        """Whether its answer should have been given before."""
        return self.state is AppealState.OPEN and self.answer_due_at <= now


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the file; who spoke is told by side, never by name."""

    kind: StepKind
    side: Side
    words: str
    at: Moment


@dataclass(frozen=True, slots=True)
class File:
    """The file of an appeal, the same for every side: the decision, and all that was said."""

    appeal: AppealRow
    case: Case
    steps: tuple[StepRow, ...]


def file_of(appeal: Appeal) -> File:
    """The file of an appeal that access gave out."""
    steps = AppealStep.objects.filter(appeal=appeal).order_by("id")
    return File(
        _row(appeal),
        case_of(appeal.subject_kind, appeal.subject_id),
        tuple(StepRow(StepKind(s.kind), Side(s.side), s.words, s.at) for s in steps),
    )


def appeal_about(kind: str, subject_id: str) -> AppealRow | None:
    """The latest appeal about a decision; None when there is none."""
    found = Appeal.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-id").first()
    return None if found is None else _row(found)


def is_contestable(kind: str, subject_id: str, now: Moment) -> bool:
    """Whether an appeal against the decision can be filed now."""
    case = case_of(kind, subject_id)
    return (
        subject(kind).contestable
        and case.stands
        and case.appeal_until is not None
        and may_still_file(case.appeal_until, now)
        and appeal_about(kind, subject_id) is None
    )


def appeals_of_worker(worker_id: str) -> list[AppealRow]:
    """What the worker contested, newest first."""
    return _rows(Appeal.objects.filter(worker_id=worker_id).order_by("-id"))


def appeals_of_organisation(
    organisation_id: str, *, before: str = "", limit: int = PAGE_ROWS
) -> list[AppealRow]:
    """The appeals against decisions of the organisation, newest first, older than `before`."""
    rows = Appeal.objects.filter(organisation_id=organisation_id)
    if before:
        rows = rows.filter(id__lt=before)
    return _rows(rows.order_by("-id"), limit)


def appeals_to_decide(*, after: str = "", limit: int = PAGE_ROWS) -> list[AppealRow]:
    """Open appeals, the most urgent first; the next page begins after an id."""
    rows = _open()
    if after:
        last = Appeal.objects.filter(id=after).first()
        if last is None:
            raise NotFound
        rows = rows.filter(answer_due_at__gte=last.answer_due_at).exclude(
            answer_due_at=last.answer_due_at, id__lte=after
        )
    return _rows(rows.order_by("answer_due_at", "id"), limit)


def titles_of(rows: Sequence[AppealRow]) -> dict[str, str]:
    """What the decision of each appeal is about; a fixed number of statements for each kind."""
    by_kind: dict[SubjectKind, list[AppealRow]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    found = {}
    for kind, listed in by_kind.items():
        titles = subject(kind).titles([row.subject_id for row in listed])
        found.update({row.id: titles.get(row.subject_id, "") for row in listed})
    return found


def open_appeals() -> int:
    """How many appeals wait for a decision."""
    return _open().count()


def oldest_open() -> Moment | None:
    """Since when the oldest open appeal waits."""
    return _open().order_by("filed_at").values_list("filed_at", flat=True).first()


def overdue_appeals(now: Moment) -> list[AppealRow]:
    """Open appeals whose period for an answer is over, the oldest first."""
    return _rows(_open().filter(answer_due_at__lte=now).order_by("answer_due_at", "id"))


def _open() -> QuerySet[Appeal]:
    return Appeal.objects.filter(state=AppealState.OPEN)


def _rows(appeals: QuerySet[Appeal], limit: int = PAGE_ROWS) -> list[AppealRow]:
    return [_row(found) for found in appeals[:limit]]


def _row(found: Appeal) -> AppealRow:
    return AppealRow(
        found.id,
        SubjectKind(found.subject_kind),
        found.subject_id,
        found.worker_id,
        found.organisation_id,
        AppealState(found.state),
        found.filed_at,
        found.answer_due_at,
        found.gives_way_at,
        found.decided_at,
        found.explanation,
    )

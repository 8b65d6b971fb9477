"""Control items, what was checked against them, and disputes about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment, Span
from ouvrage.review.models import GoldCheck, GoldDispute, GoldItem
from ouvrage.work.models import Submission
from ouvrage.work.rules import PUBLISHED_STATES, BatchState

CHECKED_FOR = Span(days=2)
GOLD_SHOWN_MAX = 500


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A control item for its requester: the known answer, and how it fared."""

    task_id: str
    position: int
    external_id: str
    expected: dict[str, object]
    explanation: str
    passed: int
    failed: int
    disputes: int
    withdrawn_at: Moment | None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One field of an answer beside the known one."""

    field: str
    expected: object
    given: object
    passed: bool


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """What became of an answer to a control item, and of its dispute; `upheld` is None while a
    dispute waits, and without one."""

    submission_id: str
    explanation: str
    fields: tuple[CheckRow, ...]
    withdrawn: bool
    disputed_at: Moment | None
    words: str
    decided_at: Moment | None
    upheld: bool | None
    decision: str

    @property
    def passed(self) -> bool:
        """Whether every field was as known."""
        return all(field.passed for field in self.fields)


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute in the list of reviewers."""

    submission_id: str
    project_title: str
    words: str
    at: Moment


def unchecked_answers(now: Moment) -> QuerySet[Submission]:
    """Answers to control items that nobody compared yet, of open batches and of the last days."""
    items = GoldItem.objects.filter(task_id=OuterRef("task_id"), withdrawn_at__isnull=True)
    recent = Q(batch__state=BatchState.OPEN) | Q(submitted_at__gt=now - CHECKED_FOR)
    rows = Submission.objects.filter(recent, batch_id__in=GoldItem.objects.values("batch_id"))
    checked = GoldCheck.objects.filter(submission=OuterRef("pk"))
    return rows.filter(
        Exists(items), ~Exists(checked), assignment__redoes__isnull=True
    ).select_related("project")


def has_gold(project_id: str) -> bool:
    """Whether tasks of the project that were published serve as controls."""
    items = GoldItem.objects.filter(
        batch__project_id=project_id,
        batch__state__in=PUBLISHED_STATES,
        withdrawn_at__isnull=True,
    )
    return items.exists()


def batches_with_gold(project_id: str) -> frozenset[str]:
    """The batches of the project that have control items."""
    items = GoldItem.objects.filter(batch__project_id=project_id)
    return frozenset(items.values_list("batch_id", flat=True).distinct())


def gold_of_batch(
    batch_id: str, *, task_id: str = "", limit: int = GOLD_SHOWN_MAX
) -> list[GoldRow]:
    """The control items of the batch in the order of the file, or the one of a task."""
    items = GoldItem.objects.filter(batch_id=batch_id).select_related("task")
    if task_id:
        items = items.filter(task_id=task_id)
    rows = list(items.order_by("task__position")[:limit])
    ids = [item.task_id for item in rows]
    checks = (
        GoldCheck.objects.filter(item_id__in=ids)
        .values_list("item_id")
        .annotate(good=Count("id", filter=Q(passed=True)), bad=Count("id", filter=Q(passed=False)))
    )
    counts = {row[0]: row[1:] for row in checks}
    disputed = GoldDispute.objects.filter(item_id__in=ids).values_list("item_id")
    disputes = dict(disputed.annotate(count=Count("submission_id")))
    return [
        GoldRow(
            item.task_id,
            item.task.position,
            item.task.external_id,
            item.expected,
            item.explanation,
            counts.get(item.task_id, (0, 0))[0],
            counts.get(item.task_id, (0, 0))[1],
            disputes.get(item.task_id, 0),
            item.withdrawn_at,
        )
        for item in rows
    ]


def answer_check(submission_id: str) -> AnswerCheck | None:
    """What the answer was compared with; None when its task is no control or it waits."""
    checks = list(
        GoldCheck.objects.filter(submission_id=submission_id).select_related("item").order_by("id")
    )
    return _answer_check(submission_id, checks) if checks else None


def _answer_check(submission_id: str, checks: Sequence[GoldCheck]) -> AnswerCheck:
    dispute = GoldDispute.objects.filter(submission_id=submission_id).first()
    item = checks[0].item
    return AnswerCheck(
        submission_id,
        item.explanation,
        tuple(CheckRow(row.field, row.expected, row.given, row.passed) for row in checks),
        item.withdrawn_at is not None,
        dispute.at if dispute else None,
        dispute.words if dispute else "",
        dispute.decided_at if dispute else None,
        dispute.upheld if dispute else None,
        dispute.explanation if dispute else "",
    )


def disputes_open(*, limit: int = PAGE_ROWS) -> list[DisputeRow]:
    """Disputes that wait for a reviewer, oldest first."""
    rows = GoldDispute.objects.filter(decided_at__isnull=True)
    rows = rows.select_related("submission__project").order_by("at")[:limit]
    return [
        DisputeRow(row.submission_id, row.submission.project.title, row.words, row.at)
        for row in rows
    ]


def disputes_summary() -> tuple[int, Moment | None]:
    """How many disputes wait, and since when at the earliest."""
    found = GoldDispute.objects.filter(decided_at__isnull=True).aggregate(
        count=Count("pk"), oldest=Min("at")
    )
    return found["count"], found["oldest"]


def missed_by(task_id: str) -> list[tuple[str, str]]:
    """Who missed a control item, and the title of its project."""
    missed = GoldCheck.objects.filter(item_id=task_id, passed=False).order_by("worker_id")
    return list(missed.values_list("worker_id", "item__batch__project__title").distinct())

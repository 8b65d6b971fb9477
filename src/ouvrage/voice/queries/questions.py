"""What is read of questions: threads for both sides, public answers, how long answers take."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from ouvrage.base.limits import PAGE_ROWS, QUESTIONS_MEASURED_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.voice.models import Question, Reply
from ouvrage.voice.rules import median_wait
from ouvrage.work.models import Project

_WAITING = Q(answered_at__isnull=True, settled_at__isnull=True)


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """What the requester said, when, and whether everybody reads it."""

    text: str
    public: bool
    at: Moment


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its replies; `worker_id` never leaves the doors."""

    id: str
    thread_id: str
    project_id: str
    project_title: str
    worker_id: str
    assignment_id: str
    text: str
    blocking: bool
    asked_at: Moment
    waiting: bool
    settled: bool
    replies: tuple[ReplyRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """How long people wait: how many asked, how many were answered, the middle of the waits."""

    asked: int
    answered: int
    median: Span | None


def questions_of_worker(worker_id: str, *, before: str = "") -> list[QuestionRow]:
    """The worker's questions, newest first."""
    rows = Question.objects.filter(worker_id=worker_id)
    if before:
        rows = rows.filter(id__lt=before)
    return _rows(rows.order_by("-id")[:PAGE_ROWS])


def questions_of_project(
    project_id: str, *, waiting: bool | None = None, before: str = "", limit: int = PAGE_ROWS
) -> list[QuestionRow]:
    """Questions about the project: those that wait oldest first, others newest first."""
    rows = Question.objects.filter(project_id=project_id)
    if waiting is not None:
        rows = rows.filter(_WAITING if waiting else ~_WAITING)
    if before:
        rows = rows.filter(id__lt=before)
    return _rows(rows.order_by("id" if waiting else "-id")[:limit])


def thread(thread_id: str) -> list[QuestionRow]:
    """A question with what followed on it, in order."""
    return _rows(Question.objects.filter(thread_id=thread_id).order_by("id"))


def public_answers(project_id: str) -> list[QuestionRow]:
    """Questions whose answers everybody who works on the project reads, newest first.

    Only the public replies stand with them.
    """
    shown = Reply.objects.filter(question__project_id=project_id, public=True)
    ids = shown.order_by("-id").values_list("question_id", flat=True)[:PAGE_ROWS]
    rows = Question.objects.filter(id__in=list(ids)).order_by("-id")
    return _rows(rows, public_only=True)


def _rows(rows: Iterable[Question], *, public_only: bool = False) -> list[QuestionRow]:
    found = list(rows)
    replies: dict[str, list[ReplyRow]] = {}
    for reply in Reply.objects.filter(question__in=found).order_by("id"):
        if reply.public or not public_only:
            row = ReplyRow(reply.text, reply.public, reply.at)
            replies.setdefault(reply.question_id, []).append(row)
    ids = {row.project_id for row in found}
    titles = dict(Project.objects.filter(id__in=ids).values_list("id", "title"))
    return [_row(row, titles[row.project_id], tuple(replies.get(row.id, ()))) for row in found]


def _row(row: Question, title: str, replies: tuple[ReplyRow, ...]) -> QuestionRow:
    return QuestionRow(
        row.id,
        row.thread_id,
        row.project_id,
        title,
        row.worker_id,
        row.assignment_id,
        row.text,
        row.blocking,
        row.asked_at,
        row.answered_at is None and row.settled_at is None,
        row.settled_at is not None,
        replies,
    )


def waiting_count(project_id: str) -> int:
    """How many questions about the project wait for an answer."""
    return Question.objects.filter(_WAITING, project_id=project_id).count()


def answer_time(now: Moment, *, project_id: str = "", organisation_id: str = "") -> AnswerTime:
    """How long the requester takes to answer, over the latest thousand questions.

    A question that still waits counts with its wait until now; one that was settled without an
    answer does not count.
    """
    rows = Question.objects.exclude(answered_at__isnull=True, settled_at__isnull=False)
    if project_id:
        rows = rows.filter(project_id=project_id)
    if organisation_id:
        own = Project.objects.filter(organisation_id=organisation_id).values_list("id", flat=True)
        rows = rows.filter(project_id__in=list(own))
    latest = rows.order_by("-id").values_list("asked_at", "answered_at")[:QUESTIONS_MEASURED_MAX]
    waits = [(answered or now) - asked for asked, answered in latest]
    answered = sum(answered is not None for _asked, answered in latest)
    return AnswerTime(len(waits), answered, median_wait(waits))

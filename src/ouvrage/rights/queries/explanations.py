"""Questions about decisions and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.people import queries as people
from ouvrage.rights.models import Explanation
from ouvrage.rights.rules import ExplanationState, SubjectKind


@dataclass(frozen=True, slots=True)
class ExplanationRow:
    """A question and its answer; `answered_by` is the name of who gave it."""

    id: str
    kind: SubjectKind
    subject_id: str
    worker_id: str
    state: ExplanationState
    words: str
    asked_at: Moment
    answer_due_at: Moment
    answered_by: str
    answered_at: Moment | None
    answer: str
    rectify_due_at: Moment | None
    rectified_at: Moment | None
    rectification: str
    compensated_at: Moment | None

    def is_overdue(self, now: Moment) -> bool:
        """Whether the answer, or what puts the decision right, should have come before."""
        if self.state is ExplanationState.OPEN:
            return self.answer_due_at <= now
        due = self.rectify_due_at
        return self.state is ExplanationState.TO_RECTIFY and due is not None and due <= now


def explanation_row(found: Explanation) -> ExplanationRow:
    """The row of a question that access gave out."""
    return _row(found, people.names_of([found.answered_by]))


def _row(found: Explanation, names: Mapping[str, str]) -> ExplanationRow:
    return ExplanationRow(
        found.id,
        SubjectKind(found.subject_kind),
        found.subject_id,
        found.worker_id,
        ExplanationState(found.state),
        found.words,
        found.asked_at,
        found.answer_due_at,
        names.get(found.answered_by, ""),
        found.answered_at,
        found.answer,
        found.rectify_due_at,
        found.rectified_at,
        found.rectification,
        found.compensated_at,
    )


def explanations_of_worker(worker_id: str) -> list[ExplanationRow]:
    """What the worker asked, newest first."""
    return _rows(Explanation.objects.filter(worker_id=worker_id).order_by("-id"))


def explanations_to_answer() -> list[ExplanationRow]:
    """Questions that wait for an answer, the most urgent first."""
    return _rows(_in_state(ExplanationState.OPEN).order_by("answer_due_at", "id"))


def explanations_to_rectify() -> list[ExplanationRow]:
    """Decisions found wrong that somebody puts right by hand, the most urgent first."""
    return _rows(_in_state(ExplanationState.TO_RECTIFY).order_by("rectify_due_at", "id"))


def open_questions() -> tuple[int, Moment | None]:
    """How many questions and corrections wait, and since when the oldest does."""
    waiting = Explanation.objects.filter(
        state__in=[ExplanationState.OPEN, ExplanationState.TO_RECTIFY]
    ).order_by("asked_at")
    return waiting.count(), waiting.values_list("asked_at", flat=True).first()


def overdue_explanations(now: Moment) -> int:
    """How many questions wait for an answer that should have come before."""
    return _in_state(ExplanationState.OPEN).filter(answer_due_at__lte=now).count()


def overdue_rectifications(now: Moment) -> int:
    """How many decisions found wrong should have been put right before."""
    return _in_state(ExplanationState.TO_RECTIFY).filter(rectify_due_at__lte=now).count()


def _in_state(state: ExplanationState) -> QuerySet[Explanation]:
    return Explanation.objects.filter(state=state)


def _rows(questions: QuerySet[Explanation]) -> list[ExplanationRow]:
    found = list(questions[:PAGE_ROWS])
    names = people.names_of([row.answered_by for row in found])
    return [_row(row, names) for row in found]

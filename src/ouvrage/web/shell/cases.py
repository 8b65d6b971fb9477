"""The file of a contested decision as every side sees it: one view, one template.

`{% include "shell/parts/case.html" with case=... %}` draws the decision,
`{% include "shell/parts/file.html" with file=... %}` the appeal with all that was said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.base.personal import ERASED
from ouvrage.base.words import N_
from ouvrage.rights import queries
from ouvrage.rights.access import Appeal
from ouvrage.rights.queries import AppealRow, StepRow
from ouvrage.rights.rules import SUBJECT_LABELS, AppealState, Side, StepKind
from ouvrage.rights.subjects import Case
from ouvrage.web.shell.cells import Cell, cells, item_cells
from ouvrage.work.queries import media_resolver

APPEAL_STATES = {
    AppealState.OPEN: N_("Waiting for a decision"),
    AppealState.UPHELD: N_("The decision stands"),
    AppealState.OVERTURNED: N_("Decided for the worker"),
    AppealState.WITHDRAWN: N_("Taken back by the worker"),
    AppealState.SETTLED: N_("Settled"),
}
SIDES = {
    Side.WORKER: N_("The worker"),
    Side.REQUESTER: N_("The requester"),
    Side.OPERATOR: N_("The operator"),
    Side.REVIEWER: N_("The reviewer"),
    Side.INSTANCE: N_("The instance"),
}
STEPS = {
    StepKind.FILED: N_("contested the decision"),
    StepKind.STATEMENT: N_("wrote"),
    StepKind.DECISION: N_("decided"),
    StepKind.WITHDRAWAL: N_("took the appeal back"),
    StepKind.OVERDUE: N_("noted that the time for an answer was over"),
    StepKind.SETTLED: N_("closed the appeal"),
}


@dataclass(frozen=True, slots=True)
class FactView:
    """One line of a decision; one of `text`, `at` and `amount` says it."""

    label: str
    text: str
    at: Moment | None
    amount: Money | None
    said: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A decision: what kind, about what, and its facts."""

    label: str
    title: str
    worker: str
    facts: Sequence[FactView]
    item: Sequence[Cell]
    answer: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the file: who, what, the words and when; `said` when a person wrote the words."""

    who: str
    what: str
    words: str
    said: bool
    at: Moment


@dataclass(frozen=True, slots=True)
class FileView:
    """An appeal with its file."""

    appeal: AppealRow
    state: str
    is_open: bool
    is_overdue: bool
    case: CaseView
    steps: Sequence[StepView]


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal in a list."""

    row: AppealRow
    kind: str
    title: str
    state: str
    is_overdue: bool
    address: str


def case_view(case: Case, reader_id: str) -> CaseView:
    """The decision for this reader, who may open its pictures and sounds."""
    address = media_resolver(case.project_id, reader_id)
    return CaseView(
        label=gettext(SUBJECT_LABELS[case.kind]),
        title=case.title,
        worker=case.worker,
        facts=[
            FactView(
                gettext(fact.label) if fact.label else "",
                said(fact.text) if fact.said or not fact.text else gettext(fact.text),
                fact.at,
                fact.amount,
                fact.said,
            )
            for fact in case.facts
        ],
        item=item_cells(case.item, case.media_columns, address),
        answer=cells(case.answer),
    )


def file_view(appeal: Appeal, reader_id: str, now: Moment) -> FileView:
    """The whole file for this reader, who has been given the appeal."""
    file = queries.file_of(appeal)
    row = file.appeal
    return FileView(
        appeal=row,
        state=gettext(APPEAL_STATES[row.state]),
        is_open=row.state is AppealState.OPEN,
        is_overdue=row.is_overdue(now),
        case=case_view(file.case, reader_id),
        steps=[_step(step) for step in file.steps],
    )


def said(words: str) -> str:
    """The words, or a sentence in their place when who wrote them took them along."""
    return gettext("These words were erased with the account.") if words == ERASED else words


def _step(step: StepRow) -> StepView:
    is_said = step.side is not Side.INSTANCE or step.kind is StepKind.FILED
    return StepView(
        gettext(SIDES[step.side]),
        gettext(STEPS[step.kind]),
        said(step.words) if is_said or not step.words else gettext(step.words),
        is_said,
        step.at,
    )


def appeal_lines(
    rows: Sequence[AppealRow], now: Moment, address: Callable[[str], str]
) -> list[AppealLine]:
    """Appeals as lines of a list, each with what it is about and the page of its file."""
    titles = queries.titles_of(rows)
    return [
        AppealLine(
            row,
            gettext(SUBJECT_LABELS[row.kind]),
            titles[row.id],
            gettext(APPEAL_STATES[row.state]),
            row.is_overdue(now),
            address(row.id),
        )
        for row in rows
    ]

"""An answer as a reviewer sees it: the task, what was sent, the code of its worker, no name."""

from collections.abc import Sequence
from dataclasses import dataclass

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment
from ouvrage.review.access import Submission, submissions_for_reviewer
from ouvrage.web.shell.cells import Cell, cells, item_cells
from ouvrage.work.queries import media_resolver, submission_row


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer with its task, for a page."""

    id: str
    project_title: str
    worker: str
    item: list[Cell]
    answer: list[Cell]
    work_seconds: int
    submitted_at: Moment


def answer_view(actor: Actor, submission_id: str) -> AnswerView:
    """One answer; NotFound when there is none."""
    views = answer_views(actor, [submission_id])
    if not views:
        raise NotFound
    return views[0]


def answer_views(actor: Actor, submission_ids: Sequence[str]) -> list[AnswerView]:
    """The answers, in the order of their ids."""
    return [_view(actor, row) for row in submissions_for_reviewer(actor, submission_ids)]


def _view(actor: Actor, sent: Submission) -> AnswerView:
    row = submission_row(sent)
    address = media_resolver(sent.project_id, actor.id)
    return AnswerView(
        row.id,
        sent.project.title,
        row.worker,
        item_cells(row.data, sent.batch.media_columns, address),
        cells(row.answer),
        row.work_seconds,
        row.submitted_at,
    )

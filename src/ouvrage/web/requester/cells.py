"""A task and an answer as a requester reads them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ouvrage.web.shell.cells import Cell, cells, item_cells
from ouvrage.work.queries import SubmissionRow


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """An answer with its task's data."""

    row: SubmissionRow
    item: list[Cell]
    answer: list[Cell]


def answer_card(
    row: SubmissionRow, media_columns: Collection[str], media_address: Callable[[str], str]
) -> AnswerCard:
    """The card of one answer; media get addresses that the reader may open."""
    return AnswerCard(row, item_cells(row.data, media_columns, media_address), cells(row.readable))

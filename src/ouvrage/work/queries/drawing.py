"""Whether every task of a batch can be drawn: a template may have changed since its import."""

from collections.abc import Iterator

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.work.models import Task
from ouvrage.work.pages import row_refusals


def drawing_refusals(batch_id: str, template: str) -> list[Refusal]:
    """Why pages cannot be made with the template, by row of the batch's file; the first fifty.

    Every task is read, streamed: some 30 seconds for a million of them.
    """
    found: list[Refusal] = []
    for number, data in _rows(batch_id):
        found += row_refusals(template, data, number)
        if len(found) >= limits.IMPORT_ERRORS_SHOWN_MAX:
            break
    return found[: limits.IMPORT_ERRORS_SHOWN_MAX]


def _rows(batch_id: str) -> Iterator[tuple[int, dict[str, object]]]:
    tasks = Task.objects.filter(batch_id=batch_id).order_by("position")
    data = tasks.values_list("data", flat=True)
    return enumerate(data.iterator(chunk_size=limits.EXPORT_CHUNK_ROWS), start=1)

"""Whether every task of a batch can be drawn: a template may have changed since its import."""

from collections.abc import Iterator
from dataclasses import dataclass

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.taskui.liquid import JsonValue
from ouvrage.work.errors import TooManyHosts
from ouvrage.work.models import Task
from ouvrage.work.pages import row_hosts, row_refusals


@dataclass(frozen=True, slots=True)
class Drawing:
    """What came of drawing a batch: why pages fail, and the other hosts they load files from."""

    refusals: tuple[Refusal, ...]
    media_hosts: tuple[str, ...]


def drawing(batch_id: str, template: str, *, scripted: bool) -> Drawing:
    """Every task of the batch, drawn with the template: the first fifty faults, by row of the file.

    The tasks are streamed: some 30 seconds for a million of them, twice that with addresses.
    """
    found: list[Refusal] = []
    hosts: set[str] = set()
    for number, data in _rows(batch_id):
        refusals = row_refusals(template, data, number, scripted=scripted)
        found += refusals
        if not refusals:
            hosts |= row_hosts(template, data)
        if len(hosts) > limits.MEDIA_HOSTS_MAX:
            found.append(TooManyHosts(field="template", most=limits.MEDIA_HOSTS_MAX))
            break
        if len(found) >= limits.IMPORT_ERRORS_SHOWN_MAX:
            break
    return Drawing(tuple(found[: limits.IMPORT_ERRORS_SHOWN_MAX]), tuple(sorted(hosts)))


def _rows(batch_id: str) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    tasks = Task.objects.filter(batch_id=batch_id).order_by("position")
    data = tasks.values_list("data", flat=True)
    return enumerate(data.iterator(chunk_size=limits.EXPORT_CHUNK_ROWS), start=1)

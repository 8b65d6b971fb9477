"""What status lists say: to everybody a list, to a person the numbers of what they hold."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max

from ouvrage.skills.models import StatusListEntry
from ouvrage.skills.rules import list_and_index, list_path, positions_of


@dataclass(frozen=True, slots=True)
class StatusRow:
    """Where anybody can see whether a holding stands: a number in the list at that address."""

    grant_id: str
    qualification: str
    address: str
    index: int
    withdrawn: bool


def list_address(number: int) -> str:
    """The whole address of a list, as papers name it."""
    return f"{settings.BASE_URL}{list_path(number)}"


def statuses_of_worker(worker_id: str) -> list[StatusRow]:
    """Every number that stands for something of the person's, in the order of their history."""
    entries = StatusListEntry.objects.filter(grant__worker_id=worker_id)
    rows = entries.select_related("grant__qualification").order_by("grant_id")
    return [_row(entry) for entry in rows]


def _row(entry: StatusListEntry) -> StatusRow:
    assert entry.grant is not None
    number, index = list_and_index(entry.position)
    name = entry.grant.qualification.name
    return StatusRow(entry.grant.id, name, list_address(number), index, entry.withdrawn)


def withdrawn_indexes(number: int) -> list[int] | None:
    """The numbers of the list whose bit is set; None when there is no such list."""
    latest = StatusListEntry.objects.aggregate(at=Max("position"))["at"]
    if latest is None or not 1 <= number <= list_and_index(latest)[0]:
        return None
    bounds = positions_of(number)
    found = StatusListEntry.objects.filter(
        withdrawn=True, position__gte=bounds.start, position__lt=bounds.stop
    )
    return [position - bounds.start for position in found.values_list("position", flat=True)]

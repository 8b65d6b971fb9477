"""Each holding of a qualification has a number in a status list, from its first line on.

The number follows the history: revoked, its bit is set; given back after an appeal, it is cleared.
Granted anew after a revocation or an end is another holding, with another number, so that an old
paper does not become true again with another value. Written inside the transaction of the line.
"""

import secrets
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import Max

from ouvrage.skills.models import Grant, StatusListEntry
from ouvrage.skills.rules import DRAWS_MAX, LIST_BITS, list_and_index, positions_of


def follow_status(row: Grant, earlier: Grant, *, withdrawn: bool) -> bool:
    """The number of the earlier line stands for this one; False when the earlier line had none."""
    entries = StatusListEntry.objects.filter(grant=earlier)
    return entries.update(grant=row, withdrawn=withdrawn) == 1


def open_status(row: Grant, draw: Callable[[int], int] = secrets.randbelow) -> None:
    """The line has a number that nobody had before.

    The number itself is the key of the table, so two hands that draw the same cannot both have it.
    """
    latest = StatusListEntry.objects.aggregate(at=Max("position"))["at"]
    number, _ = list_and_index(latest or 0)
    for _ in range(DRAWS_MAX):
        if _taken(row, positions_of(number)[draw(LIST_BITS)]):
            return
    while not _taken(row, positions_of(number + 1)[draw(LIST_BITS)]):
        pass


def _taken(row: Grant, position: int) -> bool:
    try:
        with transaction.atomic():
            StatusListEntry.objects.create(position=position, grant=row)
    except IntegrityError:
        return False
    return True

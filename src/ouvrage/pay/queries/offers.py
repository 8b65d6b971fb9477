"""The offers that a worker can begin in: those whose instructions they have read, or whose reading
can still be paid, since nobody reads unpaid (PAY-4).
"""

from dataclasses import replace

from django.conf import settings

from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.pay.queries.costs import is_reading_funded, reading_of
from ouvrage.pay.queries.floors import floor_on
from ouvrage.work import queries as work
from ouvrage.work.models import Batch, Project
from ouvrage.work.queries import OfferRow
from ouvrage.work.rules import BatchState


def offers(worker_id: str, *, language: str = "") -> list[OfferRow]:
    """The offers of `work.queries.offers`, without those where a newcomer's reading has no money.

    One query more; a few for each project whose budget for readings is used up.
    """
    rows = work.offers(worker_id, language=language)
    new = {row.project_id for row in rows if not row.read and not row.unfinished_assignment_id}
    budgeted = Batch.objects.filter(
        project_id__in=new, state=BatchState.OPEN, readers_left__gt=0
    ).values_list("project_id", flat=True)
    short = Project.objects.in_bulk(new - set(budgeted)) if new else {}
    closed = {
        project.id
        for project in short.values()
        if reading_of(project, worker_id).state == "new" and not is_reading_funded(project)
    }
    return [_with_floor(row) for row in rows if row.project_id not in closed]


def _with_floor(row: OfferRow) -> OfferRow:
    """The offer with what reading pays at the floor of its requester's country."""
    own = settings.FLOOR_MICROS_PER_HOUR
    on, currency = utc_now().date(), row.reading_pay.currency
    floor = floor_on(on, [row.requester_country], currency).micros_per_hour
    if floor <= own or not own:
        return row
    return replace(row, reading_pay=Money(-(-row.reading_pay.micros * floor // own), currency))

"""The offers that a worker can begin in: those whose instructions they have read, or whose reading
can still be paid, since nobody reads unpaid (PAY-4).
"""

from ouvrage.pay.queries.costs import is_reading_funded, reading_of
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
    return [row for row in rows if row.project_id not in closed]

"""Which projects wait because questions that keep people from working are unanswered."""

from ouvrage.base.moment import Moment
from ouvrage.work.models import Batch
from ouvrage.work.rules import BatchState


def silent_projects() -> list[str]:
    """The projects with an open batch that waits."""
    rows = Batch.objects.filter(silent_since__isnull=False, state=BatchState.OPEN)
    return sorted(set(rows.values_list("project_id", flat=True)))


def silent_since(project_id: str) -> Moment | None:
    """Since when work on the project waits for answers; None when it does not."""
    rows = Batch.objects.filter(
        project_id=project_id, silent_since__isnull=False, state=BatchState.OPEN
    )
    return rows.order_by("silent_since").values_list("silent_since", flat=True).first()

"""What opened lately."""

from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.work.models import Batch
from ouvrage.work.rules import BatchState


def projects_opened_since(since: Moment) -> set[str]:
    """Projects with an open batch that was published after `since`, a bounded number."""
    batches = Batch.objects.filter(state=BatchState.OPEN, published_at__gt=since)
    return set(batches.values_list("project_id", flat=True).distinct()[:JOB_ROWS_MAX])

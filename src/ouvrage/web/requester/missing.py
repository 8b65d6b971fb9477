"""What keeps a project from being published, and whether it ever was."""

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.pay import queries as pay
from ouvrage.web.requester.place import ProjectPlace
from ouvrage.work import queries as work
from ouvrage.work.access import Project
from ouvrage.work.errors import Missing
from ouvrage.work.rules import PUBLISHED_STATES, BatchState

_IMPORTED = PUBLISHED_STATES | {BatchState.DRAFT}


def missing_of(project: Project, now: Moment) -> list[Refusal]:
    """Field by field, what publishing would refuse; `file` when no data was imported."""
    missing = list(pay.project_refusals(project, now))
    if not any(row.state in _IMPORTED for row in work.batches_of(project.id)):
        missing.append(Missing(field="file"))
    return missing


def was_published(project: Project) -> bool:
    """Whether workers ever saw the project, so that its page and price stay."""
    return any(row.state in PUBLISHED_STATES for row in work.batches_of(project.id))


def draft_batch(place: ProjectPlace) -> work.BatchRow | None:
    """The latest batch that waits to be published."""
    rows = [row for row in work.batches_of(place.project.id) if row.state == BatchState.DRAFT]
    return rows[-1] if rows else None

"""The allocation of a project's tasks, done again from the journal (ASG-6)."""

from ouvrage.journal.queries import events_about
from ouvrage.work.models import Batch
from ouvrage.work.rules.replay import ACTIONS, Happened, Replayed, replay


def replayed(batch_id: str) -> Replayed:
    """Every allocation of the batch's project, taken anew, and what differs from the journal.

    The whole project is replayed, since a search goes on from one batch to the next. Memory: the
    project's lines.
    """
    batch = Batch.objects.select_related("project").get(id=batch_id)
    batches = Batch.objects.filter(project_id=batch.project_id).values_list("id", flat=True)
    events = events_about(
        organisation_id=batch.project.organisation_id, subjects=list(batches), actions=ACTIONS
    )
    lines = [
        Happened(row.id, row.at, row.action, row.actor_id, row.subject_id, row.details)
        for row in events
    ]
    return replay(batch.project_id, lines)

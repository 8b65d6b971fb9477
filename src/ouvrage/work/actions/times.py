"""How long a task takes is measured from answers, and how many people are behind the figure.

The figure is what the floor is held against once enough people have worked (PAY-2), and what offers
show.
"""

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.work.models import Project
from ouvrage.work.queries.time import time_statistics
from ouvrage.work.rules import BatchState


def measure_time(*, actor: Actor, now: Moment) -> int:
    """Open projects know the median time of their answers; returns how many changed."""
    open_projects = Project.objects.filter(batches__state=BatchState.OPEN).distinct()
    ids = list(open_projects.order_by("id").values_list("id", flat=True))
    return sum(measure_project(actor=actor, now=now, project_id=project_id) for project_id in ids)


def measure_project(*, actor: Actor, now: Moment, project_id: str) -> bool:
    """The project knows the median time of its latest answers; false when it knew it before."""
    time = time_statistics(project_id)
    if time is None:
        return False
    known = {"median_seconds": time.median, "measured_workers": time.workers}
    with transaction.atomic():
        if not Project.objects.filter(id=project_id).exclude(**known).update(**known):
            return False
        organisation_id = Project.objects.values_list("organisation_id", flat=True).get(
            id=project_id
        )
        line = Line("time.measured", "project", project_id, organisation_id, details=dict(known))
        record(actor=actor, now=now, line=line)
    return True

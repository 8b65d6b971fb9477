"""A published price is raised, never lowered."""

from django.db import connection

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.work.models import Assignment, Project
from ouvrage.work.rules import AssignmentState


def raise_reward(*, actor: Actor, now: Moment, project_id: str, reward_micros: int) -> int:
    """An answer pays at least that from now on, also one to a task that is in hand or whose lease
    ended; returns how many tasks in hand pay more. Called by `pay.raise_price`."""
    assert connection.in_atomic_block
    Project.objects.filter(id=project_id, reward_micros__lt=reward_micros).update(
        reward_micros=reward_micros
    )
    held = Assignment.objects.filter(
        project_id=project_id,
        state__in=[AssignmentState.TAKEN, AssignmentState.EXPIRED],
        reward_micros__lt=reward_micros,
    )
    raised = held.update(reward_micros=reward_micros)
    organisation_id = Project.objects.values_list("organisation_id", flat=True).get(id=project_id)
    details = {"reward_micros": reward_micros, "in_hand": raised}
    line = Line("project.price_raised", "project", project_id, organisation_id, details=details)
    record(actor=actor, now=now, line=line)
    return raised

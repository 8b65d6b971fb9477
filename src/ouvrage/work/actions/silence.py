"""A batch waits while questions that keep people from working are unanswered, and goes on after.

Called by `voice`, which knows the questions; what is kept here is all that taking a task asks.
"""

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.work.models import Batch
from ouvrage.work.rules import BatchState


def pause_for_silence(*, actor: Actor, now: Moment, batch_id: str) -> bool:
    """No task of the open batch is handed out until it is answered; true when that is new."""
    with transaction.atomic():
        speaking = Batch.objects.filter(
            id=batch_id, state=BatchState.OPEN, silent_since__isnull=True
        )
        paused = bool(speaking.update(silent_since=now))
        if paused:
            _line(actor, now, "batch.silent", batch_id)
    return paused


def end_silence(*, actor: Actor, now: Moment, batch_id: str) -> bool:
    """Tasks of the batch are handed out again; true when that is new."""
    with transaction.atomic():
        silent = Batch.objects.filter(id=batch_id, silent_since__isnull=False)
        resumed = bool(silent.update(silent_since=None))
        if resumed:
            _line(actor, now, "batch.answered", batch_id)
    return resumed


def _line(actor: Actor, now: Moment, action: str, batch_id: str) -> None:
    organisation_id = Batch.objects.values_list("project__organisation_id", flat=True).get(
        id=batch_id
    )
    record(actor=actor, now=now, line=Line(action, "batch", batch_id, organisation_id))

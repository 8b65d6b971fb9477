"""What is open and not offered to a worker at this moment, and why: the truth behind the list.

It asks the same conditions that decide (`eligibility`), so no page can say anything else.
"""

from dataclasses import dataclass

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.work.errors import (
    BreakDue,
    DrawToCome,
    ExposureReached,
    LabelDisputed,
    NotChosen,
    NotYourTurn,
    OnBreak,
    OwnLimitReached,
    RestFirst,
)
from ouvrage.work.models import Batch
from ouvrage.work.queries.eligibility import open_batches, refused_batches
from ouvrage.work.queries.turns import Draw, draws_of_worker
from ouvrage.work.rules import BatchState

BY_TURNS = (DrawToCome, NotYourTurn)
SAID_ONCE = (BreakDue, ExposureReached, OnBreak, OwnLimitReached, RestFirst)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Draws the worker can see, other reasons said once each, and what they did not choose.

    `unchosen` counts batches with a sensitive category that the worker left out.
    """

    draws: tuple[Draw, ...]
    reasons: tuple[Refusal, ...]
    unchosen: int


def withheld(worker_id: str, now: Moment, *, project_id: str = "") -> Withheld:
    """Why open batches, or those of one project, are not all offered to the worker now."""
    batches = [row for row in open_batches(worker_id, now, project_id=project_id) if row.id]
    refused = refused_batches(worker_id, batches, now)
    drawn = [
        row for row in batches if row.id not in refused or isinstance(refused[row.id], BY_TURNS)
    ]
    kinds = (*SAID_ONCE, LabelDisputed) if project_id else SAID_ONCE
    said = {refusal.code: refusal for refusal in refused.values() if isinstance(refusal, kinds)}
    return Withheld(
        tuple(draws_of_worker(drawn, now)),
        tuple(said.values()),
        sum(isinstance(refusal, NotChosen) for refusal in refused.values()),
    )


def sensitive_of_project(project_id: str) -> list[str]:
    """The sensitive categories that open batches of the project declare, in order."""
    opened = Batch.objects.filter(project_id=project_id, state=BatchState.OPEN)
    return sorted({category for batch in opened.only("sensitive") for category in batch.sensitive})

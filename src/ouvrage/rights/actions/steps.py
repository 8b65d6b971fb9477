"""Steps of an appeal's file, and how an appeal leaves the state open.

Called by the other actions of the room, inside their transaction.
"""

from dataclasses import dataclass

from django.db import connection

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce
from ouvrage.people.queries import person_behind
from ouvrage.rights.errors import AppealClosed
from ouvrage.rights.models import Appeal, AppealStep
from ouvrage.rights.rules import AppealState, Side, StepKind
from ouvrage.rights.subjects import Case, Effect, subject

EVENTS = {
    StepKind.FILED: "appeal.filed",
    StepKind.STATEMENT: "appeal.statement",
    StepKind.WITHDRAWAL: "appeal.withdrawn",
    StepKind.OVERDUE: "appeal.overdue",
    StepKind.SETTLED: "appeal.settled",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step before it stands in the file; only statements come with a key of their own."""

    kind: StepKind
    side: Side
    words: str = ""
    client_key: str = ""


def take_step(*, actor: Actor, now: Moment, appeal: Appeal, step: Step) -> AppealStep:
    """The step stands in the file, and the journal tells what must climb.

    Never in the worker's words: they are erased with the worker, and the journal forgets nothing.
    """
    assert connection.in_atomic_block
    taken = AppealStep.objects.create(
        appeal=appeal,
        kind=step.kind,
        side=step.side,
        person_id=person_behind(actor),
        words=step.words,
        client_key=step.client_key or new_id(now),
        at=now,
    )
    line = Line(
        EVENTS.get(step.kind, f"appeal.{appeal.state}"),
        "appeal",
        appeal.id,
        appeal.organisation_id,
        reason="" if step.side is Side.WORKER else step.words,
        details={
            "kind": appeal.subject_kind,
            "subject": appeal.subject_id,
            "side": step.side,
            "step": taken.id,
        },
    )
    announce(actor=actor, now=now, line=line)
    return taken


def end_appeal(
    *, actor: Actor, now: Moment, appeal: Appeal, state: AppealState, step: Step
) -> Appeal:
    """The appeal has left the state open, once; `AppealClosed` when it had before."""
    by_decision = step.kind is StepKind.DECISION
    changed = Appeal.objects.filter(id=appeal.id, state=AppealState.OPEN).update(
        state=state,
        decided_by=actor.id if by_decision else "",
        decided_at=now,
        explanation=step.words,
    )
    if changed != 1:
        raise AppealClosed
    appeal.refresh_from_db()
    take_step(actor=actor, now=now, appeal=appeal, step=step)
    return appeal


def conclude_appeal(
    *,
    actor: Actor,
    now: Moment,
    appeal: Appeal,
    case: Case,
    outcome: AppealState,
    explanation: str,
) -> Appeal:
    """The appeal is upheld or overturned, and what follows from it has been done."""
    side = Side.REVIEWER if actor.kind is ActorKind.PERSON else Side.INSTANCE
    step = Step(StepKind.DECISION, side, explanation)
    end_appeal(actor=actor, now=now, appeal=appeal, state=outcome, step=step)
    kind = subject(appeal.subject_kind)
    effect = kind.overturn if outcome is AppealState.OVERTURNED else kind.uphold
    effect(Effect(actor, now, case, explanation, appeal.id))
    return appeal

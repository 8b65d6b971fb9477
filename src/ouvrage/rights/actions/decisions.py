"""How an appeal ends: a person decides, its subject ends first, or nobody decides in time.

An appeal that nobody decided gives way to the worker once the agreed days are over: delay is the
instance's fault, and never costs the worker.
"""

from collections.abc import Iterator

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.base.words import N_
from ouvrage.rights import access, rules
from ouvrage.rights.actions.steps import Step, conclude_appeal, end_appeal, take_step
from ouvrage.rights.errors import AppealClosed, OutcomeUnknown
from ouvrage.rights.models import Appeal
from ouvrage.rights.rules import AppealState, Side, StepKind
from ouvrage.rights.subjects import case_of, subject

GAVE_WAY = N_("Nobody decided this appeal in time, so it is decided for the worker.")
ENDED_FIRST = N_("The decision was taken back, or ended, before the appeal was decided.")
CHUNK = 500


def decide_appeal(
    *, actor: Actor, now: Moment, appeal_id: str, outcome: str, explanation: str
) -> Appeal:
    """A reviewer who is no party decided, in plain words; what follows has been done (DEC-3).

    An appeal whose decision does not stand any more is settled instead.
    """
    appeal = access.appeal_for_reviewer(actor, appeal_id)
    if outcome not in {AppealState.UPHELD, AppealState.OVERTURNED}:
        raise OutcomeUnknown(field="outcome")
    refuse_all(rules.words_refusals(explanation, field="explanation"))
    with transaction.atomic():
        Appeal.objects.select_for_update(no_key=True).get(id=appeal.id)
        case = case_of(appeal.subject_kind, appeal.subject_id)
        access.impartial_for(actor, case)
        if not case.stands:
            return _settle(actor, now, appeal)
        return conclude_appeal(
            actor=actor,
            now=now,
            appeal=appeal,
            case=case,
            outcome=AppealState(outcome),
            explanation=explanation.strip(),
        )


def _settle(actor: Actor, now: Moment, appeal: Appeal) -> Appeal:
    step = Step(StepKind.SETTLED, Side.INSTANCE, ENDED_FIRST)
    end_appeal(actor=actor, now=now, appeal=appeal, state=AppealState.SETTLED, step=step)
    subject(appeal.subject_kind).settle(actor, now, appeal.subject_id)
    return appeal


def settle_ended(*, actor: Actor, now: Moment) -> int:
    """Open appeals whose decision does not stand any more are settled; returns how many."""
    return sum(_settled(actor, now, appeal) for appeal in _ended())


def _ended() -> Iterator[Appeal]:
    opened = Appeal.objects.filter(state=AppealState.OPEN).order_by("id")
    for kind in opened.order_by().values_list("subject_kind", flat=True).distinct():
        of_kind = opened.filter(subject_kind=kind)
        last = ""
        while rows := list(of_kind.filter(id__gt=last)[:CHUNK]):
            over = subject(kind).ended([row.subject_id for row in rows])
            yield from (row for row in rows if row.subject_id in over)
            last = rows[-1].id


def _settled(actor: Actor, now: Moment, appeal: Appeal) -> int:
    try:
        with transaction.atomic():
            _settle(actor, now, appeal)
    except AppealClosed:
        return 0
    return 1


def note_overdue(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Appeals whose period for an answer is over are shown to the operator; returns how many."""
    late = Appeal.objects.filter(
        state=AppealState.OPEN, answer_due_at__lte=now, overdue_noted_at__isnull=True
    ).order_by("answer_due_at", "id")
    noted = 0
    for appeal in late[:limit]:
        with transaction.atomic():
            mine = Appeal.objects.filter(id=appeal.id, overdue_noted_at__isnull=True)
            if mine.filter(state=AppealState.OPEN).update(overdue_noted_at=now) == 1:
                step = Step(StepKind.OVERDUE, Side.INSTANCE)
                take_step(actor=actor, now=now, appeal=appeal, step=step)
                noted += 1
    return noted


def give_way(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Appeals that nobody decided in the agreed days are decided for the worker; says how many.

    One that something else refuses now, since its decision changed at this moment, is looked at
    again in the next round and keeps nobody else waiting.
    """
    waiting = Appeal.objects.filter(state=AppealState.OPEN, gives_way_at__lte=now)
    given = 0
    for appeal in waiting.order_by("gives_way_at", "id")[:limit]:
        try:
            with transaction.atomic():
                _give_way(actor, now, appeal)
        except Refusal:
            continue
        given += 1
    return given


def _give_way(actor: Actor, now: Moment, appeal: Appeal) -> None:
    Appeal.objects.select_for_update(no_key=True).get(id=appeal.id)
    case = case_of(appeal.subject_kind, appeal.subject_id)
    if not case.stands:
        _settle(actor, now, appeal)
        return
    conclude_appeal(
        actor=actor,
        now=now,
        appeal=appeal,
        case=case,
        outcome=AppealState.OVERTURNED,
        explanation=GAVE_WAY,
    )

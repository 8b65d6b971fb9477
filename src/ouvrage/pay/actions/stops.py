"""Time of tasks that end without an answer, and of breaks, is paid together with what ends them.

Screened out (PAY-6), broken (PAY-7), withdrawn from (HLT-4), wrongly labelled (HLT-1), a break from
sensitive tasks (HLT-3): each at the floor, up to its agreed cap.
"""

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay.actions.credits import CreditDraft, credit_time
from ouvrage.pay.queries import Worked
from ouvrage.pay.rules import CreditKind
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Pause, Stop
from ouvrage.work.rules import StopKind, StopState

_PAID_AS = {
    StopKind.SCREEN_OUT: CreditKind.SCREEN_OUT,
    StopKind.BROKEN: CreditKind.BROKEN,
    StopKind.WITHDRAWN: CreditKind.WITHDRAWN,
    StopKind.MISLABELLED: CreditKind.WITHDRAWN,
}


def stop_task(*, actor: Actor, now: Moment, assignment_id: str, draft: StopDraft) -> Stop:
    """The worker's task ended without an answer, its time is paid; a second call changes nothing.

    Past the agreed number of such credits in a day the pay waits for a person, see
    `work.stop_assignment`.
    """
    with transaction.atomic():
        stop = work.stop_assignment(
            actor=actor,
            now=now,
            assignment_id=assignment_id,
            draft=draft,
            cap_seconds=_cap_seconds(draft.kind),
        )
        if stop.state == StopState.PAID:
            _credit(actor, now, stop)
    return stop


def _cap_seconds(kind: StopKind) -> int:
    agreed = settings.AGREEMENT.time
    return {
        StopKind.SCREEN_OUT: agreed.screen_out_seconds_max,
        StopKind.BROKEN: agreed.broken_seconds_max,
        StopKind.WITHDRAWN: agreed.withdrawn_seconds_max,
        StopKind.MISLABELLED: agreed.withdrawn_seconds_max,
    }[kind]


def _credit(actor: Actor, now: Moment, stop: Stop) -> None:
    held = stop.assignment
    draft = CreditDraft(
        _PAID_AS[StopKind(stop.kind)],
        stop.id,
        stop.worker_id,
        stop.seconds,
        stop.cap_seconds,
        stop.batch_id,
        Worked(held.taken_at, max(held.taken_at, min(stop.at, held.lease_until)), held.id),
    )
    credit_time(actor=actor, now=now, draft=draft)


def approve_stop(*, actor: Actor, now: Moment, stop_id: str) -> Stop:
    """A person looked at a stop whose pay waited, and it is paid."""
    with transaction.atomic():
        stop = work.approve_stop(actor=actor, now=now, stop_id=stop_id)
        _credit(actor, now, stop)
    return stop


def overturn_stop(*, actor: Actor, now: Moment, stop_id: str) -> Stop:
    """A stop whose pay was refused is paid, since its appeal was won. Called by `rights`."""
    with transaction.atomic():
        stop = work.overturn_stop(actor=actor, now=now, stop_id=stop_id)
        _credit(actor, now, stop)
    return stop


def begin_break(*, actor: Actor, now: Moment) -> Pause:
    """The worker's paid break from sensitive tasks has begun; a second call finds it."""
    with transaction.atomic():
        pause = work.begin_break(actor=actor, now=now)
        draft = CreditDraft(
            CreditKind.BREAK,
            pause.id,
            pause.worker_id,
            pause.seconds,
            pause.seconds,
            pause.batch_id,
            Worked(pause.begun_at, pause.until),
        )
        credit_time(actor=actor, now=now, draft=draft)
    return pause

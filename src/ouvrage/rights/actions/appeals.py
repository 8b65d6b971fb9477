"""A worker contests a decision, and the sides speak in the file (DEC-3).

Filing stops the clock of what is contested. Nothing here asks what became of the batch or the
month: only the decision's own date counts.
"""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.people.queries import person_behind
from ouvrage.rights import access, rules
from ouvrage.rights.actions.steps import Step, end_appeal, take_step
from ouvrage.rights.errors import (
    AppealClosed,
    AppealFiledBefore,
    AppealTooLate,
    NothingToContest,
    StepsTooMany,
)
from ouvrage.rights.models import Appeal, AppealStep
from ouvrage.rights.rules import AppealState, Side, StepKind
from ouvrage.rights.subjects import Case, Effect, case_of, subject

STEPS_MAX = 100


def file_appeal(
    *, actor: Actor, now: Moment, kind: str, subject_id: str, words: str, client_key: str
) -> Appeal:
    """The decision is contested and its clock stands; the second call finds the first one's appeal.

    Words are optional. `AppealTooLate` after the decision's own date, `AppealFiledBefore` when it
    was contested before.
    """
    case = access.case_for_worker(actor, kind, subject_id)
    if not subject(kind).contestable:
        raise NotFound
    refuse_all(rules.words_refusals(words, field="words", least=0))
    with transaction.atomic():
        first = _first(case, client_key)
        if first is not None:
            return first
        _refuse_to_file(case, now)
        appeal = _inserted(now, case, client_key)
        if appeal.filed_at != now or AppealStep.objects.filter(appeal=appeal).exists():
            return appeal
        step = Step(StepKind.FILED, Side.WORKER, words.strip())
        take_step(actor=actor, now=now, appeal=appeal, step=step)
        subject(kind).hold(Effect(actor, now, case, words.strip(), appeal.id))
    return appeal


def _first(case: Case, client_key: str) -> Appeal | None:
    """What was filed with that key before; `AppealFiledBefore` when another was about the decision.

    Both in one look, so that a press that is sent again while the first one commits finds it.
    """
    mine = Q(worker_id=case.worker_id, client_key=client_key)
    about = Q(subject_kind=case.kind, subject_id=case.subject_id)
    found = list(Appeal.objects.filter(mine | about))
    for appeal in found:
        if appeal.client_key == client_key and appeal.worker_id == case.worker_id:
            return appeal
    if found:
        raise AppealFiledBefore
    return None


def _refuse_to_file(case: Case, now: Moment) -> None:
    if not case.stands:
        raise NothingToContest
    assert case.appeal_until is not None
    if not rules.may_still_file(case.appeal_until, now):
        raise AppealTooLate(until=case.appeal_until.date().isoformat())


def _inserted(now: Moment, case: Case, client_key: str) -> Appeal:
    """The new appeal, or what a call beside this one filed with the same key."""
    periods = settings.AGREEMENT.appeals
    try:
        with transaction.atomic():
            return Appeal.objects.create(
                id=new_id(now),
                subject_kind=case.kind,
                subject_id=case.subject_id,
                worker_id=case.worker_id,
                organisation_id=case.organisation_id,
                client_key=client_key,
                state=AppealState.OPEN,
                filed_at=now,
                answer_due_at=rules.days_after(now, periods.answer_days),
                gives_way_at=rules.days_after(now, periods.gives_way_days),
            )
    except IntegrityError as error:
        first = Appeal.objects.filter(worker_id=case.worker_id, client_key=client_key).first()
        if first is None:
            raise AppealFiledBefore from error
        return first


def withdraw_appeal(*, actor: Actor, now: Moment, appeal_id: str) -> Appeal:
    """The worker took the appeal back; the decision stands and becomes final in its time."""
    appeal = access.appeal_for_worker(actor, appeal_id)
    case = case_of(appeal.subject_kind, appeal.subject_id)
    with transaction.atomic():
        step = Step(StepKind.WITHDRAWAL, Side.WORKER)
        end_appeal(actor=actor, now=now, appeal=appeal, state=AppealState.WITHDRAWN, step=step)
        subject(appeal.subject_kind).release(Effect(actor, now, case, "", appeal.id))
    return appeal


def add_statement(
    *, actor: Actor, now: Moment, appeal_id: str, side: Side, words: str, client_key: str
) -> AppealStep:
    """What that side says stands in the file, for all to read; the second call shows the first."""
    appeal = _for_side(actor, appeal_id, side)
    refuse_all(rules.words_refusals(words, field="words", least=1))
    with transaction.atomic():
        Appeal.objects.select_for_update(no_key=True).get(id=appeal.id)
        mine = AppealStep.objects.filter(appeal=appeal, person_id=person_behind(actor))
        first = mine.filter(client_key=client_key).first()
        if first is not None:
            return first
        if Appeal.objects.get(id=appeal.id).state != AppealState.OPEN:
            raise AppealClosed
        if AppealStep.objects.filter(appeal=appeal).count() >= STEPS_MAX:
            raise StepsTooMany(most=STEPS_MAX)
        step = take_step(
            actor=actor,
            now=now,
            appeal=appeal,
            step=Step(StepKind.STATEMENT, side, words.strip(), client_key),
        )
    return step


def _for_side(actor: Actor, appeal_id: str, side: Side) -> Appeal:
    """The appeal, for somebody who speaks for that side."""
    if side is Side.WORKER:
        return access.appeal_for_worker(actor, appeal_id)
    if side is Side.REQUESTER:
        return access.appeal_for_member(actor, appeal_id)
    if side is Side.OPERATOR:
        return access.appeal_for_operator(actor, appeal_id)
    assert side is Side.REVIEWER, side
    appeal = access.appeal_for_reviewer(actor, appeal_id)
    access.impartial_for(actor, case_of(appeal.subject_kind, appeal.subject_id))
    return appeal

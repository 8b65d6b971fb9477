"""A worker asks why, and a person answers; a decision found wrong is put right (DEC-8).

An answer that finds a contestable decision wrong overturns it at once, as a won appeal would. What
cannot be overturned by itself is put right by hand within the agreed days, and its worker is
compensated when it is not.
"""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.base.money import MICROS_PER_CENT, Money
from ouvrage.journal.actions import Line, announce
from ouvrage.pay.actions import pay_compensation
from ouvrage.rights import access, rules
from ouvrage.rights.actions.steps import Step, conclude_appeal, take_step
from ouvrage.rights.errors import QuestionClosed, QuestionOpen
from ouvrage.rights.models import Appeal, Explanation
from ouvrage.rights.rules import AppealState, ExplanationState, Side, StepKind
from ouvrage.rights.subjects import Case, Effect, case_of, subject


def ask_why(
    *, actor: Actor, now: Moment, kind: str, subject_id: str, words: str, client_key: str
) -> Explanation:
    """A person will explain the decision within the agreed days; the second call finds the first.

    Any decision about the worker can be asked about, whatever its date. `QuestionOpen` while one
    about it waits.
    """
    case = access.case_for_worker(actor, kind, subject_id)
    refuse_all(rules.words_refusals(words, field="words", least=0))
    with transaction.atomic():
        first = Explanation.objects.filter(worker_id=actor.id, client_key=client_key).first()
        if first is not None:
            return first
        question = _inserted(now, case, words.strip(), client_key)
        if question is None:
            raise QuestionOpen
        _announce(actor, now, question, "explanation.asked")
    return question


def _inserted(now: Moment, case: Case, words: str, client_key: str) -> Explanation | None:
    """The new question; what a call beside this one asked with the key; None while one waits."""
    try:
        with transaction.atomic():
            return Explanation.objects.create(
                id=new_id(now),
                subject_kind=case.kind,
                subject_id=case.subject_id,
                worker_id=case.worker_id,
                organisation_id=case.organisation_id,
                client_key=client_key,
                state=ExplanationState.OPEN,
                words=words,
                asked_at=now,
                answer_due_at=rules.days_after(
                    now, settings.AGREEMENT.restrictions.explanation_days
                ),
            )
    except IntegrityError:
        mine = Explanation.objects.filter(worker_id=case.worker_id, client_key=client_key)
        return mine.first()


def answer_question(
    *, actor: Actor, now: Moment, explanation_id: str, answer: str, wrong: bool
) -> Explanation:
    """The worker reads the answer, under the name of who gave it; a wrong decision is put right.

    Only a reviewer who is no party can find a decision wrong.
    """
    question = access.explanation_for_reviewer(actor, explanation_id)
    refuse_all(rules.words_refusals(answer, field="answer"))
    with transaction.atomic():
        Explanation.objects.select_for_update(no_key=True).get(id=question.id)
        case = case_of(question.subject_kind, question.subject_id)
        if wrong:
            access.impartial_for(actor, case)
        state = _state_after(case, wrong)
        days = settings.AGREEMENT.restrictions.rectify_days
        due_at = rules.days_after(now, days) if wrong else None
        changed = Explanation.objects.filter(id=question.id, state=ExplanationState.OPEN).update(
            state=state,
            answered_by=actor.id,
            answered_at=now,
            answer=answer.strip(),
            rectify_due_at=due_at,
            rectified_at=now if state is ExplanationState.RECTIFIED else None,
        )
        if changed != 1:
            raise QuestionClosed
        if state is ExplanationState.RECTIFIED:
            _overturn(actor, now, question, case, answer.strip())
        _announce(actor, now, question, f"explanation.{state}", answer.strip())
    question.refresh_from_db()
    return question


def _state_after(case: Case, wrong: bool) -> ExplanationState:
    if not wrong:
        return ExplanationState.ANSWERED
    contested = Appeal.objects.filter(subject_kind=case.kind, subject_id=case.subject_id)
    over = contested.exclude(state=AppealState.OPEN).exists()
    if subject(case.kind).contestable and case.stands and not over:
        return ExplanationState.RECTIFIED
    return ExplanationState.TO_RECTIFY


def _overturn(
    actor: Actor, now: Moment, question: Explanation, case: Case, explanation: str
) -> None:
    """The decision is overturned through the appeal that stands, or one made for it."""
    appeals = Appeal.objects.filter(subject_kind=case.kind, subject_id=case.subject_id)
    appeal = appeals.filter(state=AppealState.OPEN).first()
    if appeal is None:
        appeal = Appeal.objects.create(
            id=new_id(now),
            subject_kind=case.kind,
            subject_id=case.subject_id,
            worker_id=case.worker_id,
            organisation_id=case.organisation_id,
            client_key=f"explanation:{question.id}",
            state=AppealState.OPEN,
            filed_at=now,
            answer_due_at=now,
            gives_way_at=now,
        )
        step = Step(StepKind.FILED, Side.INSTANCE)
        take_step(actor=actor, now=now, appeal=appeal, step=step)
        subject(case.kind).hold(Effect(actor, now, case, explanation, appeal.id))
    conclude_appeal(
        actor=actor,
        now=now,
        appeal=appeal,
        case=case,
        outcome=AppealState.OVERTURNED,
        explanation=explanation,
    )


def close_rectification(
    *, actor: Actor, now: Moment, explanation_id: str, words: str
) -> Explanation:
    """What was found wrong has been put right by hand, in the way that the words say."""
    question = access.explanation_for_reviewer(actor, explanation_id)
    refuse_all(rules.words_refusals(words, field="words"))
    with transaction.atomic():
        changed = Explanation.objects.filter(
            id=question.id, state=ExplanationState.TO_RECTIFY
        ).update(state=ExplanationState.RECTIFIED, rectified_at=now, rectification=words.strip())
        if changed != 1:
            raise QuestionClosed
        _announce(actor, now, question, "explanation.rectified", words.strip())
    question.refresh_from_db()
    return question


def compensate_overdue(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Workers are compensated for wrong decisions that were not put right in the agreed days; says
    for how many. Each once, and the decision is still to be put right."""
    late = _not_put_right(now).order_by("rectify_due_at", "id")[:limit]
    return sum(_compensated(actor, now, question) for question in late)


def _not_put_right(now: Moment) -> QuerySet[Explanation]:
    return Explanation.objects.filter(
        state=ExplanationState.TO_RECTIFY, rectify_due_at__lte=now, compensated_at__isnull=True
    )


def _compensated(actor: Actor, now: Moment, question: Explanation) -> bool:
    cents = settings.AGREEMENT.restrictions.compensation_cents
    amount = Money(cents * MICROS_PER_CENT, settings.CURRENCY)
    with transaction.atomic():
        mine = _not_put_right(now).filter(id=question.id)
        if mine.update(compensated_at=now) != 1:
            return False
        pay_compensation(
            actor=actor,
            now=now,
            worker_id=question.worker_id,
            subject_id=question.id,
            amount=amount,
        )
        _announce(actor, now, question, "explanation.compensated")
    return True


def _announce(
    actor: Actor, now: Moment, question: Explanation, action: str, words: str = ""
) -> None:
    """With the words of who answered; those of the worker stand in the question alone."""
    line = Line(
        action,
        "explanation",
        question.id,
        question.organisation_id,
        reason=words,
        details={"kind": question.subject_kind, "subject": question.subject_id},
    )
    announce(actor=actor, now=now, line=line)

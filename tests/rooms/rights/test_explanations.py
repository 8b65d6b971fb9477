"""Asking why: a person answers in time, and a wrong decision is put right (DEC-8)."""

from datetime import timedelta

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.jobs import appeals_due
from ouvrage.journal.models import Event
from ouvrage.ledger import queries as ledger
from ouvrage.pay import actions as pay_actions
from ouvrage.pay import queries as pay
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Person
from ouvrage.rights import actions, errors, queries
from ouvrage.rights.models import Appeal, Explanation
from ouvrage.work.models import Block, Submission
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_operator,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.review import fill_guarantee, make_refused
from tests.factories.rights import HOUR, appeal_against, restrict

pytestmark = pytest.mark.django_db
ANSWER = "The second step asks for the date on the back."
DAY = timedelta(days=1)


def ask(
    worker: Person, kind: str, subject_id: str, key: str = "k", words: str = "Why?"
) -> Explanation:
    """The worker asks why."""
    return actions.ask_why(
        actor=actor_of(worker),
        now=NOW + HOUR,
        kind=kind,
        subject_id=subject_id,
        words=words,
        client_key=key,
    )


def answer(question: Explanation, by: Person, *, wrong: bool = False) -> Explanation:
    """A person answers."""
    return actions.answer_question(
        actor=actor_of(by),
        now=NOW + DAY,
        explanation_id=question.id,
        answer=ANSWER,
        wrong=wrong,
    )


def test_a_question_is_answered_by_a_named_person_within_two_weeks() -> None:
    worker, reviewer = make_worker(), make_reviewer(name="Renée")
    question = ask(worker, "order", worker.id)
    assert question.answer_due_at == NOW + HOUR + 14 * DAY
    assert answer(question, reviewer).state == "answered"
    row = queries.explanations_of_worker(worker.id)[0]
    assert (row.answer, row.answered_by) == (ANSWER, "Renée")


def test_one_question_about_a_decision_waits_at_a_time() -> None:
    worker = make_worker()
    first = ask(worker, "order", worker.id, "a")
    assert ask(worker, "order", worker.id, "a").id == first.id
    with pytest.raises(errors.QuestionOpen):
        ask(worker, "order", worker.id, "b")
    answer(first, make_reviewer())
    assert ask(worker, "order", worker.id, "c").id != first.id


def test_others_decisions_are_not_asked_about_nor_answers_given_by_anybody() -> None:
    worker = make_worker()
    with pytest.raises(NotFound):
        ask(make_worker(), "order", worker.id)
    question = ask(worker, "order", worker.id)
    for actor in (JOB, Actor.api_key("k", "o"), actor_of(make_person())):
        with pytest.raises(NotFound):
            actions.answer_question(
                actor=actor, now=NOW, explanation_id=question.id, answer=ANSWER, wrong=False
            )
    with pytest.raises(Refusals):
        actions.answer_question(
            actor=actor_of(make_reviewer()),
            now=NOW,
            explanation_id=question.id,
            answer="so",
            wrong=False,
        )


def test_a_question_is_answered_once() -> None:
    worker, reviewer = make_worker(), make_reviewer()
    question = answer(ask(worker, "order", worker.id), reviewer)
    with pytest.raises(errors.QuestionClosed):
        answer(question, reviewer)


def test_a_refusal_found_wrong_is_overturned_at_once() -> None:
    """DEC-8: rectified through the same way as a won appeal."""
    sent = make_refused()
    fill_guarantee()
    worker = Person.objects.get(id=sent.worker_id)
    before = ledger.due(worker.id, "EUR").micros
    question = ask(worker, "refusal", queries.refusal_of(sent.id))
    assert answer(question, make_reviewer(), wrong=True).state == "rectified"
    assert Submission.objects.get(id=sent.id).state == "accepted"
    assert ledger.due(worker.id, "EUR").micros >= before + sent.reward_micros
    appeal = Appeal.objects.get()
    assert (appeal.state, appeal.explanation) == ("overturned", ANSWER)


def test_an_open_appeal_is_won_by_it() -> None:
    worker = make_worker()
    restriction = restrict(worker)
    appeal = appeal_against(worker, "restriction", restriction.id)
    answer(ask(worker, "restriction", restriction.id), make_reviewer(), wrong=True)
    assert Appeal.objects.get().id == appeal.id
    assert Appeal.objects.get().state == "overturned"
    assert Block.objects.get().ended_at == NOW + DAY


def test_who_decided_explains_and_does_not_find_wrong() -> None:
    worker, operator = make_worker(), make_operator()
    restriction = restrict(worker, operator)
    question = ask(worker, "restriction", restriction.id)
    with pytest.raises(PartyToCase):
        answer(question, operator, wrong=True)
    assert answer(question, operator).state == "answered"


def test_a_wrong_decision_that_is_not_put_right_in_time_is_compensated_once() -> None:
    """DEC-8: 10 EUR from the guarantee fund; the decision is still to be put right."""
    fill_guarantee()
    worker, reviewer = make_worker(), make_reviewer()
    question = answer(ask(worker, "order", worker.id), reviewer, wrong=True)
    due_at = question.rectify_due_at
    assert due_at is not None
    assert appeals_due.run(due_at - timedelta(seconds=1)) == 0
    assert [appeals_due.run(due_at), appeals_due.run(due_at + DAY)] == [1, 0]
    assert ledger.due(worker.id, "EUR").micros == 10_000_000
    (row,) = queries.explanations_of_worker(worker.id)
    assert (row.state, row.compensated_at) == ("to_rectify", due_at)
    assert Event.objects.filter(action="explanation.compensated").count() == 1
    assert (ledger.book_faults(), pay.settlement_faults()) == ([], [])


def test_a_compensation_that_the_fund_cannot_pay_is_owed() -> None:
    worker, reviewer = make_worker(), make_reviewer()
    question = answer(ask(worker, "order", worker.id), reviewer, wrong=True)
    appeals_due.run(NOW + 20 * DAY)
    credit = pay.credit_of(question.id)
    assert credit is not None
    assert (str(credit.pay), credit.kind, credit.state) == ("10.00 EUR", "compensation", "owed")
    fill_guarantee()
    assert pay_actions.pay_credits(actor=JOB, now=NOW + 21 * DAY) == 1
    assert ledger.due(worker.id, "EUR").micros == 10_000_000


def test_what_was_put_right_in_time_is_not_compensated() -> None:
    worker, reviewer = make_worker(), make_reviewer()
    question = answer(ask(worker, "order", worker.id), reviewer, wrong=True)
    actions.close_rectification(
        actor=actor_of(reviewer),
        now=NOW + 2 * DAY,
        explanation_id=question.id,
        words="The language is set.",
    )
    assert appeals_due.run(NOW + 30 * DAY) == 0
    assert pay.credit_of(question.id) is None


def test_what_cannot_be_overturned_is_put_right_by_hand_in_time() -> None:
    worker, reviewer = make_worker(), make_reviewer()
    question = answer(ask(worker, "order", worker.id), reviewer, wrong=True)
    assert (question.state, question.rectify_due_at) == ("to_rectify", NOW + 15 * DAY)
    assert [row.id for row in queries.explanations_to_rectify()] == [question.id]
    close = {"now": NOW + 2 * DAY, "explanation_id": question.id, "words": "The language is set."}
    done = actions.close_rectification(actor=actor_of(reviewer), **close)  # type: ignore[arg-type]
    assert (done.state, done.rectification) == ("rectified", "The language is set.")
    with pytest.raises(errors.QuestionClosed):
        actions.close_rectification(actor=actor_of(reviewer), **close)  # type: ignore[arg-type]
    assert queries.open_questions() == (0, None)

"""Decisions about answers: reasons for every refusal, one settlement for every acceptance."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusals
from ouvrage.journal.models import Event
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.pay import queries as pay
from ouvrage.pay.actions import end_reading
from ouvrage.people.actions import add_member, create_api_key
from ouvrage.people.models import MemberRole
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.review.errors import AlreadyDecided, DecisionTimeOver
from ouvrage.review.models import Verdict
from ouvrage.work import actions as work
from ouvrage.work.models import Submission
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.factories.review import GROUNDS, REQUESTER, refuse_after_offer
from tests.factories.work import INSTRUCTIONS, answer_one, begin_reading, make_open_batch, ready

pytestmark = pytest.mark.django_db


def accept(*submissions: Submission) -> int:
    """The requester accepts the answers."""
    return review.accept(
        actor=REQUESTER,
        now=NOW,
        project_id=submissions[0].project_id,
        submission_ids=[row.id for row in submissions],
    )


def settlements() -> int:
    """How many settlements there are."""
    return Entry.objects.filter(kind="settle").count()


def test_an_accepted_answer_is_paid_once() -> None:
    batch = make_open_batch()
    sent = answer_one(make_worker(), batch)
    assert accept(sent, sent) == 1
    assert accept(sent) == 0
    assert settlements() == 1
    assert Submission.objects.get().state == "accepted"
    verdict = queries.verdict_of(sent.id)
    assert verdict is not None
    assert (verdict.decision, verdict.decider) == ("accepted", "requester")
    assert (ledger.book_faults(), pay.settlement_faults()) == ([], [])


def test_answers_of_another_project_are_left_alone() -> None:
    mine, other = (
        answer_one(make_worker(), make_open_batch()),
        answer_one(make_worker(), make_open_batch()),
    )
    assert accept(mine, other) == 1
    assert Submission.objects.get(id=other.id).state == "pending"


def test_nobody_accepts_their_own_answers_by_hand_or_by_key() -> None:
    """Who joined the organisation after the work leaves the verdict to others."""
    batch = make_open_batch(tasks=1)
    worker = make_worker()
    own, other = answer_one(worker, batch), answer_one(make_worker(), batch)
    add_member(
        actor=JOB,
        now=NOW,
        organisation_id=batch.project.organisation_id,
        email=worker.email,
        role=MemberRole.OWNER,
    )
    key, _ = create_api_key(
        actor=actor_of(worker),
        now=NOW,
        organisation_id=batch.project.organisation_id,
        name="script",
    )
    ids = [own.id, other.id]
    for actor in (actor_of(worker), Actor.api_key(key.id, batch.project.organisation_id)):
        review.accept(actor=actor, now=NOW, project_id=batch.project_id, submission_ids=ids)
        review.accept_all_pending(actor=actor, now=NOW, batch_id=batch.id)
        assert [Submission.objects.get(id=each).state for each in ids] == ["pending", "accepted"]
    assert review.accept_due(actor=JOB, now=NOW + timedelta(days=4)) == 1
    assert settlements() == 2


def test_a_decision_over_several_batches_leaves_a_line_for_each() -> None:
    first = make_open_batch(tasks=1, answers_per_task=1)
    sent = [answer_one(make_worker(), first)]
    second = make_open_batch(tasks=2, project=first.project)
    worker = make_worker()
    sent += [answer_one(worker, second), answer_one(worker, second)]
    assert accept(*sent) == 3
    for action in ("answers.accepted", "answers.settled"):
        lines = Event.objects.filter(action=action)
        assert {line.subject_id: (line.organisation_id, line.details) for line in lines} == {
            first.id: (first.project.organisation_id, {"count": 1}),
            second.id: (first.project.organisation_id, {"count": 2}),
        }
        assert len(lines) == 2


def test_all_pending_answers_are_accepted_and_refused_ones_are_not() -> None:
    batch = make_open_batch(tasks=3)
    sent = [answer_one(make_worker(), batch) for _ in range(3)]
    refuse_after_offer(sent[0])
    assert review.accept_all_pending(actor=REQUESTER, now=NOW, batch_id=batch.id) == 2
    assert Submission.objects.get(id=sent[0].id).state == "refused"
    assert settlements() == 2


def test_a_refused_answer_keeps_its_money_reserved_and_says_why() -> None:
    batch = make_open_batch()
    worker = make_worker()
    sent = answer_one(worker, batch)
    before = ledger.reserved_for_batch(batch.id, "EUR")
    refuse_after_offer(sent)
    assert ledger.reserved_for_batch(batch.id, "EUR") == before
    assert settlements() == 0
    verdict = queries.verdict_of(sent.id)
    assert verdict is not None
    assert (verdict.decision, verdict.reason) == ("refused", "wrong_on_evidence")
    assert (verdict.criterion_code, verdict.criterion_text) == (
        "C1",
        "The choice fits the sentence.",
    )
    assert (verdict.evidence, verdict.explanation) == (GROUNDS["evidence"], GROUNDS["explanation"])
    assert verdict.appeal_until == NOW + timedelta(days=14)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reason": ""}, [("reason", "reason_unknown")]),
        ({"reason": "disagrees_with_majority"}, [("reason", "reason_unknown")]),
        ({"criterion": ""}, [("criterion", "criterion_unknown")]),
        ({"criterion": "C2"}, [("criterion", "criterion_unknown")]),
        ({"evidence": "  no      "}, [("evidence", "too_short")]),
        ({"explanation": "Wrong."}, [("explanation", "too_short")]),
        (
            dict.fromkeys(GROUNDS, ""),
            [
                ("reason", "reason_unknown"),
                ("criterion", "criterion_unknown"),
                ("evidence", "too_short"),
                ("explanation", "too_short"),
            ],
        ),
    ],
)
def test_a_refusal_without_its_parts_is_refused(
    changes: Mapping[str, str], expected: list[tuple[str, str]]
) -> None:
    """DEC-1, DEC-15."""
    sent = answer_one(make_worker(), make_open_batch())
    with pytest.raises(Refusals) as raised:
        refuse_after_offer(sent, **changes)
    assert [(found.field, found.code) for found in raised.value.each()] == expected
    assert Submission.objects.get().state == "pending"
    assert queries.verdict_of(sent.id) is None


def test_the_criterion_is_one_the_worker_could_read_before_the_work() -> None:
    batch = make_open_batch()
    actor = ready(make_worker(), batch)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    stricter = replace(INSTRUCTIONS, criteria=("The choice is yes.", "It took long."))
    work.write_instructions(actor=JOB, now=NOW, project_id=batch.project_id, draft=stricter)
    sent = work.submit(
        actor=actor, now=NOW, assignment_id=held.id, answer={"money": "no"}, active_seconds=5
    )
    with pytest.raises(Refusals):
        refuse_after_offer(sent, criterion="C2")
    assert refuse_after_offer(sent).criterion_text == "The choice fits the sentence."
    begin_reading(actor, batch.project_id, NOW)
    end_reading(actor=actor, now=NOW, project_id=batch.project_id, reported_seconds=5)
    later = answer_one(make_worker(), batch)
    assert refuse_after_offer(later, criterion="C2").criterion_text == "It took long."


def test_an_answer_is_decided_once_by_refusal() -> None:
    batch = make_open_batch()
    accepted, refused = (answer_one(make_worker(), batch) for _ in range(2))
    accept(accepted)
    refuse_after_offer(refused)
    for decided in (accepted, refused):
        with pytest.raises(AlreadyDecided):
            refuse_after_offer(decided)
    assert sorted(Verdict.objects.values_list("decision", flat=True)) == [
        "accepted",
        "refused",
        "rework",
    ]


def test_a_refused_answer_can_be_accepted_after_all() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    refuse_after_offer(sent)
    assert accept(sent) == 1
    assert settlements() == 1
    assert [row.decision for row in Verdict.objects.order_by("decision")] == [
        "accepted",
        "refused",
        "rework",
    ]
    verdict = queries.verdict_of(sent.id)
    assert verdict is not None
    assert verdict.decision == "accepted"


@pytest.mark.parametrize(
    ("changes", "days"), [({}, 3), ({"review_days": 1}, 1), ({"review_days": 7}, 7)]
)
def test_the_deadline_accepts_what_nobody_decided(changes: Mapping[str, int], days: int) -> None:
    """PAY-9: three days by default."""
    batch = make_open_batch(**changes)
    sent = answer_one(make_worker(), batch)
    over = sent.submitted_at + timedelta(days=days)
    assert review.accept_due(actor=JOB, now=over - timedelta(seconds=1)) == 0
    assert review.accept_due(actor=JOB, now=over) == 1
    assert review.accept_due(actor=JOB, now=over) == 0
    verdict = queries.verdict_of(sent.id)
    assert verdict is not None
    assert (verdict.decider, settlements()) == ("deadline", 1)


@pytest.mark.parametrize("days", [0, 8])
def test_the_deadline_is_seven_days_at_the_most(days: int) -> None:
    with pytest.raises(Refusals) as raised:
        make_open_batch(review_days=days)
    assert [found.field for found in raised.value.each()] == ["review_days"]


def test_after_the_deadline_nothing_is_refused_even_before_the_job_ran() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    with pytest.raises(DecisionTimeOver):
        review.refuse(
            actor=REQUESTER,
            now=sent.submitted_at + timedelta(days=3),
            submission_id=sent.id,
            **GROUNDS,
        )
    assert Submission.objects.get().state == "pending"


def test_the_deadline_leaves_refused_answers_alone() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    refuse_after_offer(sent)
    assert review.accept_due(actor=JOB, now=NOW + timedelta(days=30)) == 0
    assert settlements() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_verdict SET explanation = 'other'",
        "DELETE FROM review_verdict",
        "UPDATE work_submission SET answer = '{}'",
        "UPDATE work_submission SET reward_micros = 1",
        "DELETE FROM work_submission",
        "UPDATE work_instructions SET goal = 'other'",
        "DELETE FROM work_instructions",
    ],
)
def test_verdicts_answers_and_instructions_are_never_changed(statement: str) -> None:
    refuse_after_offer(answer_one(make_worker(), make_open_batch()))
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Verdict.objects.get(decision="refused").explanation == GROUNDS["explanation"]

"""Control items: known answers, checks, disputes, and what is withdrawn (DEC-13)."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ouvrage.base.errors import NotFound, Refusals
from ouvrage.pay import actions as pay
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Organisation, Person
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.review.errors import (
    AlreadyDecided,
    AlreadyDisputed,
    GoldOnlyBefore,
    NothingFailed,
)
from ouvrage.review.models import GoldCheck, GoldItem
from ouvrage.review.rules import ScoreKind
from ouvrage.work.models import Batch, Submission, Task
from tests.factories.people import JOB, NOW, actor_of, make_member, make_operator, make_worker
from tests.factories.review import REQUESTER, offer, redo
from tests.factories.work import answer_one, fund, make_draft_batch, make_project

pytestmark = pytest.mark.django_db
WHY = "The sentence speaks of rent, and rent is money."
WORDS = "The sentence does not speak of rent at all."


def draft(tasks: int = 1) -> Batch:
    """A draft batch whose organisation has funds."""
    batch = make_draft_batch(make_project(), tasks)
    fund(batch.project.organisation_id)
    return batch


def mark(task: Task, expected: Mapping[str, object] | None = None, why: str = WHY) -> GoldItem:
    """The requester marks the task as a control item."""
    known = {"money": "yes"} if expected is None else expected
    return review.mark_gold(
        actor=REQUESTER, now=NOW, task_id=task.id, expected=known, explanation=why
    )


def published(tasks: int = 1) -> Batch:
    """A batch whose first task is a control item with the answer yes."""
    batch = draft(tasks)
    mark(Task.objects.filter(batch=batch).order_by("position")[0])
    return pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)


def failed(batch: Batch, worker: Person | None = None) -> Submission:
    """An answer that fails the control item, and was compared with it."""
    sent = answer_one(worker or make_worker(), batch, "no")
    review.check_gold(actor=JOB, now=NOW)
    return sent


def dispute(sent: Submission) -> None:
    """The worker disputes the item."""
    worker = Person.objects.get(id=sent.worker_id)
    review.dispute_gold(actor=actor_of(worker), now=NOW, submission_id=sent.id, words=WORDS)


def uphold(sent: Submission, reviewer: Person | None = None) -> None:
    """A reviewer finds the worker right."""
    review.uphold_dispute(
        actor=actor_of(reviewer or make_operator()),
        now=NOW,
        submission_id=sent.id,
        explanation=WORDS,
    )


def control(worker_id: str) -> tuple[int, int]:
    """Weights of passed and of all control questions of the worker."""
    (_, score) = queries.scores_of(worker_id, NOW)
    assert score.kind is ScoreKind.CONTROL
    return score.passed, score.whole


def test_a_control_item_is_marked_before_the_batch_is_published() -> None:
    batch = draft()
    task = Task.objects.get()
    mark(task)
    mark(task, {"money": "no"})
    (row,) = queries.gold_of_batch(batch.id)
    assert (row.external_id, row.expected, row.explanation) == ("t1", {"money": "no"}, WHY)
    assert queries.has_gold(batch.project_id) is False
    review.unmark_gold(actor=REQUESTER, now=NOW, task_id=task.id)
    assert queries.gold_of_batch(batch.id) == []
    mark(task)
    pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert queries.has_gold(batch.project_id) is True
    for late in (lambda: mark(task), lambda: review.unmark_gold(
        actor=REQUESTER, now=NOW, task_id=task.id
    )):  # fmt: skip
        with pytest.raises(GoldOnlyBefore):
            late()


@pytest.mark.parametrize(
    ("expected", "why", "codes"),
    [
        ({}, WHY, ["nothing_expected"]),
        ({"money": ""}, WHY, ["nothing_expected"]),
        ({"colour": "red"}, WHY, ["field_unknown"]),
        ({"money": "perhaps"}, WHY, ["value_unknown"]),
        ({"money": "yes"}, "Rent.", ["too_short"]),
    ],
)
def test_a_control_item_has_an_answer_the_page_can_give_and_an_explanation(
    expected: Mapping[str, object], why: str, codes: list[str]
) -> None:
    draft()
    with pytest.raises(Refusals) as raised:
        mark(Task.objects.get(), expected, why)
    assert [found.code for found in raised.value.each()] == codes


def test_answers_to_control_items_are_compared_once_and_others_never() -> None:
    batch = published(tasks=2)
    worker = make_worker()
    first, second = answer_one(worker, batch, "yes"), answer_one(worker, batch, "no")
    assert review.check_gold(actor=JOB, now=NOW) == 1
    assert review.check_gold(actor=JOB, now=NOW) == 0
    check = GoldCheck.objects.get()
    assert (check.submission_id, check.field, check.given, check.passed) == (
        first.id,
        "money",
        "yes",
        True,
    )
    assert queries.answer_check(second.id) is None
    assert control(worker.id) == (365, 365)


def test_a_failed_check_refuses_nothing() -> None:
    """It is paid like any answer, and shown with its explanation."""
    batch = published()
    sent = failed(batch)
    found = queries.answer_check(sent.id)
    assert found is not None
    assert (found.passed, found.explanation) == (False, WHY)
    assert [(row.field, row.expected, row.given) for row in found.fields] == [
        ("money", "yes", "no")
    ]
    assert control(sent.worker_id) == (0, 365)
    review.accept_due(actor=JOB, now=NOW + timedelta(days=4))
    assert Submission.objects.get(id=sent.id).state == "accepted"


def test_the_answer_of_a_rework_is_not_checked_again() -> None:
    sent = failed(published())
    redo(offer(sent), "yes")
    assert review.check_gold(actor=JOB, now=NOW) == 0
    assert control(sent.worker_id) == (0, 365)


def test_a_disputed_check_does_not_count_while_it_waits() -> None:
    sent = failed(published())
    dispute(sent)
    assert control(sent.worker_id) == (0, 0)
    (row,) = queries.disputes_open()
    assert (row.submission_id, row.words) == (sent.id, WORDS)
    with pytest.raises(AlreadyDisputed):
        dispute(sent)
    review.dismiss_dispute(
        actor=actor_of(make_operator()), now=NOW, submission_id=sent.id, explanation=WHY
    )
    assert control(sent.worker_id) == (0, 365)
    found = queries.answer_check(sent.id)
    assert found is not None
    assert (found.upheld, found.decision) == (False, WHY)
    assert queries.disputes_open() == []


def test_an_item_is_withdrawn_after_two_independent_upheld_disputes() -> None:
    """And every score is what it would be without it."""
    batch = published()
    first, second, third = (failed(batch) for _ in range(3))
    dispute(first)
    uphold(first)
    assert GoldItem.objects.get().withdrawn_at is None
    assert control(first.worker_id) == (0, 0)
    assert control(third.worker_id) == (0, 365)
    dispute(second)
    uphold(second)
    assert GoldItem.objects.get().withdrawn_at == NOW
    assert control(third.worker_id) == (0, 0)
    with pytest.raises(NothingFailed):
        dispute(third)
    assert queries.has_gold(batch.project_id) is False
    (row,) = queries.gold_of_batch(batch.id)
    assert (row.failed, row.disputes, row.withdrawn_at) == (3, 2, NOW)


def test_a_dispute_is_decided_once_by_who_is_no_party() -> None:
    batch = published()
    sent = failed(batch)
    dispute(sent)
    client = Organisation.objects.get(id=batch.project.organisation_id)
    partial = make_member(client)
    Person.objects.filter(id__in=[partial.id, sent.worker_id]).update(operates=True)
    for party in (partial, Person.objects.get(id=sent.worker_id)):
        with pytest.raises(PartyToCase):
            uphold(sent, party)
    with pytest.raises(NotFound):
        uphold(sent, make_worker())
    uphold(sent)
    with pytest.raises(AlreadyDecided):
        uphold(sent)


def test_only_a_failed_check_of_ones_own_is_disputed() -> None:
    batch = published(tasks=2)
    worker = make_worker()
    passed = answer_one(worker, batch, "yes")
    review.check_gold(actor=JOB, now=NOW)
    with pytest.raises(NothingFailed):
        dispute(passed)
    sent = failed(published())
    with pytest.raises(NotFound):
        review.dispute_gold(actor=actor_of(worker), now=NOW, submission_id=sent.id, words=WORDS)


def test_checks_are_never_changed() -> None:
    failed(published())
    for statement in ("UPDATE review_goldcheck SET passed = true", "DELETE FROM review_goldcheck"):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

"""Growing and ending a batch: what is not needed comes back, and nothing else."""

from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings

from ouvrage.base.actor import Actor
from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.models import Entry, Transfer
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.errors import BatchNotOpen, OutOfRange, TaskFull
from ouvrage.work.models import Batch, Submission, Task
from ouvrage.work.rules import StopKind
from tests.factories.people import JOB, NOW, actor_of, make_operator, make_worker
from tests.factories.review import refuse_after_offer
from tests.factories.work import (
    answer_one,
    fund,
    make_draft_batch,
    make_open_batch,
    make_project,
    ready,
)

pytestmark = pytest.mark.django_db
ANSWER, TEN_SECONDS = 63_000, 34_195 + 1_710


def reserved(batch: Batch) -> int:
    """What the batch may still cost, in micro-units."""
    return ledger.reserved_for_batch(batch.id, "EUR").micros


def available(batch: Batch) -> int:
    """What its organisation can spend, in micro-units."""
    return ledger.available(batch.project.organisation_id, "EUR").micros


def set_aside(batch: Batch) -> tuple[int, int]:
    """What the batch keeps for time and for the floor, in micro-units."""
    return (
        ledger.quality_of_batch(batch.id, "EUR").micros,
        ledger.topup_of_batch(batch.id, "EUR").micros,
    )


def accept(submission: Submission) -> int:
    """The requester accepts the answer."""
    return review.accept(
        actor=JOB,
        now=NOW,
        project_id=submission.project_id,
        submission_ids=[submission.id],
    )


def test_ending_returns_exactly_what_is_not_needed() -> None:
    batch = make_open_batch(tasks=3, answers_per_task=2)
    workers: list[Person] = [make_worker() for _ in range(4)]
    accepted = answer_one(workers[0], batch)
    refused = answer_one(workers[1], batch)
    answer_one(workers[2], batch)
    actor = ready(workers[3], batch)
    in_hand = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    refuse_after_offer(refused)
    accept(accepted)
    ended = pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert ended.state == "ended"
    assert reserved(batch) == 3 * ANSWER
    assert set_aside(batch) == (18_000, 18_000)
    assert available(batch) == 1_000_000_000 - 4 * TEN_SECONDS - 4 * ANSWER - 36_000
    sent = work.submit(
        actor=actor,
        now=NOW,
        assignment_id=in_hand.id,
        answer={"money": "yes"},
        active_seconds=5,
    )
    assert review.accept_all_pending(actor=JOB, now=NOW, batch_id=batch.id) == 2
    assert accept(refused) == 1
    assert Submission.objects.get(id=sent.id).state == "accepted"
    assert reserved(batch) == 0
    assert (ledger.book_faults(), queries.settlement_faults()) == ([], [])


def test_ending_twice_changes_nothing() -> None:
    batch = make_open_batch()
    for _ in range(2):
        pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert (reserved(batch), available(batch)) == (0, 1_000_000_000)
    assert Entry.objects.filter(kind="release").count() == 1


def test_a_batch_that_was_not_published_is_not_ended() -> None:
    batch = make_draft_batch(make_project())
    with pytest.raises(BatchNotOpen):
        pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)


def test_what_a_lease_held_in_an_ended_batch_comes_back() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    actor = ready(make_worker(), batch)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert reserved(batch) == ANSWER
    later = NOW + timedelta(hours=2)
    work.expire_leases(actor=JOB, now=later)
    assert pay.release_finished(actor=JOB, now=later) == 1
    assert pay.release_finished(actor=JOB, now=later) == 0
    assert reserved(batch) == 0
    with pytest.raises(TaskFull):
        work.submit(
            actor=actor,
            now=later,
            assignment_id=held.id,
            answer={"money": "yes"},
            active_seconds=5,
        )


def test_a_finished_batch_gives_back_the_rest_once_every_answer_is_decided() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=2)
    first, second = (answer_one(make_worker(), batch) for _ in range(2))
    work.finish_batches(actor=JOB, now=NOW)
    accept(first)
    assert pay.release_finished(actor=JOB, now=NOW) == 0
    refuse_after_offer(second)
    assert pay.release_finished(actor=JOB, now=NOW) == 1
    assert reserved(batch) == ANSWER
    assert available(batch) == 1_000_000_000 - 2 * TEN_SECONDS - 2 * ANSWER - 12_000
    assert accept(second) == 1
    assert (reserved(batch), ledger.book_faults()) == (0, [])


def test_what_is_set_aside_comes_back_once_nobody_can_claim_it() -> None:
    """PAY-3, PAY-9: not while an answer waits, nor before the pay can be audited."""
    batch = make_open_batch(tasks=1, answers_per_task=1)
    sent = answer_one(make_worker(), batch)
    work.finish_batches(actor=JOB, now=NOW)
    pay.release_finished(actor=JOB, now=NOW)
    late, audited = NOW + timedelta(days=2), NOW + timedelta(days=2, seconds=8)
    assert pay.release_reserves(actor=JOB, now=audited) == 0
    accept(sent)
    pay.release_finished(actor=JOB, now=NOW)
    assert (pay.release_reserves(actor=JOB, now=late), set_aside(batch)) == (0, (3_000, 3_000))
    assert pay.release_reserves(actor=JOB, now=audited) == 0
    assert pay.audit_pay(actor=JOB, now=audited) == 1
    assert pay.release_reserves(actor=JOB, now=audited) == 1
    assert pay.release_reserves(actor=JOB, now=audited) == 0
    assert (reserved(batch), set_aside(batch)) == (0, (0, 0))
    assert available(batch) == 1_000_000_000 - TEN_SECONDS - ANSWER


def test_more_answers_reserve_what_they_cost_once() -> None:
    batch = make_open_batch(tasks=2)
    before = reserved(batch)
    for _ in range(2):
        pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=2, client_key="k")
    assert reserved(batch) - before == 4 * ANSWER
    assert set_aside(batch) == (30_000, 30_000)
    assert set(Task.objects.values_list("places", "wanted")) == {(5, 5)}
    assert Batch.objects.get().answers_per_task == 5


def test_more_answers_to_a_finished_batch_can_be_given_by_new_people() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    accept(answer_one(make_worker(), batch))
    work.finish_batches(actor=JOB, now=NOW)
    pay.release_finished(actor=JOB, now=NOW)
    assert reserved(batch) == 0
    pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=1, client_key="k")
    assert accept(answer_one(make_worker(), batch)) == 1
    assert queries.settlement_faults() == []


@pytest.mark.parametrize("answers", [0, -1, 48])
def test_more_answers_than_fit_are_refused(answers: int) -> None:
    batch = make_open_batch()
    before = reserved(batch)
    with pytest.raises(OutOfRange):
        pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=answers, client_key="k")
    assert reserved(batch) == before


def test_more_answers_without_funds_change_nothing() -> None:
    project = make_project()
    batch = make_draft_batch(project)
    fund(project.organisation_id, "1.21")
    pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    with pytest.raises(InsufficientFunds):
        pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=1, client_key="k")
    assert set(Task.objects.values_list("places", "wanted")) == {(3, 3)}
    assert Batch.objects.get().answers_per_task == 3
    assert reserved(batch) == 1_167_900


def test_an_ended_batch_takes_no_more_answers() -> None:
    batch = make_open_batch()
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    with pytest.raises(BatchNotOpen):
        pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=1, client_key="k")
    assert reserved(batch) == 0


def test_no_money_ever_leaves_what_is_due_to_a_worker() -> None:
    """PAY-14: a worker never pays to work."""
    batch = make_open_batch(tasks=2, answers_per_task=2)
    accept(answer_one(make_worker(), batch))
    refuse_after_offer(answer_one(make_worker(), batch))
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    kinds = Counter(Transfer.objects.values_list("source__kind", "target__kind"))
    assert kinds == {
        ("bank", "available"): 1,
        ("available", "reserved"): 1,
        ("available", "quality"): 1,
        ("available", "topup"): 1,
        ("reserved", "due"): 3,
        ("reserved", "fee"): 3,
        ("reserved", "available"): 1,
    }


def test_earnings_say_what_is_due_pending_and_held() -> None:
    batch = make_open_batch(tasks=3, answers_per_task=1)
    worker = make_worker()
    accept(answer_one(worker, batch, seconds=12))
    refuse_after_offer(answer_one(worker, batch))
    answer_one(worker, batch)
    earned = queries.earnings(worker.id)
    assert (str(earned.due), str(earned.paid)) == ("0.094195 EUR", "0.00 EUR")
    assert (str(earned.pending), str(earned.held)) == ("0.06 EUR", "0.06 EUR")
    assert (earned.accepted_answers, str(earned.per_hour)) == (1, "18.00 EUR")
    (row,) = earned.projects
    assert (row.answers, row.accepted, row.pending, row.refused) == (3, 1, 1, 1)
    (reading,) = earned.readings
    assert (reading.seconds, reading.pay) == (10, Money(34_195, "EUR"))
    assert queries.earnings(Actor.person(make_worker().id).id).due.micros == 0


def test_what_a_stopped_task_may_be_paid_from_stays_until_a_person_looked() -> None:
    """PAY-7: a batch that was ended pays it itself, and the guarantee fund does not."""
    most = settings.AGREEMENT.time.time_credits_a_day
    batch = make_open_batch(tasks=most + 1, answers_per_task=1)
    actor = ready(make_worker(), batch)
    draft = StopDraft(StopKind.BROKEN, reason="error", words="It shows an error.")
    for _ in range(most + 1):
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        stop = pay.stop_task(actor=actor, now=NOW, assignment_id=held.id, draft=draft)
    pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    kept = set_aside(batch)
    assert min(kept) > 0
    until = NOW + timedelta(days=14)
    work.refuse_stop(
        actor=actor_of(make_operator()),
        now=NOW,
        stop_id=stop.id,
        reason="no_work",
        explanation="The page was open for one second.",
        appeal_until=until,
    )
    assert pay.release_reserves(actor=JOB, now=until - timedelta(seconds=1)) == 0
    assert (pay.release_reserves(actor=JOB, now=until), set_aside(batch)) == (1, (0, 0))

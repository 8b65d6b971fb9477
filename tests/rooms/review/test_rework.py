"""The first defect leads to an offer of paid rework (DEC-2)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.journal.actions import deliver
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.pay import queries as pay
from ouvrage.pay.models import Credit
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.review.errors import AlreadyDecided, DecisionTimeOver, ReworkFirst, ReworkOffered
from ouvrage.site.wiring import HANDLERS
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.errors import AlreadyReturned, ReworkOver
from ouvrage.work.models import Assignment, Submission, Task
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.factories.review import (
    GROUNDS,
    REQUESTER,
    decline,
    fill_guarantee,
    offer,
    redo,
    refuse,
    refuse_after_offer,
)
from tests.factories.work import answer_one, make_open_batch

pytestmark = pytest.mark.django_db


def state_of(sent: Submission) -> str:
    """What became of the answer."""
    return Submission.objects.values_list("state", flat=True).get(id=sent.id)


def paid_time(kind: str) -> list[tuple[int, int]]:
    """Seconds and micro-units of the credits of a kind."""
    rows = Credit.objects.filter(kind=kind, state="paid").order_by("id")
    return list(rows.values_list("seconds", "pay_micros"))


def test_a_first_defect_is_not_refused() -> None:
    """DEC-2."""
    sent = answer_one(make_worker(), make_open_batch())
    with pytest.raises(ReworkFirst):
        refuse(sent)
    assert state_of(sent) == "pending"
    assert queries.verdicts_of(sent.id) == []


def test_the_worker_reads_why_and_holds_the_task_again_for_three_days() -> None:
    """DEC-1, DEC-2."""
    batch = make_open_batch()
    sent = answer_one(make_worker(), batch)
    before = Task.objects.values_list("places", "answers").get(id=sent.task_id)
    again = offer(sent)
    assert (state_of(sent), again.state, again.redoes_id) == ("rework", "taken", sent.assignment_id)
    assert again.lease_until == NOW + timedelta(days=3)
    verdict = queries.verdict_of(sent.id)
    assert verdict is not None
    assert (verdict.decision, verdict.criterion_text, verdict.evidence) == (
        "rework",
        "The choice fits the sentence.",
        GROUNDS["evidence"],
    )
    (row,) = work_queries.unfinished(sent.worker_id)
    assert (row.assignment_id, row.rework) == (again.id, True)
    assert Task.objects.values_list("places", "answers").get(id=sent.task_id) == before
    assert work_queries.open_counts(batch.id)["rework"] == 1
    assert work_queries.open_counts(batch.id)["taken"] == 0


@pytest.mark.parametrize("part", ["reason", "criterion", "evidence", "explanation"])
def test_an_offer_says_as_much_as_a_refusal(part: str) -> None:
    sent = answer_one(make_worker(), make_open_batch())
    with pytest.raises(Refusals) as raised:
        offer(sent, **{part: ""})
    assert [found.field for found in raised.value.each()] == [part]
    assert state_of(sent) == "pending"


def test_a_rework_stands_beside_other_work_of_the_project() -> None:
    """The next task is another one, and a worker with a rework can still take it."""
    batch = make_open_batch()
    sent = answer_one(make_worker(), batch)
    again = offer(sent)
    taken = work.take(actor=Actor.person(sent.worker_id), now=NOW, project_id=batch.project_id)
    assert taken.id != again.id
    assert taken.task_id != sent.task_id
    assert {row.assignment_id for row in work_queries.unfinished(sent.worker_id)} == {
        again.id,
        taken.id,
    }


def test_the_first_answer_is_the_draft_and_the_time_counts_from_the_beginning() -> None:
    sent = answer_one(make_worker(), make_open_batch(), answer="no")
    again = offer(sent)
    later = NOW + timedelta(hours=5)
    actor = Actor.person(sent.worker_id)
    begun = work.begin_rework(actor=actor, now=later, assignment_id=again.id)
    assert (begun.draft, begun.taken_at) == ({"money": "no"}, later)
    work.begin_rework(actor=actor, now=later + timedelta(minutes=5), assignment_id=again.id)
    new = work.submit(
        actor=actor,
        now=later + timedelta(seconds=30),
        assignment_id=again.id,
        answer={"money": "yes"},
        active_seconds=None,
    )
    assert new.work_seconds == 30


def test_a_rework_replaces_the_answer_and_takes_no_place() -> None:
    batch = make_open_batch()
    sent = answer_one(make_worker(), batch, answer="no")
    before = Task.objects.values_list("places", "answers").get(id=sent.task_id)
    again = offer(sent)
    new = redo(again)
    assert (state_of(sent), state_of(new)) == ("reworked", "pending")
    assert new.reward_micros == sent.reward_micros
    assert Task.objects.values_list("places", "answers").get(id=sent.task_id) == before
    assert [row.id for row in work_queries.batch_answers(batch.id)] == [new.id]
    assert work_queries.batch_progress(batch.id).answers == 1
    assert redo(again).id == new.id


def test_a_rework_is_paid_for_its_time_and_for_the_answer() -> None:
    """DEC-2, PAY-9: 20 s at 12.31 EUR an hour, and the reward once."""
    fill_guarantee()
    sent = answer_one(make_worker(), make_open_batch(), answer="no")
    new = redo(offer(sent))
    for _ in range(2):
        deliver(now=NOW + timedelta(hours=1), handlers=HANDLERS)
        review.credit_rework(actor=JOB, now=NOW, submission_id=new.id)
    assert paid_time("rework") == [(20, 68_389)]
    accepted = review.accept(
        actor=REQUESTER, now=NOW, project_id=sent.project_id, submission_ids=[sent.id, new.id]
    )
    assert accepted == 1
    assert list(Entry.objects.filter(kind="settle").values_list("subject_id", flat=True)) == [
        new.id
    ]
    assert (ledger.book_faults(), pay.settlement_faults()) == ([], [])


def test_a_refused_rework_is_paid_for_both_times() -> None:
    """The rework's time when it is sent, the first time once the refusal is final."""
    fill_guarantee()
    sent = answer_one(make_worker(), make_open_batch(), answer="no", seconds=8)
    new = redo(offer(sent), "no", now=NOW + timedelta(minutes=1))
    deliver(now=NOW + timedelta(hours=1), handlers=HANDLERS)
    verdict = refuse(new)
    assert verdict.appeal_until is not None
    assert review.close_refusals(actor=JOB, now=verdict.appeal_until) == 1
    assert [seconds for seconds, _ in paid_time("rework")] == [20]
    assert [seconds for seconds, _ in paid_time("refused")] == [8]


def test_declining_leaves_the_first_answer_to_a_decision() -> None:
    """ASG-4: nothing else follows, and the decision has its whole time again."""
    batch = make_open_batch()
    sent = answer_one(make_worker(), batch)
    again = offer(sent)
    places = Task.objects.values_list("places", flat=True).get(id=sent.task_id)
    later = NOW + timedelta(days=2)
    decline(again, later)
    decline(again, later)
    sent.refresh_from_db()
    assert (sent.state, sent.accept_at) == ("pending", later + timedelta(days=3))
    assert Task.objects.values_list("places", flat=True).get(id=sent.task_id) == places
    assert Credit.objects.count() == 0
    with pytest.raises(AlreadyReturned):
        redo(again, now=later)
    assert review.accept_due(actor=JOB, now=sent.accept_at) == 1
    assert state_of(sent) == "accepted"


def test_a_rework_left_for_three_days_lapses() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    again = offer(sent)
    later = NOW + timedelta(days=3, seconds=1)
    assert review.accept_due(actor=JOB, now=later) == 0
    assert work.expire_leases(actor=JOB, now=later) == 1
    assert work.expire_leases(actor=JOB, now=later) == 0
    sent.refresh_from_db()
    assert (sent.state, sent.accept_at) == ("pending", later + timedelta(days=3))
    with pytest.raises(ReworkOver):
        redo(again, now=later)
    assert Submission.objects.count() == 1
    assert work_queries.unfinished(sent.worker_id) == []


def test_after_the_offer_an_answer_may_be_refused_directly() -> None:
    worker, batch = make_worker(), make_open_batch(tasks=3)
    first, second = (answer_one(worker, batch) for _ in range(2))
    decline(offer(first))
    assert refuse(first).decision == "refused"
    assert refuse(second).decision == "refused"
    elsewhere = answer_one(worker, make_open_batch())
    with pytest.raises(ReworkFirst):
        refuse(elsewhere)


def test_rework_is_offered_once_for_an_answer() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    decline(offer(sent))
    with pytest.raises(ReworkOffered):
        offer(sent)
    other = answer_one(make_worker(), make_open_batch())
    new = redo(offer(other))
    with pytest.raises(ReworkOffered):
        offer(new)
    with pytest.raises(AlreadyDecided):
        offer(other)
    assert (state_of(sent), state_of(new)) == ("pending", "pending")


def test_an_answer_that_is_reworked_is_neither_accepted_nor_refused_meanwhile() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    offer(sent)
    review.accept(actor=REQUESTER, now=NOW, project_id=sent.project_id, submission_ids=[sent.id])
    review.accept_due(actor=JOB, now=NOW + timedelta(days=30))
    with pytest.raises(AlreadyDecided):
        refuse(sent)
    assert state_of(sent) == "rework"


def test_after_the_deadline_no_rework_is_offered() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    with pytest.raises(DecisionTimeOver):
        offer(sent, now=sent.accept_at)


def test_only_its_worker_begins_a_rework() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    again = offer(sent)
    other = actor_of(make_worker())
    with pytest.raises(NotFound):
        work.begin_rework(actor=other, now=NOW, assignment_id=again.id)
    with pytest.raises(NotFound):
        work.begin_rework(
            actor=Actor.person(sent.worker_id), now=NOW, assignment_id=sent.assignment_id
        )


def test_labels_leave_out_what_is_reworked_and_are_stale_once_it_came() -> None:
    batch = make_open_batch()
    sent = answer_one(make_worker(), batch, answer="no")
    review.run_aggregation(actor=JOB, now=NOW, batch_id=batch.id)
    again = offer(sent, NOW + timedelta(minutes=1))
    assert queries.usable_answers(batch.id) == 0
    redo(again, now=NOW + timedelta(minutes=2))
    run = queries.latest_run(batch.id)
    assert run is not None
    assert (queries.usable_answers(batch.id), run.answers, run.stale) == (1, 1, True)


def test_one_answer_of_a_worker_counts_for_a_task() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    again = offer(sent)
    assert Assignment.objects.filter(task_id=sent.task_id, worker_id=sent.worker_id).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(id=again.id).update(redoes=None)
    redo(again)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE work_submission SET state = 'pending'")


def test_time_of_reworks_is_left_out_of_the_measured_time() -> None:
    batch = make_open_batch()
    sent = answer_one(make_worker(), batch, seconds=8)
    redo(offer(sent), seconds=300)
    time = work_queries.time_statistics(batch.project_id)
    assert time is not None
    assert (time.count, time.median) == (1, 8)


def test_a_refusal_that_follows_an_offer_is_told_apart_from_it() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    refuse_after_offer(sent, reason="unreadable")
    assert [row.decision for row in queries.verdicts_of(sent.id)] == ["rework", "refused"]
    verdict = queries.verdict_of(sent.id)
    assert verdict is not None
    assert (verdict.decision, verdict.reason) == ("refused", "unreadable")

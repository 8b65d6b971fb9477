"""No batch gets around the audit, and no worker is lifted twice or to a floor that is not theirs
(PAY-3, PAY-19)."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import override_settings

from ouvrage.base.moment import Moment
from ouvrage.ledger.queries import book_faults, due
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.models import Audit, AuditLine, Credit
from ouvrage.pay.rules import CreditKind, CreditState
from ouvrage.pay.rules.audits import Worked, median_per_hour, short
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.errors import BatchNotOpen
from ouvrage.work.models import Batch, Submission
from ouvrage.work.rules import BatchState, StopKind
from tests.factories.contributions import EVERY_SCHEME, choose
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.review import fill_guarantee, make_refused
from tests.factories.work import make_open_batch, ready

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
FLOOR, GERMAN_FLOOR = 12_310_000, 13_900_000


def work_on(batch: Batch, worker: Person, seconds: int, now: Moment = NOW) -> Submission:
    """The worker reads, and sends one answer that took so long by the server's clock."""
    actor = ready(worker, batch, now)
    held = work.take(actor=actor, now=now, project_id=batch.project_id)
    return work.submit(
        actor=actor,
        now=now + timedelta(seconds=seconds),
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=seconds,
    )


def accept(batch: Batch, now: Moment = NOW) -> None:
    review.accept_all_pending(actor=JOB, now=now, batch_id=batch.id)
    work.finish_batches(actor=JOB, now=now)


def audit(now: Moment) -> int:
    """How many batches are audited; what that grants is paid."""
    audited = pay.audit_pay(actor=JOB, now=now)
    pay.pay_top_ups(actor=JOB, now=now)
    return audited


def floor_pay(seconds: int, floor: int = FLOOR) -> int:
    return -(-floor * seconds // 3600)


def earned(worker: Person) -> int:
    return due(worker.id, "EUR").micros


def test_a_batch_with_a_place_that_nobody_takes_is_audited_every_seven_days() -> None:
    fill_guarantee()
    batch, worker = make_open_batch(tasks=1, answers_per_task=2), make_worker()
    work_on(batch, worker, 240)
    accept(batch)
    assert audit(NOW + timedelta(days=6)) == 0
    assert audit(NOW + WEEK + timedelta(hours=1)) == 1
    row = Audit.objects.get()
    assert (row.decided, row.final, row.lifted) == (True, False, 1)
    assert earned(worker) == floor_pay(240)
    assert Batch.objects.get().state == BatchState.OPEN
    assert not queries.is_audited(batch.id)


def test_an_open_batch_without_new_work_is_not_audited_again() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=2)
    work_on(batch, make_worker(), 240)
    accept(batch)
    assert [audit(NOW + WEEK * count) for count in (2, 3, 4)] == [1, 0, 0]


def test_later_audits_add_what_is_new_and_pay_nothing_twice() -> None:
    fill_guarantee()
    batch = make_open_batch(tasks=1, answers_per_task=3)
    first, second, third = (make_worker() for _ in range(3))
    work_on(batch, first, 240)
    accept(batch)
    later = NOW + WEEK * 2
    assert audit(later) == 1
    lifted = earned(first)
    work_on(batch, second, 300, later)
    work_on(batch, third, 360, later)
    accept(batch, later + timedelta(hours=1))
    assert audit(later + timedelta(days=1)) == 0
    assert audit(later + timedelta(days=3)) == 1
    assert (earned(first), lifted) == (floor_pay(240), floor_pay(240))
    assert (earned(second), earned(third)) == (floor_pay(300), floor_pay(360))
    shown = queries.audits_of_project(batch.project_id)[batch.id]
    sums = [line.reserve_micros + line.rest_micros for line in AuditLine.objects.all()]
    assert (shown.lifted, shown.top_up.micros, shown.owed.micros) == (3, sum(sums), 0)
    assert [audit(later + WEEK * count) for count in (2, 3)] == [0, 0]
    assert queries.is_audited(batch.id)
    assert (queries.settlement_faults(), book_faults()) == ([], [])


def test_what_was_granted_says_nothing_of_the_price() -> None:
    """People who were lifted to the floor before do not hide that the price is under it."""
    worked = {"ann": Worked(3600, 9, 1), "ben": Worked(3600, 9, 1), "eve": Worked(3600, 9)}
    assert median_per_hour(worked) == 9
    assert short(worked, dict.fromkeys(worked, 10)) == {"eve": 1}


def test_an_answer_that_waits_is_left_to_the_next_audit() -> None:
    """Else its time was lifted, and its pay came on top."""
    fill_guarantee()
    batch = make_open_batch(tasks=1, answers_per_task=3)
    first, second = make_worker(), make_worker()
    work_on(batch, first, 240)
    accept(batch)
    later = NOW + WEEK
    work_on(batch, second, 240, later)
    held = ready(make_worker(), batch, later)
    work.take(actor=held, now=later, project_id=batch.project_id)
    assert audit(later + timedelta(minutes=10)) == 1
    row = Audit.objects.get()
    assert (row.workers, row.decided) == (1, False)
    assert list(AuditLine.objects.values_list("worker_id", flat=True)) == [first.id]
    work.expire_leases(actor=JOB, now=later + timedelta(days=1))
    accept(batch, later + timedelta(days=1))
    assert audit(later + WEEK * 2) == 1
    assert (earned(first), earned(second)) == (floor_pay(240), floor_pay(240))


def test_a_batch_whose_only_places_are_on_a_pulled_task_is_audited() -> None:
    fill_guarantee()
    batch, worker = make_open_batch(tasks=1, answers_per_task=4), make_worker()
    work_on(batch, worker, 240)
    for _ in range(2):
        actor = ready(make_worker(), batch)
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        draft = StopDraft(StopKind.BROKEN, 30, "error")
        at = NOW + timedelta(seconds=30)
        pay.stop_task(actor=actor, now=at, assignment_id=held.id, draft=draft)
    accept(batch)
    assert Batch.objects.get().state == BatchState.OPEN
    assert audit(NOW + WEEK * 2) == 1


def test_answers_that_are_added_again_and_again_put_no_audit_off() -> None:
    fill_guarantee()
    batch, worker = make_open_batch(tasks=1, answers_per_task=1), make_worker()
    work_on(batch, worker, 240)
    accept(batch)
    later = NOW + timedelta(days=1)
    pay.add_answers(actor=JOB, now=later, batch_id=batch.id, answers=1, client_key="one")
    assert audit(NOW + timedelta(days=8)) == 1
    assert earned(worker) == floor_pay(240)


def test_no_answers_are_added_after_the_final_audit_even_before_it_is_paid() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    work_on(batch, make_worker(), 240)
    accept(batch)
    later = NOW + timedelta(days=3)
    assert pay.audit_pay(actor=JOB, now=later) == 1
    with pytest.raises(BatchNotOpen):
        pay.add_answers(actor=JOB, now=later, batch_id=batch.id, answers=1, client_key="late")


def test_batches_that_have_to_wait_hold_up_no_other() -> None:
    """Pages of one batch: the first has no answer, the second waits for its decision."""
    empty = make_open_batch(tasks=1)
    pay.end_batch(actor=JOB, now=NOW, batch_id=empty.id)
    waiting, slow = (make_open_batch(tasks=1, answers_per_task=1) for _ in range(2))
    work_on(waiting, make_worker(), 8)
    work.finish_batches(actor=JOB, now=NOW)
    work_on(slow, make_worker(), 240)
    accept(slow)
    later = NOW + timedelta(days=3)
    assert [pay.audit_pay(actor=JOB, now=later, limit=1) for _ in range(2)] == [1, 0]
    assert Audit.objects.get().batch_id == slow.id


@override_settings(**EVERY_SCHEME)
def test_everybody_is_lifted_to_the_floor_of_their_own_country() -> None:
    """PAY-19: 13.90 EUR an hour in Germany, on a batch with a floor of 12.31 EUR."""
    fill_guarantee()
    batch = make_open_batch(tasks=1, answers_per_task=2)
    french, german = make_worker(), make_worker()
    choose(german, StatusKind.FOREIGN, country="DE")
    for worker in (french, german):
        work_on(batch, worker, 240)
    accept(batch)
    assert audit(NOW + timedelta(days=3)) == 1
    floors = dict(AuditLine.objects.values_list("worker_id", "floor_micros_per_hour"))
    assert floors == {french.id: FLOOR, german.id: GERMAN_FLOOR}
    assert earned(french) == floor_pay(240)
    assert earned(german) == floor_pay(240, GERMAN_FLOOR)
    assert str(queries.top_ups_of_worker(german.id)[0].floor) == "13.90 EUR"


def test_a_price_between_two_floors_lifts_those_whose_floor_is_higher() -> None:
    worked = {"ann": Worked(3600, 13), "ben": Worked(3600, 13), "eve": Worked(3600, 13)}
    assert short(worked, {"ann": 12, "ben": 12, "eve": 14}) == {"eve": 1}
    assert short({"ann": Worked(3600, 20), "eve": Worked(3600, 13)}, {"ann": 12, "eve": 14}) == {}


def test_an_overturned_refusal_whose_time_was_paid_counts_once() -> None:
    fill_guarantee()
    sent = make_refused(make_worker())
    before = queries.paid_on_batch(sent.batch_id).get(sent.worker_id, 0)
    later = NOW + timedelta(days=15)
    review.close_refusals(actor=JOB, now=later)
    review.overturn_refusal(
        actor=JOB, now=later, submission_id=sent.id, explanation="It was right after all."
    )
    after = queries.paid_on_batch(sent.batch_id)[sent.worker_id]
    credited = Credit.objects.get(kind=CreditKind.REFUSED).pay_micros
    assert after - before == max(sent.reward_micros, credited)


def test_what_is_owed_of_a_credit_is_granted_and_not_yet_paid() -> None:
    """The quality reserve of the batch has paid a part of it."""
    batch, worker = make_open_batch(tasks=1), make_worker()
    draft = pay.CreditDraft(CreditKind.BREAK, worker.id, worker.id, 3600, 3600, batch.id)
    credit = pay.credit_time(actor=JOB, now=NOW, draft=draft)
    assert credit.state == CreditState.OWED
    assert queries.paid_on_batch(batch.id) == {worker.id: 9_000}
    assert queries.granted_on_batch(batch.id) == {worker.id: credit.pay_micros - 9_000}
    fill_guarantee()
    pay.pay_credits(actor=JOB, now=NOW)
    assert queries.paid_on_batch(batch.id) == {worker.id: credit.pay_micros}
    assert queries.granted_on_batch(batch.id) == {}


def test_audits_from_before_name_their_batch_and_their_lines_the_floor() -> None:
    """The migration: such an audit has the id of its batch."""
    batch = make_open_batch(tasks=1, answers_per_task=1)
    work_on(batch, make_worker(), 240)
    accept(batch)
    audit(NOW + timedelta(days=3))
    row = Audit.objects.get()
    Audit.objects.update(batch_id="")
    AuditLine.objects.update(floor_micros_per_hour=0)
    import_module("ouvrage.pay.migrations.0009_repeated_audits").name_batches(apps, None)
    assert Audit.objects.get().batch_id == row.id
    assert AuditLine.objects.get().floor_micros_per_hour == FLOOR

"""A batch that paid under the floor lifts its workers to it, once, by itself (PAY-3)."""

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.ledger.queries import book_faults, due, topup_of_batch
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.models import Audit, AuditLine, Credit
from ouvrage.pay.rules import AuditLineState, CreditKind
from ouvrage.pay.rules.audits import Worked, median_per_hour, shared, short
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.models import Batch, Submission
from tests.factories.people import JOB, NOW, actor_of, make_operator, make_worker
from tests.factories.review import REQUESTER, refuse_after_offer
from tests.factories.work import make_open_batch, ready

pytestmark = pytest.mark.django_db
AUDITED = NOW + timedelta(days=3)
HOUR = 12_310_000
SENT, DECIDED, FINAL = (NOW + timedelta(hours=hours) for hours in (2, 3, 30 * 24))
EVIDENCE = "Every answer is the first choice, on sentences that say the contrary."


def work_on(batch: Batch, worker: Person, seconds: int) -> Submission:
    """The worker reads, and sends one answer that took so long by the server's clock."""
    actor = ready(worker, batch)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    return work.submit(
        actor=actor,
        now=NOW + timedelta(seconds=seconds),
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=seconds,
    )


def over(batch: Batch) -> None:
    """Every answer is accepted and the batch is finished."""
    review.accept_all_pending(actor=JOB, now=NOW, batch_id=batch.id)
    work.finish_batches(actor=JOB, now=NOW)


def slow_batch(*seconds: int) -> tuple[Batch, list[Person]]:
    batch = make_open_batch(tasks=1, answers_per_task=len(seconds))
    workers = [make_worker() for _ in seconds]
    for worker, count in zip(workers, seconds, strict=True):
        work_on(batch, worker, count)
    over(batch)
    return batch, workers


def audit() -> int:
    return pay.audit_pay(actor=JOB, now=AUDITED)


def lift() -> int:
    return pay.pay_top_ups(actor=JOB, now=AUDITED)


def floor_pay(seconds: int) -> int:
    return -(-HOUR * seconds // 3600)


def guarantee(amount: str) -> None:
    recipes.fund_guarantee(
        actor=JOB, now=NOW, amount=Money.parse(amount, "EUR"), reference="fund", key=amount
    )


def test_a_batch_that_paid_the_floor_lifts_nobody() -> None:
    batch, _ = slow_batch(8, 9, 10)
    assert audit() == 1
    row = Audit.objects.get()
    assert (row.batch_id, row.workers, row.lifted) == (batch.id, 3, 0)
    assert row.median_micros_per_hour > HOUR
    assert lift() == 0


def test_workers_under_the_floor_are_lifted_to_it_from_reserve_and_guarantee() -> None:
    batch, workers = slow_batch(200, 220, 240)
    guarantee("10")
    before = [due(worker.id, "EUR").micros for worker in workers]
    reserve = topup_of_batch(batch.id, "EUR").micros
    assert (audit(), lift()) == (1, 3)
    after = [due(worker.id, "EUR").micros for worker in workers]
    paid = queries.audits_of_project(batch.project_id)[batch.id]
    lacking = [
        floor_pay(seconds) - paid_before
        for seconds, paid_before in zip((200, 220, 240), before, strict=True)
    ]
    assert [late - early for late, early in zip(after, before, strict=True)] == lacking
    assert (paid.lifted, paid.top_up.micros, paid.owed.micros) == (3, sum(lacking), 0)
    assert 0 <= topup_of_batch(batch.id, "EUR").micros < 10 <= reserve
    assert book_faults() == []
    assert queries.settlement_faults() == []


def test_the_floor_counts_what_credits_paid() -> None:
    """PAY-9: time that was credited is not paid a second time."""
    batch, workers = slow_batch(200, 200, 200)
    draft = pay.CreditDraft(CreditKind.BREAK, workers[0].id, workers[0].id, 60, 600, batch.id)
    pay.credit_time(actor=JOB, now=NOW, draft=draft)
    credited = Credit.objects.get().pay_micros
    assert audit() == 1
    lines = {line.worker_id: line for line in AuditLine.objects.all()}
    first, second = lines[workers[0].id], lines[workers[1].id]
    assert first.paid_micros - second.paid_micros == credited


def test_when_the_reserve_is_short_it_is_shared_and_the_rest_stays_owed() -> None:
    batch, workers = slow_batch(250, 250, 250)
    assert (audit(), lift()) == (1, 0)
    lines = list(AuditLine.objects.all())
    assert {line.state for line in lines} == {AuditLineState.OWED}
    assert len({line.reserve_micros for line in lines}) == 1
    assert queries.audits_of_project(batch.project_id)[batch.id].owed.micros > 0
    assert queries.top_ups_of_worker(workers[0].id)[0].state == "owed"
    guarantee("10")
    assert lift() == 3
    assert {line.state for line in AuditLine.objects.all()} == {AuditLineState.PAID}
    assert queries.top_ups_owed() == []
    assert book_faults() == []


def test_run_again_or_cut_off_halfway_nobody_is_paid_twice() -> None:
    batch, workers = slow_batch(200, 220, 240)
    guarantee("10")
    assert audit() == 1
    assert pay.pay_top_ups(actor=JOB, now=AUDITED, limit=1) == 1
    assert (audit(), lift(), audit(), lift()) == (0, 2, 0, 0)
    sums = [due(worker.id, "EUR").micros for worker in workers]
    assert sums == [floor_pay(200), floor_pay(220), floor_pay(240)]
    assert batch.id == Audit.objects.get().batch_id


def test_a_line_that_nothing_can_pay_holds_up_no_later_one() -> None:
    """PAY-3: pages of one line, and the first of them is far more than the fund holds."""
    slow_batch(250, 30, 250)
    audit()
    lift()
    assert AuditLine.objects.filter(state=AuditLineState.OWED).count() == 3
    first, *others = AuditLine.objects.order_by("id")
    AuditLine.objects.filter(id=first.id).update(rest_micros=900_000_000)
    guarantee("10")
    assert pay.pay_top_ups(actor=JOB, now=AUDITED, limit=1) == 1
    assert pay.pay_top_ups(actor=JOB, now=AUDITED, limit=1) == 1
    assert pay.pay_top_ups(actor=JOB, now=AUDITED, limit=1) == 0
    states = AuditLine.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["owed", *["paid" for _ in others]]


def test_nothing_is_audited_before_the_work_is_decided_and_the_days_are_over() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    work_on(batch, make_worker(), 250)
    work.finish_batches(actor=JOB, now=NOW)
    assert audit() == 0
    over(batch)
    assert pay.audit_pay(actor=JOB, now=NOW + timedelta(days=1)) == 0
    assert audit() == 1


def test_the_reserve_is_kept_until_the_audit_and_what_is_left_comes_back() -> None:
    batch, _ = slow_batch(8, 8, 8)
    assert pay.release_reserves(actor=JOB, now=AUDITED) == 0
    audit()
    lift()
    assert pay.release_reserves(actor=JOB, now=AUDITED) == 1
    assert topup_of_batch(batch.id, "EUR") == Money.zero("EUR")


def test_a_higher_minimum_wage_of_the_country_is_the_floor_of_the_audit(
    settings: Settings,
) -> None:
    """PAY-19: the organisation is French, and the floor of the instance was lower."""
    settings.FLOOR_MICROS_PER_HOUR = 1_000_000
    slow_batch(30, 30, 30)
    audit()
    assert Audit.objects.get().floor_micros_per_hour == 12_020_000


def batch_with_one_contested(seconds: int, *, fraud: bool) -> tuple[Batch, Person]:
    """Three honest answers and one that is refused and suspected, until everything is final."""
    guarantee("20")
    batch = make_open_batch(tasks=1, answers_per_task=4)
    suspect = make_worker()
    sent = work_on(batch, suspect, seconds)
    for count in (200, 220, 240):
        work_on(batch, make_worker(), count)
    refuse_after_offer(sent, SENT)
    review.suspect_fraud(actor=REQUESTER, now=SENT, submission_id=sent.id, evidence=EVIDENCE)
    decide = review.dismiss_suspicion
    if fraud:
        decide = partial(review.prove_fraud, evidence=EVIDENCE)
    decide(
        actor=actor_of(make_operator()), now=DECIDED, submission_id=sent.id, explanation=EVIDENCE
    )
    over(batch)
    assert review.close_refusals(actor=JOB, now=FINAL) == 1
    assert pay.audit_pay(actor=JOB, now=FINAL) == 1
    return batch, suspect


@pytest.mark.parametrize("seconds", [1, 3_000])
def test_proven_fraud_changes_nothing_for_the_others_and_is_not_lifted(seconds: int) -> None:
    """PAY-9, PAY-3: neither hasty nor slow fraud moves what an hour of the median worker paid."""
    _, suspect = batch_with_one_contested(seconds, fraud=True)
    row = Audit.objects.get()
    lifted = AuditLine.objects.order_by("seconds")
    assert (row.workers, row.lifted) == (3, 3)
    assert [line.seconds for line in lifted] == [200, 220, 240]
    assert suspect.id not in {line.worker_id for line in lifted}
    assert queries.batch_seconds(row.batch_id, FINAL).get(suspect.id, 0) == 0


def test_a_refusal_that_was_no_fraud_counts_in_the_audit() -> None:
    """Its time was credited at the floor, and counts like any other."""
    batch, suspect = batch_with_one_contested(100, fraud=False)
    assert Audit.objects.get().workers == 4
    # A second more: the rework that was offered was in hand before it was declined.
    assert queries.batch_seconds(batch.id, FINAL)[suspect.id] == 101
    assert queries.paid_on_batch(batch.id)[suspect.id] >= floor_pay(100)


worked = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.builds(Worked, st.integers(0, 10_000), st.integers(0, 50_000_000)),
    max_size=8,
)


@given(worked, st.integers(1, 30_000_000))
def test_after_the_lift_nobody_is_under_the_floor_and_nobody_lost(
    times: dict[str, Worked], floor: int
) -> None:
    lacking = short(times, dict.fromkeys(times, floor))
    if lacking:
        assert median_per_hour(times) < floor
        for worker, one in times.items():
            lifted = one.paid_micros + lacking.get(worker, 0)
            assert lifted * 3600 >= floor * one.seconds
    assert all(micros > 0 for micros in lacking.values())


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(1, 10**9)), st.integers(0, 10**10))
def test_shares_never_sum_to_more_than_there_is(costs: dict[str, int], available: int) -> None:
    parts = shared(costs, available)
    assert sum(parts.values()) <= max(available, 0) or parts == costs
    assert all(parts[worker] <= cost for worker, cost in costs.items())
    assert parts == costs or sum(parts.values()) <= available

"""Ledger, verdicts, appeals and payouts in any order: nothing paid twice, nothing lost.

The machine's steps stand in `fair_labour`; here is what must hold after each of them, and what must
be left when everybody has waited long enough.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet, Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Account, Entry, Transfer
from ouvrage.pay import queries as pay
from ouvrage.pay.models import AuditLine, Credit, Payout, Reading
from ouvrage.work.models import Submission
from tests.rooms.rights.fair_labour import FairLabour

EXAMPLES, STEPS = 20, 20
ENDED = {"accepted", "closed", "reworked"}


class FairLabourKept(FairLabour):
    """The economy with its promises."""

    def __init__(self) -> None:
        self.owed: set[str] = set()
        self.returned: set[str] = set()
        super().__init__()

    @invariant()
    def the_books_are_right(self) -> None:
        """M1 to M4: sums are zero, floors hold, each accepted answer has its one settlement."""
        assert ledger.book_faults() == []
        assert pay.settlement_faults() == []
        assert sum(amount.micros for _, amount in ledger.totals()) == 0

    @invariant()
    def no_answer_is_paid_twice(self) -> None:
        kinds = ["settle", "overturn"]
        paid = Counter(Entry.objects.filter(kind__in=kinds).values_list("subject_id", flat=True))
        accepted = Submission.objects.filter(state="accepted")
        assert set(paid.values()) <= {1}
        assert set(paid) <= set(accepted.values_list("id", flat=True))
        tasks = Counter(accepted.values_list("task_id", "worker_id"))
        assert set(tasks.values()) <= {1}

    @invariant()
    def everybody_has_what_their_work_brought(self) -> None:
        """What came in is the sum of rewards, readings, credits and interest, and nothing else."""
        for worker in self.workers:
            came = _sum(Transfer.objects.filter(target__key=f"due:{worker.id}:EUR"))
            back = _sum(
                Transfer.objects.filter(
                    target__key=f"due:{worker.id}:EUR", entry__kind__in=["return"]
                )
            )
            assert came - back == _earned(worker.id), worker.id

    @invariant()
    def money_leaves_by_payouts_alone(self) -> None:
        on_the_way = Payout.objects.filter(state__in=["requested", "sent"])
        waiting = on_the_way.aggregate(sum=Sum("amount_micros"))["sum"] or 0
        transit = Account.objects.filter(kind="transit").aggregate(sum=Sum("balance_micros"))
        assert waiting == (transit["sum"] or 0)
        arrived = Payout.objects.filter(state="confirmed")
        left = _sum(Transfer.objects.filter(entry__kind="confirm"))
        back = _sum(Transfer.objects.filter(entry__kind="return", target__kind="transit"))
        assert left - back == (arrived.aggregate(sum=Sum("amount_micros"))["sum"] or 0)

    @invariant()
    def nothing_returns_to_a_requester_whose_batch_owes_time(self) -> None:
        """PAY-9: what a credit waits for stays with the batch, whatever else happens to it."""
        owed = dict(Credit.objects.filter(state="owed").values_list("id", "batch_id"))
        owing = {batch_id for credit_id, batch_id in owed.items() if credit_id in self.owed}
        back = Entry.objects.filter(kind="release")
        fresh = back.exclude(id__in=self.returned).values_list("subject_id", flat=True)
        assert not owing & set(fresh)
        self.owed, self.returned = set(owed), set(back.values_list("id", flat=True))

    @invariant()
    def contributions_leave_to_their_collector_only(self) -> None:
        left = Transfer.objects.filter(source__kind="contributions")
        assert not left.exclude(entry__kind="remit").exists()

    def teardown(self) -> None:
        """When everybody has waited long enough, all is decided, paid and given back."""
        self.fill_the_guarantee(5_000)
        self.end_the_batch()
        for _ in range(6):
            self.now += timedelta(days=20)
            self.the_clock_does_its_jobs()
        self.the_books_are_right()
        assert set(Submission.objects.values_list("state", flat=True)) <= ENDED
        assert not Credit.objects.filter(state="owed").exists()
        assert not AuditLine.objects.exclude(state="paid").exists()
        kept = Account.objects.filter(kind__in=["reserved", "quality", "topup"])
        assert not kept.filter(balance_micros__gt=0).exists()
        for sent in Submission.objects.filter(state="closed"):
            assert Credit.objects.filter(kind="refused", subject_id=sent.id).exists()


def _sum(transfers: QuerySet[Transfer]) -> int:
    total: int = transfers.aggregate(sum=Sum("micros"))["sum"] or 0
    return total


def _earned(worker_id: str) -> int:
    settled = Entry.objects.filter(kind="settle").values("subject_id")
    answers = Submission.objects.filter(worker_id=worker_id, id__in=settled)
    readings = Reading.objects.filter(worker_id=worker_id, state="paid")
    credits = Credit.objects.filter(worker_id=worker_id, state="paid")
    rewards = answers.aggregate(sum=Sum("reward_micros"))["sum"] or 0
    read = readings.aggregate(sum=Sum("pay_micros"))["sum"] or 0
    credited = credits.aggregate(sum=Sum("pay_micros"))["sum"] or 0
    lifted = _sum(Transfer.objects.filter(entry__kind="top_up", target__key=f"due:{worker_id}:EUR"))
    audited = AuditLine.objects.filter(worker_id=worker_id)
    assert lifted <= sum(line.reserve_micros + line.rest_micros for line in audited)
    return rewards + read + credited + lifted + _won(worker_id)


def _won(worker_id: str) -> int:
    """What won appeals paid: at least what was missing of the reward, and interest upon it."""
    entries = Entry.objects.filter(kind="overturn")
    won = 0
    for sent in Submission.objects.filter(worker_id=worker_id, id__in=entries.values("subject_id")):
        paid = _sum(Transfer.objects.filter(entry__subject_id=sent.id, target__kind="due"))
        owed = Credit.objects.filter(kind="appeal", subject_id=sent.id)
        time = Credit.objects.filter(kind="refused", subject_id=sent.id)
        missing = sent.reward_micros - (time.aggregate(sum=Sum("pay_micros"))["sum"] or 0)
        assert paid + (owed.aggregate(sum=Sum("pay_micros"))["sum"] or 0) >= missing
        assert paid <= sent.reward_micros * 2
        won += paid
    return won


class FairLabourUndone(FairLabourKept):
    """The machine inside a transaction that is rolled back at its end."""

    def __init__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        super().__init__()

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


@pytest.mark.django_db
def test_nothing_is_paid_twice_and_nothing_is_lost() -> None:
    run_state_machine_as_test(
        FairLabourUndone,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

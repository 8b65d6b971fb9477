"""What requesters, workers and the clock can do, as a state machine that looks at the books after
each step. What is decided about answers, and contested, stands in `test_books_under_any_order`.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db.models import F
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry, Transfer
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.pay.models import Credit
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Batch, Submission, Task
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import INSTRUCTIONS, begin_reading, fund, make_draft_batch, make_project

WORKERS = 3
TASKS_MOST, BATCHES_MOST = 3, 4
numbers = st.integers(0, 1_000)
workers = st.integers(0, WORKERS - 1)
answers = st.sampled_from(["yes", "no"])


class Labour(RuleBasedStateMachine):
    """One requester with little money, three workers, and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.project = make_project(answers_per_task=2)
        self.organisation_id = self.project.organisation_id
        self.workers = [Actor.person(make_worker().id) for _ in range(WORKERS)]
        self.submissions = 0
        self.deposits = 0
        fund(self.organisation_id, "4")
        batch = make_draft_batch(self.project, TASKS_MOST)
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id, readers_max=4)

    @initialize(counts=st.lists(st.integers(0, 3), min_size=WORKERS, max_size=WORKERS))
    def some_have_worked(self, counts: list[int]) -> None:
        for worker, count in enumerate(counts):
            self.work_on(worker, "yes", count)

    def _one(self, rows: list[str], number: int) -> str | None:
        return rows[number % len(rows)] if rows else None

    def _batch(self, number: int) -> str | None:
        return self._one(list(Batch.objects.order_by("id").values_list("id", flat=True)), number)

    def _submission(self, number: int, *states: str) -> Submission | None:
        rows = list(Submission.objects.filter(state__in=states).order_by("id"))
        return rows[number % len(rows)] if rows else None

    def _assignment(self, number: int, worker: int) -> Assignment | None:
        rows = list(Assignment.objects.filter(worker_id=self.workers[worker].id).order_by("id"))
        return rows[number % len(rows)] if rows else None

    @rule(minutes=st.sampled_from([1, 20, 61, 90, 60 * 24 * 4, 60 * 24 * 15]), jobs=st.booleans())
    def time_passes(self, minutes: int, jobs: bool) -> None:
        self.now += timedelta(minutes=minutes)
        if jobs:
            self.the_clock_does_its_jobs()

    @rule(cents=st.integers(1, 300))
    def deposit(self, cents: int) -> None:
        fund(self.organisation_id, f"{cents / 100:.2f}")

    @precondition(lambda self: Batch.objects.count() < BATCHES_MOST)
    @rule(tasks=st.integers(1, TASKS_MOST))
    def import_tasks(self, tasks: int) -> None:
        make_draft_batch(self.project, tasks)

    @rule(number=numbers, readers=st.sampled_from([None, 1, 3]))
    def publish(self, number: int, readers: int | None) -> None:
        batch_id = self._batch(number)
        if batch_id is not None:
            self._try(
                lambda: pay.publish_batch(
                    actor=JOB, now=self.now, batch_id=batch_id, readers_max=readers
                )
            )

    @rule(number=numbers, more=st.integers(1, 2), key=st.sampled_from("ab"))
    def add_answers(self, number: int, more: int, key: str) -> None:
        batch_id = self._batch(number)
        if batch_id is not None:
            self._try(
                lambda: pay.add_answers(
                    actor=JOB, now=self.now, batch_id=batch_id, answers=more, client_key=key
                )
            )

    @rule(number=numbers)
    def end(self, number: int) -> None:
        batch_id = self._batch(number)
        if batch_id is not None:
            self._try(lambda: pay.end_batch(actor=JOB, now=self.now, batch_id=batch_id))

    @rule(words=st.sampled_from([1, 60, 600]))
    def rewrite_instructions(self, words: int) -> None:
        work.write_instructions(
            actor=JOB,
            now=self.now,
            project_id=self.project.id,
            draft=replace(INSTRUCTIONS, goal="word " * words),
        )

    @rule(worker=workers, ending=st.booleans(), seconds=st.sampled_from([None, 0, 7, 10_000]))
    def read(self, worker: int, ending: bool, seconds: int | None) -> None:
        actor, project_id = self.workers[worker], self.project.id
        self._try(lambda: begin_reading(actor, project_id, self.now))
        if ending:
            self._try(
                lambda: pay.end_reading(
                    actor=actor,
                    now=self.now,
                    project_id=project_id,
                    reported_seconds=seconds,
                )
            )

    @rule(worker=workers)
    def read_and_take(self, worker: int) -> None:
        """The usual way of a worker, so that tasks are often in hand."""
        self.read(worker, True, 7)
        self.take(worker, None)

    @rule(worker=workers, answer=answers, count=st.integers(1, 4))
    def work_on(self, worker: int, answer: str, count: int) -> None:
        """The usual way, to the end, so that there are often answers to decide."""
        for _ in range(count):
            self.read_and_take(worker)
            self.submit(-1, worker, answer)

    @rule(worker=workers, answer=answers)
    def send_late(self, worker: int, answer: str) -> None:
        """A lease ends before the answer comes."""
        self.read_and_take(worker)
        self.now += timedelta(minutes=61)
        work.expire_leases(actor=JOB, now=self.now)
        self.submit(-1, worker, answer)

    @rule(worker=workers, wished=st.none() | numbers)
    def take(self, worker: int, wished: int | None) -> None:
        tasks = list(Task.objects.order_by("id").values_list("id", flat=True))
        task_id = None if wished is None else self._one(tasks, wished)
        self._try(
            lambda: work.take(
                actor=self.workers[worker],
                now=self.now,
                project_id=self.project.id,
                task_id=task_id,
            )
        )

    @rule(number=numbers, worker=workers, answer=answers)
    def save_draft(self, number: int, worker: int, answer: str) -> None:
        held = self._assignment(number, worker)
        if held is not None:
            work.save_draft(
                actor=self.workers[worker],
                now=self.now,
                assignment_id=held.id,
                draft={"money": answer},
            )

    @rule(number=numbers, worker=workers, answer=answers)
    def submit(self, number: int, worker: int, answer: str) -> None:
        held = self._assignment(number, worker)
        if held is not None:
            self._try(
                lambda: work.submit(
                    actor=self.workers[worker],
                    now=self.now,
                    assignment_id=held.id,
                    answer={"money": answer},
                    active_seconds=5,
                )
            )

    @rule(number=numbers, worker=workers)
    def return_task(self, number: int, worker: int) -> None:
        held = self._assignment(number, worker)
        if held is not None:
            work.return_assignment(actor=self.workers[worker], now=self.now, assignment_id=held.id)

    @rule(number=numbers, others=st.integers(0, 2))
    def accept(self, number: int, others: int) -> None:
        for place in range(number, number + others + 1):
            self._accept(self._submission(place, "pending", "accepted"))

    @rule(number=numbers)
    def refuse(self, number: int) -> None:
        self._refuse(self._submission(number, "pending") or self._submission(number, "accepted"))

    @rule(number=numbers)
    def refuse_and_accept_after_all(self, number: int) -> None:
        self._refuse(self._submission(number, "pending"))
        self._accept(self._submission(number, "refused"))

    @rule(number=numbers)
    def accept_all(self, number: int) -> None:
        batch_id = self._batch(number)
        if batch_id is not None:
            review.accept_all_pending(actor=JOB, now=self.now, batch_id=batch_id)

    def _accept(self, sent: Submission | None) -> None:
        if sent is not None:
            review.accept(
                actor=JOB,
                now=self.now,
                project_id=self.project.id,
                submission_ids=[sent.id],
            )

    def _refuse(self, sent: Submission | None) -> None:
        if sent is not None:
            self._try(
                lambda: review.refuse(
                    actor=JOB,
                    now=self.now,
                    submission_id=sent.id,
                    reason="incomplete",
                    criterion="C1",
                    evidence="The sentence speaks of rent.",
                    explanation="Rent is money, so the choice is yes.",
                )
            )

    @rule()
    def the_clock_does_its_jobs(self) -> None:
        work.expire_leases(actor=JOB, now=self.now)
        pay.close_readings(actor=JOB, now=self.now)
        work.finish_batches(actor=JOB, now=self.now)
        review.accept_due(actor=JOB, now=self.now)
        pay.release_finished(actor=JOB, now=self.now)

    def _try(self, act: Callable[[], object]) -> None:
        """A refusal moves nothing, and is no fault."""
        moved = Entry.objects.count()
        try:
            act()
        except Refusal:
            assert Entry.objects.count() == moved

    @invariant()
    def the_books_are_right(self) -> None:
        assert ledger.book_faults() == []
        assert costs.settlement_faults() == []
        sums: Counter[str] = Counter()
        for _, amount in ledger.totals():
            sums[amount.currency] += amount.micros
        assert set(sums.values()) <= {0}
        assert not Transfer.objects.filter(source__kind="due").exists()

    @invariant()
    def every_batch_can_pay_what_it_owes(self) -> None:
        published = Batch.objects.filter(published_at__isnull=False)
        for batch in published.select_related("project"):
            reserve = ledger.reserved_for_batch(batch.id, "EUR")
            assert reserve >= costs.owed(batch), batch.id

    @invariant()
    def no_task_has_more_answers_than_wanted(self) -> None:
        assert not Task.objects.filter(answers__gt=F("wanted")).exists()
        assert not Task.objects.filter(places__gt=F("wanted") - F("answers")).exists()

    @invariant()
    def accepted_answers_are_settled_once_and_no_others(self) -> None:
        entries = Entry.objects.filter(kind__in=("settle", "overturn"))
        settled = Counter(entries.values_list("subject_id", flat=True))
        owed = Credit.objects.filter(kind="appeal").values_list("subject_id", flat=True)
        accepted = set(Submission.objects.filter(state="accepted").values_list("id", flat=True))
        assert set(settled.values()) <= {1}
        assert accepted - set(owed) <= set(settled) <= accepted

    @invariant()
    def no_answer_is_lost(self) -> None:
        count = Submission.objects.count()
        assert count >= self.submissions
        self.submissions = count

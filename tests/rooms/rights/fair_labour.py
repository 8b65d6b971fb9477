"""A little economy for a state machine: workers who answer, redo, appeal and are paid out.

One requester, three workers, two reviewers and an operator do everything they can do to answers,
verdicts, appeals and payouts, in any order, while the clock jumps. What must hold after every step
stands in the test beside this.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal
from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import CreditDraft
from ouvrage.pay.actions import payouts as outgoing
from ouvrage.pay.models import Payout
from ouvrage.pay.rules import CreditKind
from ouvrage.review import actions as review
from ouvrage.review.models import Verdict
from ouvrage.rights import actions as rights
from ouvrage.rights.models import Appeal
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Batch, Submission
from tests.factories.money import IDENTITY
from tests.factories.people import JOB, NOW, actor_of, make_operator, make_worker
from tests.factories.review import GROUNDS
from tests.factories.work import fund, make_draft_batch, make_project

WORKERS, TASKS = 3, 3
WORDS = "The item speaks for itself, as both sides can see."
BY_HAND = {key: value for key, value in IDENTITY.items() if key != "iban"} | {"how": "cash"}
numbers = st.integers(0, 1_000)
workers = st.integers(0, WORKERS - 1)
outcomes = st.sampled_from(["upheld", "overturned"])


class FairLabour(RuleBasedStateMachine):
    """Everything that moves money between an answer and a worker's hand."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.project = make_project(answers_per_task=2, reward="0.60")
        people = [make_worker() for _ in range(WORKERS)]
        self.workers = [actor_of(person) for person in people]
        self.reviewers = [actor_of(make_operator()) for _ in range(2)]
        self.requester = Actor.person("R" * 26)
        self.forms = 0
        fund(self.project.organisation_id, "50")
        batch = make_draft_batch(self.project, TASKS)
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
        for worker in self.workers:
            outgoing.choose_payout_method(actor=worker, now=NOW, rail="manual", identity=BY_HAND)

    def _form(self) -> str:
        self.forms += 1
        return f"form-{self.forms}"

    def _sent(self, number: int, *states: str) -> Submission | None:
        rows = list(Submission.objects.filter(state__in=states).order_by("id"))
        return rows[number % len(rows)] if rows else None

    def _try(self, act: Callable[[], object]) -> None:
        """A refusal moves nothing, and is no fault."""
        moved = Entry.objects.count()
        try:
            act()
        except Refusal:
            assert Entry.objects.count() == moved

    @initialize(
        counts=st.lists(st.integers(1, 3), min_size=WORKERS, max_size=WORKERS),
        outcome=outcomes,
        days=st.sampled_from([0, 3, 40]),
    )
    def some_have_worked(self, counts: list[int], outcome: str, days: int) -> None:
        for worker, count in enumerate(counts):
            for _ in range(count):
                self.answer(worker, 30)
        self.refuse_appeal_and_decide(0, outcome, days)

    @rule(worker=workers, seconds=st.sampled_from([0, 30, 400]))
    def answer(self, worker: int, seconds: int) -> None:
        actor, project_id = self.workers[worker], self.project.id
        begin = partial(pay.begin_reading, actor=actor, now=self.now, project_id=project_id)
        end = partial(pay.end_reading, actor=actor, now=self.now, project_id=project_id)
        self._try(begin)
        self._try(partial(end, reported_seconds=10))
        self._try(partial(work.take, actor=actor, now=self.now, project_id=project_id))
        held = Assignment.objects.filter(worker_id=actor.id, state="taken").order_by("id").first()
        if held is not None:
            self._send(actor, held, seconds)

    def _send(self, actor: Actor, held: Assignment, seconds: int) -> None:
        if held.redoes_id:
            begin = partial(work.begin_rework, actor=actor, now=self.now, assignment_id=held.id)
            self._try(begin)
        self.now += timedelta(seconds=seconds)
        send = partial(work.submit, actor=actor, now=self.now, assignment_id=held.id)
        self._try(partial(send, answer={"money": "yes"}, active_seconds=seconds))

    @rule(number=numbers)
    def offer_rework(self, number: int) -> None:
        self._ground(review.offer_rework, self._sent(number, "pending", "rework", "accepted"))

    @rule(number=numbers)
    def refuse(self, number: int) -> None:
        self._ground(review.refuse, self._sent(number, "pending", "refused"))

    @rule(number=numbers)
    def decline_and_refuse(self, number: int) -> None:
        """The usual way to a refusal, so that there are often appeals to decide."""
        sent = self._sent(number, "pending")
        self._ground(review.offer_rework, sent)
        if sent is not None:
            self._give_back(sent.worker_id)
            self._ground(review.refuse, Submission.objects.get(id=sent.id))

    def _ground(self, act: Callable[..., object], sent: Submission | None) -> None:
        if sent is not None:
            grounds = partial(act, actor=self.requester, now=self.now, submission_id=sent.id)
            self._try(partial(grounds, **GROUNDS))

    def _give_back(self, worker_id: str) -> None:
        held = Assignment.objects.filter(worker_id=worker_id, state="taken")
        for assignment_id in list(held.values_list("id", flat=True)):
            give = partial(work.return_assignment, actor=Actor.person(worker_id), now=self.now)
            self._try(partial(give, assignment_id=assignment_id))

    @rule(number=numbers)
    def accept(self, number: int) -> None:
        sent = self._sent(number, "pending", "refused", "closed", "rework", "accepted")
        if sent is not None:
            accept = partial(review.accept, actor=JOB, now=self.now, project_id=sent.project_id)
            self._try(partial(accept, submission_ids=[sent.id]))

    @rule(number=numbers, twice=st.booleans())
    def appeal(self, number: int, twice: bool) -> None:
        sent = self._sent(number, "refused", "refused", "closed", "accepted")
        verdicts = Verdict.objects.filter(submission=sent, decision="refused").order_by("id")
        if sent is not None and (refusal := verdicts.last()) is not None:
            actor, key = Actor.person(sent.worker_id), self._form()
            for form in (key, key) if twice else (key,):
                file = partial(rights.file_appeal, actor=actor, now=self.now, kind="refusal")
                self._try(partial(file, subject_id=refusal.id, words="", client_key=form))

    @rule(
        number=numbers,
        reviewer=st.integers(0, 1),
        outcome=st.sampled_from(["upheld", "overturned"]),
    )
    def decide(self, number: int, reviewer: int, outcome: str) -> None:
        appeals = list(Appeal.objects.order_by("id"))
        if appeals:
            appeal = appeals[number % len(appeals)]
            decide = partial(rights.decide_appeal, actor=self.reviewers[reviewer], now=self.now)
            decide = partial(decide, appeal_id=appeal.id, outcome=outcome)
            self._try(partial(decide, explanation=WORDS))

    @rule(number=numbers, outcome=outcomes, days=st.sampled_from([0, 3, 40]))
    def refuse_appeal_and_decide(self, number: int, outcome: str, days: int) -> None:
        """The whole way of a contested answer, so that many appeals are decided."""
        self.decline_and_refuse(number)
        self.appeal(number, twice=True)
        self.time_passes(days * 24)
        for _ in range(2):
            self.decide(-1, number % 2, outcome)

    @rule(worker=workers, arrived=st.booleans())
    def ask_send_and_end(self, worker: int, arrived: bool) -> None:
        """The whole way of a payout, so that many arrive or come back."""
        self.ask_payout(worker, twice=True)
        self.make_file(send=True, withdraw=False)
        for _ in range(2):
            self.end_payout(-1, arrived)

    @rule(worker=workers)
    def ask_send_and_end_after_all(self, worker: int) -> None:
        """A payment that arrived and was sent back by the bank afterwards."""
        self.ask_send_and_end(worker, arrived=True)
        self.end_payout(-1, False)

    @rule(number=numbers, seconds=st.sampled_from([0, 5, 90]))
    def credit(self, number: int, seconds: int) -> None:
        held = list(Assignment.objects.order_by("id"))
        if held:
            task = held[number % len(held)]
            kind = CreditKind.BROKEN
            draft = CreditDraft(kind, task.id, task.worker_id, seconds, 60, task.batch_id)
            pay.credit_time(actor=JOB, now=self.now, draft=draft)

    @rule(cents=st.sampled_from([1, 10, 500]))
    def fill_the_guarantee(self, cents: int) -> None:
        amount = Money(cents * 10_000, "EUR")
        fill = partial(recipes.fund_guarantee, actor=JOB, now=self.now, amount=amount)
        fill(reference="vote", key=self._form())

    @rule(worker=workers, twice=st.booleans())
    def ask_payout(self, worker: int, twice: bool) -> None:
        key = self._form()
        for form in (key, key) if twice else (key,):
            ask = partial(outgoing.ask_payout, actor=self.workers[worker], now=self.now)
            self._try(partial(ask, client_key=form))

    @rule(send=st.booleans(), withdraw=st.booleans())
    def make_file(self, send: bool, withdraw: bool) -> None:
        operator = self.reviewers[0]
        make = partial(outgoing.make_payout_file, actor=operator, now=self.now, rail="manual")
        self._try(partial(make, channel="", variant="csv", client_key=self._form()))
        for file_id in list(Payout.objects.exclude(file=None).values_list("file_id", flat=True)):
            act = outgoing.withdraw_payout_file if withdraw else outgoing.send_payout_file
            if send or withdraw:
                self._try(partial(act, actor=operator, now=self.now, file_id=file_id))

    @rule(number=numbers, arrived=st.booleans())
    def end_payout(self, number: int, arrived: bool) -> None:
        payouts = list(Payout.objects.order_by("id"))
        if not payouts:
            return
        payout, operator = payouts[number % len(payouts)], self.reviewers[1]
        if arrived and payout.file_id:
            confirm = partial(outgoing.confirm_payouts, actor=operator, now=self.now)
            ids = [payout.id]
            self._try(partial(confirm, file_id=payout.file_id, payout_ids=ids, reference="E2E"))
        elif not arrived:
            back = partial(outgoing.return_payout, actor=operator, now=self.now)
            back = partial(back, payout_id=payout.id, reason="not_collected")
            self._try(partial(back, explanation="Nobody came."))

    @rule()
    def end_the_batch(self) -> None:
        for batch_id in list(Batch.objects.values_list("id", flat=True)):
            self._try(partial(pay.end_batch, actor=JOB, now=self.now, batch_id=batch_id))

    @rule(hours=st.sampled_from([1, 30, 24 * 4, 24 * 15, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.the_clock_does_its_jobs()

    def the_clock_does_its_jobs(self) -> None:
        work.expire_leases(actor=JOB, now=self.now)
        pay.close_readings(actor=JOB, now=self.now)
        work.finish_batches(actor=JOB, now=self.now)
        review.accept_due(actor=JOB, now=self.now)
        review.close_refusals(actor=JOB, now=self.now)
        rights.settle_ended(actor=JOB, now=self.now)
        rights.give_way(actor=JOB, now=self.now)
        outgoing.ask_monthly_payouts(actor=JOB, now=self.now)
        pay.audit_pay(actor=JOB, now=self.now)
        pay.pay_top_ups(actor=JOB, now=self.now)
        pay.pay_credits(actor=JOB, now=self.now)
        pay.release_finished(actor=JOB, now=self.now)
        pay.release_reserves(actor=JOB, now=self.now)

"""Whatever people do in whatever order, the books are right and nobody is paid twice or not at all.

A state machine draws random sequences of everything that requesters, workers, reviewers and the
clock can do, and looks at the books after each step.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as portal
from django.db import transaction
from django.db.models import Count
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from ouvrage.base.actor import Actor
from ouvrage.journal.actions import deliver
from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay
from ouvrage.pay.models import Credit
from ouvrage.review import actions as review
from ouvrage.review.models import Contest, HeldRefusal, Suspicion, Verdict
from ouvrage.site.wiring import HANDLERS
from ouvrage.work import actions as work
from ouvrage.work.models import Assignment, Submission
from tests.factories.people import JOB, make_operator
from tests.factories.review import GROUNDS, fill_guarantee
from tests.rooms.review.labour import WORKERS, Labour, answers, numbers

EXAMPLES, STEPS = 25, 25
WORDS = "The sentence does not speak of rent."


class Judging(Labour):
    """The same with everything that can be decided, contested and decided again about answers."""

    def __init__(self) -> None:
        super().__init__()
        self.reviewer = Actor.person(make_operator().id, operator=True)

    def _rework(self, number: int) -> Assignment | None:
        rows = list(Assignment.objects.filter(redoes__isnull=False).order_by("id"))
        return rows[number % len(rows)] if rows else None

    @rule(number=numbers)
    def offer_rework(self, number: int) -> None:
        sent = self._submission(number, "pending", "refused")
        if sent is not None:
            self._try(
                lambda: review.offer_rework(
                    actor=JOB, now=self.now, submission_id=sent.id, **GROUNDS
                )
            )

    @rule(number=numbers, answer=answers, begun=st.booleans())
    def redo(self, number: int, answer: str, begun: bool) -> None:
        """A rework is sent, or sent again, or too late."""
        again = self._rework(number)
        if again is None:
            return
        actor = Actor.person(again.worker_id)
        if begun:
            work.begin_rework(actor=actor, now=self.now, assignment_id=again.id)
        self._try(
            lambda: work.submit(
                actor=actor,
                now=self.now,
                assignment_id=again.id,
                answer={"money": answer},
                active_seconds=9,
            )
        )

    @rule(number=numbers)
    def leave_rework(self, number: int) -> None:
        again = self._rework(number)
        if again is not None:
            actor = Actor.person(again.worker_id)
            work.return_assignment(actor=actor, now=self.now, assignment_id=again.id)

    @rule(number=numbers)
    def refuse_after_an_offer(self, number: int) -> None:
        """The usual way to a refusal."""
        sent = self._submission(number, "pending")
        if sent is not None:
            self.offer_rework(number)
            again = Assignment.objects.filter(redoes=sent.assignment, state="taken").first()
            if again is not None:
                actor = Actor.person(again.worker_id)
                work.return_assignment(actor=actor, now=self.now, assignment_id=again.id)
            self.now += timedelta(seconds=1)
            self._refuse(sent)

    @rule(number=numbers, lift=st.none() | st.booleans())
    def refuse_many_and_decide(self, number: int, lift: bool | None) -> None:
        """The whole way of refusals that wait for a person, or of those that do not."""
        for worker in range(WORKERS):
            self.work_on(worker, "no", 2)
        for place in range(number, number + 4):
            self.refuse_after_an_offer(place)
        if lift is not None:
            self.decide_held(number, lift, both=True)

    @rule(number=numbers, overturned=st.none() | st.booleans())
    def refuse_and_wait(self, number: int, overturned: bool | None) -> None:
        """The whole way of a refusal that becomes final, or is contested before or after."""
        self.refuse_after_an_offer(number)
        if overturned:
            self.appeal(number, 1)
            self.decide_appeal(number, stands=False)
        self.now += timedelta(days=15)
        self.the_clock_does_its_jobs()
        if overturned is False:
            self.overturn_late(number)

    @rule(number=numbers, days=st.sampled_from([0, 1, 14]))
    def appeal(self, number: int, days: int) -> None:
        sent = self._submission(number, "refused", "closed", "held")
        if sent is not None:
            self._try(
                lambda: review.mark_appealed(
                    actor=Actor.person(sent.worker_id), now=self.now, submission_id=sent.id
                )
            )
            self.now += timedelta(days=days)

    @rule(number=numbers, stands=st.booleans())
    def decide_appeal(self, number: int, stands: bool) -> None:
        contests = Contest.objects.filter(closed_at__isnull=True).order_by("opened_at", "pk")
        rows = list(contests.values_list("submission_id", flat=True))
        submission_id = self._one(rows, number)
        if submission_id is None:
            return
        if stands:
            review.mark_decided(actor=self.reviewer, now=self.now, submission_id=submission_id)
        else:
            self._overturn(submission_id)

    @rule(number=numbers)
    def overturn_late(self, number: int) -> None:
        """Also what is closed, and what was overturned before."""
        sent = self._submission(number, "closed") or self._submission(number, "accepted")
        if sent is not None:
            self._overturn(sent.id)

    def _overturn(self, submission_id: str) -> None:
        self._try(
            lambda: review.overturn_refusal(
                actor=self.reviewer, now=self.now, submission_id=submission_id, explanation=WORDS
            )
        )

    @rule(number=numbers, lift=st.booleans(), both=st.booleans())
    def decide_held(self, number: int, lift: bool, both: bool) -> None:
        held = list(HeldRefusal.objects.filter(outcome="").order_by("id"))
        if not held:
            return
        chosen = held[number % len(held)]
        same = [one.submission_id for one in held if one.hold_id == chosen.hold_id]
        act = review.lift_held if lift else review.confirm_held
        for _ in range(2):
            self._try(
                lambda: act(
                    actor=self.reviewer,
                    now=self.now,
                    hold_id=chosen.hold_id,
                    submission_ids=same if both else [chosen.submission_id],
                    explanation=WORDS,
                )
            )

    @rule(number=numbers, fraud=st.none() | st.booleans())
    def look_for_fraud(self, number: int, fraud: bool | None) -> None:
        """A requester asks; a reviewer finds, or does not, or does not look."""
        sent = self._submission(number, "refused")
        if sent is None:
            return
        self._try(
            lambda: review.suspect_fraud(
                actor=JOB, now=self.now, submission_id=sent.id, evidence=WORDS
            )
        )
        self.now += timedelta(seconds=1)
        if fraud:
            self._try(
                lambda: review.prove_fraud(
                    actor=self.reviewer,
                    now=self.now,
                    submission_id=sent.id,
                    evidence=WORDS,
                    explanation=WORDS,
                )
            )
        elif fraud is not None:
            self._try(
                lambda: review.dismiss_suspicion(
                    actor=self.reviewer, now=self.now, submission_id=sent.id, explanation=WORDS
                )
            )

    @rule(cents=st.integers(1, 100))
    def fill_the_guarantee(self, cents: int) -> None:
        fill_guarantee(f"{cents / 100:.2f}")

    @rule()
    def the_clock_does_its_jobs(self) -> None:
        super().the_clock_does_its_jobs()
        deliver(now=self.now, handlers=HANDLERS)
        review.close_refusals(actor=JOB, now=self.now)
        pay.pay_credits(actor=JOB, now=self.now)
        pay.release_reserves(actor=JOB, now=self.now)

    @invariant()
    def one_answer_of_a_worker_counts_for_a_task(self) -> None:
        live = Submission.objects.exclude(state="reworked").values("task_id", "worker_id")
        assert not live.annotate(count=Count("id")).filter(count__gt=1).exists()
        entries = Entry.objects.filter(kind__in=("settle", "overturn"))
        paid = Submission.objects.filter(id__in=entries.values("subject_id"))
        pairs = Counter(paid.values_list("task_id", "worker_id"))
        assert set(pairs.values()) <= {1}

    @invariant()
    def what_is_reworked_is_in_hand_and_what_is_held_waits(self) -> None:
        reworks = Assignment.objects.filter(redoes__isnull=False)
        taken = reworks.filter(state="taken").values_list("redoes_id", flat=True)
        waiting = Submission.objects.filter(state="rework").values_list("assignment_id", flat=True)
        assert sorted(taken) == sorted(waiting)
        sent = reworks.filter(state="submitted").values_list("redoes_id", flat=True)
        gone = Submission.objects.filter(state="reworked").values_list("assignment_id", flat=True)
        assert sorted(sent) == sorted(gone)
        held = Submission.objects.filter(state="held").values_list("id", flat=True)
        rows = HeldRefusal.objects.filter(outcome="").values_list("submission_id", flat=True)
        assert sorted(held) == sorted(rows)

    @invariant()
    def time_of_final_refusals_is_paid_but_for_fraud(self) -> None:
        for sent in Submission.objects.filter(state="closed"):
            refusals = Verdict.objects.filter(submission=sent, decision="refused")
            fraud = refusals.order_by("-id")[0].reason == "fraud"
            assert Credit.objects.filter(kind="refused", subject_id=sent.id).exists() is not fraud
        found = Suspicion.objects.filter(proven=True).values_list("submission_id", flat=True)
        frauds = Verdict.objects.filter(reason="fraud").values_list("submission_id", flat=True)
        assert sorted(found) == sorted(frauds)

    @invariant()
    def first_defects_are_never_refused(self) -> None:
        """DEC-2."""
        for sent in Submission.objects.filter(state__in=("refused", "closed", "held")):
            offers = Verdict.objects.filter(decision="rework", submission__worker=sent.worker_id)
            assert offers.exists()


class JudgingUndone(Judging):
    """The machine inside a transaction that is rolled back at its end."""

    def __init__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        super().__init__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


@pytest.mark.django_db
def test_books_are_right_under_any_order_of_events() -> None:
    """DEC-2, DEC-3, DEC-4, PAY-9, with thresholds that few answers cross."""
    few = replace(portal.AGREEMENT.refusals, hold_answers_least=3, hold_share_permille=400)
    with override_settings(AGREEMENT=replace(portal.AGREEMENT, refusals=few)):
        run_state_machine_as_test(
            JudgingUndone,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                phases=[Phase.explicit, Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )

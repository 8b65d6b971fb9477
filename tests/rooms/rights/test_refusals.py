"""A refusal contested: the clock stands, a won appeal pays with interest, a lost one pays time."""

from datetime import timedelta

import pytest
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.jobs import appeals_due
from ouvrage.ledger import queries as ledger
from ouvrage.pay import actions as pay
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.review.errors import NotRefused
from ouvrage.review.models import Contest, Verdict
from ouvrage.rights import actions, errors, queries
from ouvrage.rights.models import Appeal
from ouvrage.rights.subjects import Effect, case_of, subject
from ouvrage.work.models import Submission
from tests.factories.people import JOB, NOW, actor_of, make_reviewer, make_worker
from tests.factories.review import GROUNDS, decline, fill_guarantee, make_refused, offer
from tests.factories.rights import HOUR, appeal_against
from tests.factories.work import answer_one, make_open_batch
from tests.rooms.review.test_frauds import prove, suspect

pytestmark = pytest.mark.django_db
WHY = "The rent is spoken of, and the answer says so."
OVER = NOW + timedelta(days=15)


class Case:
    """An answer that was refused."""

    def __init__(self) -> None:
        self.sent: Submission = make_refused()
        self.worker = Person.objects.get(id=self.sent.worker_id)
        self.reviewer = make_reviewer()
        self.verdict_id = queries.refusal_of(self.sent.id)
        fill_guarantee()

    def file(self, **changes: object) -> Appeal:
        """The worker contests it."""
        return appeal_against(self.worker, "refusal", self.verdict_id, **changes)  # type: ignore[arg-type]

    def decide(self, appeal: Appeal, outcome: str, now: Moment = OVER) -> Appeal:
        """A reviewer decides, a day after the window."""
        return actions.decide_appeal(
            actor=actor_of(self.reviewer),
            now=now,
            appeal_id=appeal.id,
            outcome=outcome,
            explanation=WHY,
        )

    @property
    def state(self) -> str:
        """The state of the answer."""
        return Submission.objects.get(id=self.sent.id).state

    @property
    def due(self) -> int:
        """What the worker has due, in micro-units."""
        return ledger.due(self.worker.id, "EUR").micros


@pytest.fixture
def case() -> Case:
    return Case()


def test_the_file_shows_reason_evidence_task_and_answer(case: Case) -> None:
    shown = case_of("refusal", case.verdict_id)
    assert shown.stands
    assert shown.answer == {"money": "yes"}
    assert shown.item["text"] == "Sentence 1."
    said = [fact.text for fact in shown.facts]
    assert "The sentence speaks of rent." in said
    assert "Rent is money, so the choice is yes." in said
    assert "C1: The choice fits the sentence." in said


def test_filing_stops_the_clock_and_a_won_appeal_pays_with_interest(case: Case) -> None:
    """DEC-3: pay, score and interest, by a second verdict and an opposite entry."""
    before = case.due
    appeal = case.file()
    assert review.close_refusals(actor=JOB, now=OVER) == 0
    assert case.state == "refused"
    assert case.decide(appeal, "overturned").state == "overturned"
    assert case.state == "accepted"
    assert case.due > before + case.sent.reward_micros
    verdict = Verdict.objects.filter(submission=case.sent).latest("at")
    assert (verdict.decision, verdict.decider) == ("accepted", "reviewer")
    assert (verdict.person_id, verdict.explanation) == (case.reviewer.id, WHY)
    assert ledger.book_faults() == []


def test_a_lost_appeal_lets_the_refusal_become_final_and_pays_the_time(case: Case) -> None:
    before = case.due
    case.decide(case.file(), "upheld")
    assert review.close_refusals(actor=JOB, now=OVER) == 1
    assert case.state == "closed"
    assert before < case.due < before + case.sent.reward_micros


def test_an_appeal_after_the_batch_ended_still_pays(case: Case) -> None:
    """DEC-3: nothing in the window depends on the batch or the month."""
    pay.end_batch(actor=JOB, now=NOW + HOUR, batch_id=case.sent.batch_id)
    before = case.due
    case.decide(case.file(now=NOW + timedelta(days=13)), "overturned", NOW + timedelta(days=40))
    assert (case.state, case.due > before) == ("accepted", True)
    assert ledger.book_faults() == []


def test_nobody_answers_and_the_worker_wins(case: Case) -> None:
    before = case.due
    appeal = case.file()
    appeals_due.run(appeal.gives_way_at)
    assert Appeal.objects.get().state == "overturned"
    assert (case.state, case.due > before) == ("accepted", True)


def test_an_answer_accepted_after_all_settles_the_appeal(case: Case) -> None:
    case.file()
    review.accept(
        actor=Actor.person("R" * 26),
        now=NOW + 2 * HOUR,
        project_id=case.sent.project_id,
        submission_ids=[case.sent.id],
    )
    assert appeals_due.run(NOW + 3 * HOUR) == 1
    assert Appeal.objects.get().state == "settled"
    with pytest.raises(errors.AppealFiledBefore):
        case.file()


def test_a_refusal_that_stopped_standing_is_waited_for_by_nothing(case: Case) -> None:
    """The same answer, refused again after a hold, becomes final in its own time."""
    case.file()
    Submission.objects.filter(id=case.sent.id).update(state="held")
    assert appeals_due.run(NOW + 2 * HOUR) == 1
    assert Appeal.objects.get().state == "settled"
    contest = Contest.objects.get()
    assert (contest.outcome, contest.closed_at) == ("settled", NOW + 2 * HOUR)
    Submission.objects.filter(id=case.sent.id).update(state="refused")
    assert review.close_refusals(actor=JOB, now=OVER) == 1


def test_an_appeal_that_cannot_be_decided_now_keeps_no_other_waiting(case: Case) -> None:
    strange = Appeal.objects.create(
        id="0" * 26,
        subject_kind="refusal",
        subject_id="0" * 26,
        worker_id=case.worker.id,
        client_key="strange",
        state="open",
        filed_at=NOW,
        answer_due_at=NOW,
        gives_way_at=NOW,
    )
    appeal = case.file()
    assert actions.give_way(actor=JOB, now=appeal.gives_way_at) == 1
    assert (case.state, Appeal.objects.get(id=strange.id).state) == ("accepted", "open")


def test_an_appeal_taken_back_lets_the_refusal_become_final(case: Case) -> None:
    appeal = case.file()
    actions.withdraw_appeal(actor=actor_of(case.worker), now=NOW + 2 * HOUR, appeal_id=appeal.id)
    assert review.close_refusals(actor=JOB, now=OVER) == 1
    assert case.state == "closed"


def test_who_refused_does_not_decide() -> None:
    refuser = make_reviewer()
    sent = answer_one(make_worker(), make_open_batch())
    decline(offer(sent, NOW - timedelta(seconds=1)), NOW)
    review.refuse(actor=actor_of(refuser), now=NOW, submission_id=sent.id, **GROUNDS)
    worker = Person.objects.get(id=sent.worker_id)
    appeal = appeal_against(worker, "refusal", queries.refusal_of(sent.id))
    with pytest.raises(PartyToCase):
        actions.decide_appeal(
            actor=actor_of(refuser),
            now=OVER,
            appeal_id=appeal.id,
            outcome="upheld",
            explanation=WHY,
        )


def test_an_appeal_stands_against_the_verdict_it_names(case: Case) -> None:
    """One that a reviewer gives while the appeal is on its way is another, with its own window."""
    before = case_of("refusal", case.verdict_id)
    suspect(case.sent)
    prove(case.sent)
    worker = Actor.person(case.sent.worker_id)
    with pytest.raises(NotRefused), transaction.atomic():
        subject("refusal").hold(Effect(worker, NOW + HOUR, before, "", ""))
    assert not Contest.objects.exists()

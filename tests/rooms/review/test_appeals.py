"""Refusals become final, or an appeal overturns them; time is paid either way (PAY-9, DEC-3)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import settings as portal
from django.test import override_settings

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.models import Outbox
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay_actions
from ouvrage.pay import queries as pay
from ouvrage.pay.models import Credit
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Organisation, Person
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.review.errors import AlreadyContested, NotRefused
from ouvrage.review.models import Contest, Verdict
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.models import Batch, Submission
from tests.factories.people import JOB, NOW, actor_of, make_member, make_operator, make_worker
from tests.factories.review import REQUESTER, fill_guarantee, make_refused, refuse_after_offer
from tests.factories.work import answer_one, make_open_batch

pytestmark = pytest.mark.django_db
WINDOW = timedelta(days=14)
OVER = NOW + WINDOW
WORDS = "The sentence does not speak of rent."


def state_of(sent: Submission) -> str:
    """What became of the answer."""
    return Submission.objects.values_list("state", flat=True).get(id=sent.id)


def overturn(sent: Submission, now: Moment = OVER, actor: Actor | None = None) -> Verdict:
    """A reviewer who is no party overturns the refusal."""
    return review.overturn_refusal(
        actor=actor or actor_of(make_operator()),
        now=now,
        submission_id=sent.id,
        explanation=WORDS,
    )


def appeal(sent: Submission) -> Verdict:
    """The worker's appeal is marked."""
    actor = Actor.person(sent.worker_id)
    return review.mark_appealed(actor=actor, now=NOW, submission_id=sent.id)


def due(sent: Submission) -> int:
    """What the worker of the answer has earned, without the reading."""
    read = dict(pay.earnings(sent.worker_id).by_kind)["reading"]
    return (ledger.due(sent.worker_id, "EUR") - read).micros


def spend_free(sent: Submission) -> None:
    """The batch holds only what its work may still cost."""
    parts = {share.source: share.amount for share in pay.money_for_time(sent.batch_id, "EUR")}
    spend(sent, parts[recipes.Source.QUALITY], parts[recipes.Source.RESERVED])


def spend_all(sent: Submission) -> None:
    """The batch holds nothing for work and time any more."""
    quality = ledger.quality_of_batch(sent.batch_id, "EUR")
    spend(sent, quality, ledger.reserved_for_batch(sent.batch_id, "EUR"))


def spend(sent: Submission, quality: Money, reserved: Money) -> None:
    """These parts of the batch's money are gone."""
    recipes.release(
        actor=JOB,
        now=NOW,
        organisation_id=sent.project.organisation_id,
        project_id=sent.project_id,
        batch_id=sent.batch_id,
        shares=recipes.Shares(reserved, quality, Money.zero("EUR")),
        key="spent",
    )


def sound() -> bool:
    """The books are right and every accepted answer was paid once."""
    return (ledger.book_faults(), pay.settlement_faults()) == ([], [])


def test_a_refusal_is_final_when_nobody_contests_it_in_time() -> None:
    """PAY-9: 8 s at 12.31 EUR an hour are paid, the reward is reserved no more."""
    fill_guarantee()
    sent = make_refused()
    assert review.close_refusals(actor=JOB, now=OVER - timedelta(seconds=1)) == 0
    assert work_queries.open_counts(sent.batch_id)["refused"] == 1
    assert review.close_refusals(actor=JOB, now=OVER) == 1
    assert review.close_refusals(actor=JOB, now=OVER) == 0
    assert state_of(sent) == "closed"
    assert Credit.objects.values_list("kind", "subject_id", "seconds").get() == (
        "refused",
        sent.id,
        8,
    )
    assert due(sent) == 27_356
    assert "closed" not in work_queries.open_counts(sent.batch_id)
    assert work_queries.batch_progress(sent.batch_id).closed == 1
    assert sound()


def test_a_closed_refusal_gives_its_reserve_back_once_the_batch_is_over() -> None:
    fill_guarantee()
    batch = make_open_batch(tasks=1, answers_per_task=1)
    sent = make_refused(batch=batch)
    work.finish_batches(actor=JOB, now=NOW)
    pay_actions.release_finished(actor=JOB, now=NOW)
    kept = ledger.reserved_for_batch(batch.id, "EUR")
    assert kept >= pay.full_cost(batch.project.reward, pay.terms_of(batch.id))
    review.close_refusals(actor=JOB, now=OVER)
    pay_actions.release_finished(actor=JOB, now=OVER)
    assert ledger.reserved_for_batch(batch.id, "EUR").micros == 0
    assert state_of(sent) == "closed"


def test_an_appeal_stops_the_clock() -> None:
    """DEC-3."""
    sent = make_refused()
    verdict = appeal(sent)
    assert verdict.id == Verdict.objects.get(decision="refused").id
    with pytest.raises(AlreadyContested):
        appeal(sent)
    assert review.close_refusals(actor=JOB, now=OVER + WINDOW) == 0
    assert state_of(sent) == "refused"


def test_a_refusal_that_an_appeal_leaves_standing_is_final_at_once() -> None:
    sent = make_refused()
    appeal(sent)
    later = NOW + timedelta(days=2)
    assert review.mark_decided(actor=JOB, now=later, submission_id=sent.id) is True
    assert review.mark_decided(actor=JOB, now=later, submission_id=sent.id) is False
    assert review.close_refusals(actor=JOB, now=later) == 1
    assert state_of(sent) == "closed"


def test_an_overturned_refusal_is_paid_with_interest() -> None:
    """DEC-3: 60,000 micro-units eleven days late at 10 % a year earn 181."""
    fill_guarantee()
    sent = make_refused()
    appeal(sent)
    verdict = overturn(sent)
    assert (verdict.decision, verdict.decider, verdict.explanation) == (
        "accepted",
        "reviewer",
        WORDS,
    )
    assert state_of(sent) == "accepted"
    assert due(sent) == 60_000 + 181
    assert Entry.objects.filter(kind="overturn").count() == 1
    assert Contest.objects.get().outcome == "overturned"
    assert Outbox.objects.filter(event__action="refusal.overturned").count() == 1
    assert sound()
    with pytest.raises(NotRefused):
        overturn(sent)
    assert review.close_refusals(actor=JOB, now=OVER + WINDOW) == 0
    assert (
        review.accept(
            actor=REQUESTER, now=OVER, project_id=sent.project_id, submission_ids=[sent.id]
        )
        == 0
    )
    assert due(sent) == 60_000 + 181


def test_a_closed_refusal_can_be_overturned_and_its_time_is_not_paid_twice() -> None:
    """The worker has the larger of reward and time, and interest; the reserve went back."""
    fill_guarantee()
    batch = make_open_batch(tasks=1, answers_per_task=1)
    sent = make_refused(batch=batch)
    review.close_refusals(actor=JOB, now=OVER)
    work.finish_batches(actor=JOB, now=OVER)
    pay_actions.release_finished(actor=JOB, now=OVER)
    pay_actions.release_reserves(actor=JOB, now=OVER)
    assert ledger.reserved_for_batch(batch.id, "EUR").micros == 0
    assert due(sent) == 27_356
    late = NOW + timedelta(days=3 + 365, seconds=8)
    overturn(sent, late)
    assert due(sent) == 60_000 + 6_000
    assert sound()


def test_the_time_of_refused_work_is_paid_before_any_of_its_money_goes_back() -> None:
    """PAY-9: 19 answers, all refused: the reserve for time pays two, and the rewards the rest."""
    batch = make_open_batch(tasks=1, answers_per_task=19)
    nothing_waits = replace(portal.AGREEMENT.refusals, hold_share_permille=1000)
    with override_settings(AGREEMENT=replace(portal.AGREEMENT, refusals=nothing_waits)):
        sent = [make_refused(batch=batch) for _ in range(19)]
    pay_actions.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    kept = ledger.reserved_for_batch(batch.id, "EUR")
    assert review.close_refusals(actor=JOB, now=OVER) == 19
    assert [due(each) for each in sent] == [27_356] * 19
    paid = 19 * 27_356 - 57_000
    assert ledger.quality_of_batch(batch.id, "EUR").micros == 0
    assert kept.micros - ledger.reserved_for_batch(batch.id, "EUR").micros == paid
    month = pay.running_month(batch.project.organisation_id, OVER)
    time = next(part for part in month.projects[0].parts if part.kind == "time")
    assert (time.count, time.amount.micros) == (19, 19 * 27_356)
    pay_actions.release_finished(actor=JOB, now=OVER)
    assert ledger.reserved_for_batch(batch.id, "EUR").micros == 0
    assert sound()


def test_time_that_a_batch_cannot_pay_whole_takes_what_the_batch_holds() -> None:
    """PAY-9: two minutes pay more than all that is there, so all of it pays them and nothing goes
    back, and the guarantee fund adds only what is missing."""
    batch = make_open_batch(tasks=1, answers_per_task=1)
    sent = answer_one(make_worker(), batch, seconds=120)
    refuse_after_offer(sent)
    pay_actions.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    review.close_refusals(actor=JOB, now=OVER)
    far = OVER + timedelta(days=400)
    clock(far)
    part = due(sent)
    assert (Credit.objects.get().state, part > 60_000) == ("owed", True)
    assert [share.amount.micros for share in pay.money_for_time(batch.id, "EUR")] == [0, 0, 0, 0]
    fill_guarantee("1")
    clock(far)
    assert due(sent) == 410_334
    assert ledger.guarantee("EUR").micros == 1_000_000 - (410_334 - part)
    clock(far)
    assert ledger.reserved_by_projects([batch.project_id], "EUR").micros == 0
    assert sound()


def clock(now: datetime) -> None:
    """The jobs that pay what is owed and give back what no batch needs."""
    pay_actions.audit_pay(actor=JOB, now=now)
    pay_actions.pay_top_ups(actor=JOB, now=now)
    pay_actions.pay_credits(actor=JOB, now=now)
    pay_actions.release_finished(actor=JOB, now=now)
    pay_actions.release_reserves(actor=JOB, now=now)


def test_time_that_pays_more_than_the_answer_is_not_taken_back() -> None:
    fill_guarantee()
    sent = answer_one(make_worker(), make_open_batch(reward="0.06"), seconds=120)
    refuse_after_offer(sent)
    review.close_refusals(actor=JOB, now=OVER)
    assert due(sent) == 410_334
    overturn(sent)
    assert due(sent) == 410_334 + 181
    assert sound()


def test_an_owed_time_counts_like_a_paid_one() -> None:
    """The credit that no reserve could pay yet is paid later, so the appeal does not pay it too."""
    sent = make_refused()
    spend_all(sent)
    review.close_refusals(actor=JOB, now=OVER)
    assert Credit.objects.get().state == "owed"
    overturn(sent)
    assert (state_of(sent), due(sent)) == ("accepted", 0)
    assert Credit.objects.filter(state="owed").count() == 2
    fill_guarantee()
    pay_actions.pay_credits(actor=JOB, now=OVER)
    assert due(sent) == 60_000 + 181
    assert sound()


def test_interest_that_nobody_can_pay_yet_is_owed_and_the_reward_paid() -> None:
    sent = make_refused()
    spend_free(sent)
    overturn(sent)
    assert (due(sent), Credit.objects.get(kind="appeal").pay_micros) == (60_000, 181)
    fill_guarantee()
    pay_actions.pay_credits(actor=JOB, now=OVER)
    assert (due(sent), ledger.book_faults()) == (60_000 + 181, [])


def test_nobody_overturns_in_their_own_case() -> None:
    """DEC-3: who decides is a person of the instance who is no party."""
    sent = make_refused()
    client = Organisation.objects.get(id=sent.project.organisation_id)
    partial = make_member(client)
    Person.objects.filter(id=partial.id).update(operates=True)
    Person.objects.filter(id=sent.worker_id).update(operates=True)
    for party in (partial.id, sent.worker_id):
        with pytest.raises(PartyToCase):
            overturn(sent, actor=Actor.person(party, operator=True))
    for stranger in (actor_of(make_worker()), Actor.api_key("K" * 26, client.id)):
        with pytest.raises(NotFound):
            overturn(sent, actor=stranger)
    assert state_of(sent) == "refused"


def test_a_job_overturns_what_nobody_decided_in_time() -> None:
    """DEC-3: delay is the instance's fault; the verdict says that the deadline decided."""
    sent = make_refused()
    fill_guarantee()
    assert overturn(sent, actor=JOB).decider == "deadline"
    assert state_of(sent) == "accepted"


def test_an_explanation_goes_with_an_overturned_refusal() -> None:
    sent = make_refused()
    with pytest.raises(Refusals):
        review.overturn_refusal(
            actor=actor_of(make_operator()), now=OVER, submission_id=sent.id, explanation="No."
        )
    assert state_of(sent) == "refused"


def test_what_is_not_refused_is_neither_contested_nor_overturned() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    with pytest.raises(NotRefused):
        appeal(sent)
    with pytest.raises(NotRefused):
        overturn(sent)


def test_an_acceptance_after_all_ends_the_appeal() -> None:
    sent = make_refused()
    appeal(sent)
    review.accept(actor=REQUESTER, now=NOW, project_id=sent.project_id, submission_ids=[sent.id])
    assert Contest.objects.get().outcome == "accepted"
    assert Outbox.objects.filter(event__action="refusal.taken_back").count() == 1
    assert review.mark_decided(actor=JOB, now=NOW, submission_id=sent.id) is False
    with pytest.raises(NotRefused):
        overturn(sent)


def test_an_overturned_refusal_makes_labels_stale() -> None:
    fill_guarantee()
    sent = make_refused()
    answer_one(make_worker(), Batch.objects.get(id=sent.batch_id))
    review.run_aggregation(actor=JOB, now=NOW, batch_id=sent.batch_id)
    run = queries.latest_run(sent.batch_id)
    assert run is not None
    assert (run.answers, run.stale) == (1, False)
    overturn(sent)
    run = queries.latest_run(sent.batch_id)
    assert run is not None
    assert (queries.usable_answers(sent.batch_id), run.stale) == (2, True)


def test_a_refusal_taken_back_while_it_is_contested_is_paid_with_interest() -> None:
    """DEC-3: the same as after a decision, once, beside answers that are paid in time."""
    fill_guarantee()
    batch = make_open_batch(tasks=2, answers_per_task=2)
    sent, other = make_refused(batch=batch), make_refused(batch=batch)
    appeal(sent)
    late = sent.accept_at + timedelta(days=11)
    for accepted in (2, 0):
        done = review.accept(
            actor=REQUESTER,
            now=late,
            project_id=sent.project_id,
            submission_ids=[sent.id, other.id],
        )
        assert done == accepted
    assert (due(sent), due(other)) == (60_000 + 181, 60_000)
    assert sound()
    assert Contest.objects.get().outcome == "accepted"

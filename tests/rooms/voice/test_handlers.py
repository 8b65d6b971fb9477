"""What happens to a worker's work, money and account is told to them, once (NOT-1)."""

from datetime import timedelta

import pytest
from django.conf import settings

from ouvrage.base.moment import Moment
from ouvrage.journal.actions import deliver
from ouvrage.journal.models import Event, Outbox
from ouvrage.pay import actions as pay
from ouvrage.pay.actions.payouts import ask_payout, return_payout
from ouvrage.pay.rules import ReturnReason
from ouvrage.people import actions as people
from ouvrage.people.models import ContractVersion, Organisation, Person
from ouvrage.review import actions as review
from ouvrage.rights import actions as rights
from ouvrage.site.wiring import HANDLERS
from ouvrage.voice import actions
from ouvrage.voice.models import Message
from ouvrage.voice.queries import messages_of
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Stop, Submission
from ouvrage.work.rules import StopKind
from tests.factories.money import choose_sepa, earn
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.review import (
    decline,
    fill_guarantee,
    make_refused,
    offer,
    refuse,
    refuse_after_offer,
)
from tests.factories.rights import appeal_against, block, restrict
from tests.factories.skills import answer_test, make_open_test
from tests.factories.work import answer_one, make_open_batch, make_project, ready
from tests.rooms.review.test_frauds import prove, suspect
from tests.rooms.review.test_gold import WORDS, dispute, failed, published

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def worker() -> Person:
    return make_worker()


def told(person: Person, now: Moment = LATER) -> list[tuple[str, str]]:
    """Titles of the person's messages and where each leads, by title, after every delivery."""
    for _round in range(2):
        deliver(now=now, handlers=HANDLERS)
    faults = Outbox.objects.exclude(error="").values_list("event__action", "error")
    assert list(faults) == []
    rows = messages_of(person.id, "en")
    return sorted((row.title, row.subject_kind) for row in rows)


def test_refused_answer_is_told_with_the_end_of_its_appeal(worker: Person) -> None:
    sent = make_refused(worker)
    assert told(worker) == [
        ("A paid rework is offered", "submission"),
        ("An answer was refused", "submission"),
    ]
    message = Message.objects.get(kind="answer_refused")
    assert message.subject_id == sent.id
    assert message.params["until"] == {"moment": "2026-01-19T09:00:00+00:00"}


def test_nothing_is_told_twice_when_handlers_run_again(worker: Person) -> None:
    make_refused(worker)
    before = told(worker)
    for event in Event.objects.filter(action__in=HANDLERS):
        for handler in HANDLERS[event.action]:
            handler(event, LATER)
    assert told(worker) == before


def test_refusals_that_wait_and_what_a_person_decides_are_told() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=20)
    workers = [make_worker() for _ in range(20)]
    sent = [answer_one(each, batch) for each in workers]
    for each in sent[:2]:
        decline(offer(each))
    fill_guarantee()
    refuse(Submission.objects.get(id=sent[0].id), LATER)
    held = refuse(Submission.objects.get(id=sent[1].id), LATER)
    assert ("A person looks at refusals first", "submission") in told(workers[1])
    review.lift_held(
        actor=actor_of(make_reviewer()),
        now=LATER,
        hold_id=held.hold_id,
        submission_ids=[sent[1].id],
        explanation="The sentence speaks of money.",
    )
    assert ("An answer was accepted after all", "submission") in told(workers[1])


def test_refusals_that_waited_in_vain_are_told_to_both_sides() -> None:
    """DEC-4: the worker whose answer is accepted, and the members of the requester."""
    owner = make_person()
    project = make_project(make_organisation(owner), answers_per_task=20)
    batch = make_open_batch(tasks=1, project=project)
    workers = [make_worker() for _ in range(20)]
    for each in [answer_one(one, batch) for one in workers][:2]:
        refuse_after_offer(each, LATER)
    week = LATER + timedelta(days=7)
    review.lift_unlooked(actor=JOB, now=week)
    for one in workers[:2]:
        assert ("An answer was accepted after all", "submission") in told(one, week)
    assert ("Answers were accepted whose refusals waited", "") in told(owner, week)


def test_decision_about_an_appeal_is_told(worker: Person) -> None:
    owner = make_person()
    batch = make_open_batch(project=make_project(make_organisation(owner)))
    answer_one(worker, batch)
    standing = block(owner, batch, worker)
    appeal = appeal_against(worker, "block", standing.id)
    rights.decide_appeal(
        actor=actor_of(make_reviewer()),
        now=LATER,
        appeal_id=appeal.id,
        outcome="overturned",
        explanation="Both steps were followed in all three answers.",
    )
    assert told(worker) == [
        ("A requester no longer offers you tasks", "appeals"),
        ("Your appeal was decided", "appeal"),
    ]


def test_payout_that_came_back_is_told(worker: Person) -> None:
    choose_sepa(worker)
    earn(worker, "12.50")
    payout = ask_payout(actor=actor_of(worker), now=NOW, client_key="p1")
    return_payout(
        actor=actor_of(make_operator()),
        now=LATER,
        payout_id=payout.id,
        reason=ReturnReason.ACCOUNT_CLOSED,
        explanation="The bank says so.",
    )
    assert told(worker) == [("A payout came back", "payout")]
    (row,) = messages_of(worker.id, "en")
    assert row.sentence.startswith("The payout of 12.50 EUR came back;")


def test_marked_test_is_told(worker: Person) -> None:
    answer_test(worker, make_open_test(), right=True)
    assert told(worker) == [("A test was marked", "attempt")]


def test_months_statement_is_told_once_the_month_is_over(worker: Person) -> None:
    earn(worker, "3.00")
    february = NOW.replace(month=2, day=1)
    for now in (NOW, february, february + timedelta(hours=6)):
        actions.tell_statements(actor=JOB, now=now, limit=10)
    assert told(worker) == [("A monthly statement is available", "statement")]
    (row,) = messages_of(worker.id, "en")
    assert (row.sentence, row.subject_id) == (
        "The statement for 2026-01 is available in your record.",
        "2026-01",
    )
    assert told(make_worker()) == []


def test_new_version_of_the_contract_is_told_before_it_is_in_force(worker: Person) -> None:
    first = ContractVersion.objects.get()
    never = make_person()
    assert actions.tell_contracts(actor=JOB, now=NOW, limit=10) == 0
    coming = ContractVersion.objects.create(
        version=first.version + 1,
        texts=first.texts,
        recorded_at=NOW,
        in_force_from=NOW + timedelta(days=15),
    )
    assert actions.tell_contracts(actor=JOB, now=NOW, limit=10) == 1
    assert actions.tell_contracts(actor=JOB, now=NOW, limit=10) == 0
    assert told(worker) == [("The contract has a new version", "contract")]
    assert actions.tell_contracts(actor=JOB, now=coming.in_force_from, limit=10) == 0
    assert told(never) == []


def test_nothing_is_told_of_what_a_worker_did_themself(worker: Person) -> None:
    """A message is caused by what others did or decided, never by the reader or their absence."""
    batch = make_open_batch()
    answer_one(worker, batch)
    assert told(worker) == []


def test_restriction_is_told_and_so_is_its_end(worker: Person) -> None:
    operator = make_operator()
    restriction = restrict(worker, operator)
    rights.lift_restriction(
        actor=actor_of(operator),
        now=LATER,
        restriction_id=restriction.id,
        reason="It was a mistake.",
    )
    assert told(worker) == [
        ("A restriction ended", "appeals"),
        ("Your account is restricted", "appeals"),
    ]


def test_an_offered_status_is_told_with_its_day(worker: Person) -> None:
    """STA-2: who may decline it in writing has to know of it."""
    for _time in range(2):
        people.offer_status(
            actor=JOB, now=NOW, person_id=worker.id, paid_seconds=360_000, starts_at=LATER
        )
    assert told(worker) == [("An employee status is offered to you", "status")]


def test_fraud_that_was_found_is_told_with_a_new_end_of_appeal(worker: Person) -> None:
    """DEC-1: the second verdict opens a window of its own."""
    sent = make_refused(worker)
    told(worker)
    suspect(sent)
    prove(sent)
    titles = told(worker, NOW + timedelta(days=2))
    assert titles.count(("An answer was refused", "submission")) == 2
    latest = Message.objects.filter(kind="answer_refused").order_by("id").last()
    assert latest is not None
    assert latest.params["until"] == {"moment": "2026-01-20T09:00:00+00:00"}


@pytest.mark.parametrize("right", [True, False])
def test_a_disputed_control_item_is_told_once_decided(worker: Person, right: bool) -> None:
    """DEC-13."""
    sent = failed(published(), worker)
    dispute(sent)
    decide = review.uphold_dispute if right else review.dismiss_dispute
    decide(actor=actor_of(make_operator()), now=NOW, submission_id=sent.id, explanation=WORDS)
    assert ("A disputed control item was decided", "check") in told(worker)


def test_a_stopped_task_whose_time_is_not_paid_is_told(worker: Person) -> None:
    """PAY-7: the window to contest it runs from the decision."""
    stopped = stop_waiting(worker)
    work.refuse_stop(
        actor=actor_of(make_operator()),
        now=NOW,
        stop_id=stopped.id,
        reason="no_work",
        explanation="The page was open for one second.",
        appeal_until=NOW + timedelta(days=14),
    )
    assert ("The time of a stopped task is not paid", "stops") in told(worker)
    message = Message.objects.get(kind="stop_refused")
    assert message.params["until"] == {"moment": "2026-01-19T09:00:00+00:00"}


def stop_waiting(worker: Person) -> Stop:
    """The stop after the last that is paid without a look in a day."""
    most = settings.AGREEMENT.time.time_credits_a_day
    batch = make_open_batch(tasks=most + 1, answers_per_task=2)
    actor = ready(worker, batch)
    draft = StopDraft(StopKind.BROKEN, reason="error", words="It shows an error.")
    for _ in range(most + 1):
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        stopped = pay.stop_task(actor=actor, now=NOW, assignment_id=held.id, draft=draft)
    return stopped


def test_a_stopped_task_that_waited_and_is_paid_is_told(worker: Person) -> None:
    stopped = stop_waiting(worker)
    work.approve_stop(actor=actor_of(make_operator()), now=NOW, stop_id=stopped.id)
    assert told(worker).count(("The time of a stopped task is paid", "stops")) == 1


def test_a_suspicion_that_was_not_confirmed_is_told(worker: Person) -> None:
    """PAY-9: the refusal waited for it, and the worker could read of it."""
    sent = make_refused(worker)
    suspect(sent)
    review.dismiss_suspicion(
        actor=actor_of(make_reviewer()), now=NOW, submission_id=sent.id, explanation=WORDS
    )
    assert ("A suspicion was not confirmed", "submission") in told(worker)


def test_a_control_item_that_was_withdrawn_is_told_to_whoever_missed_it() -> None:
    """DEC-13: their scores are counted without it."""
    batch, reviewer = published(), make_operator()
    workers = [make_worker() for _ in range(3)]
    sent = [failed(batch, each) for each in workers]
    for each in sent[:2]:
        dispute(each)
        review.uphold_dispute(
            actor=actor_of(reviewer), now=NOW, submission_id=each.id, explanation=WORDS
        )
    for each in workers:
        assert told(each).count(("A control item was withdrawn", "scores")) == 1


def test_an_appeal_that_its_decision_outran_is_told(worker: Person) -> None:
    restriction = restrict(worker, operator := make_operator())
    appeal_against(worker, "restriction", restriction.id, now=NOW)
    rights.lift_restriction(
        actor=actor_of(operator), now=NOW, restriction_id=restriction.id, reason="It was an error."
    )
    rights.settle_ended(actor=JOB, now=NOW)
    assert ("Your appeal is closed", "appeal") in told(worker)


def test_a_pulled_task_is_told_to_the_members_of_its_requester() -> None:
    """PAY-7: somebody has to look at it before it is offered again."""
    batch = make_open_batch(tasks=1, answers_per_task=3)
    member = make_member(Organisation.objects.get(id=batch.project.organisation_id))
    draft = StopDraft(StopKind.BROKEN, reason="error", words="It shows an error.")
    for _ in range(settings.AGREEMENT.time.broken_reports_to_pull):
        actor = ready(make_worker(), batch)
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        pay.stop_task(actor=actor, now=NOW, assignment_id=held.id, draft=draft)
    assert told(member) == [("A task is not offered any more", "")]

"""Restrictions of accounts: proposed by a rule, decided by a named person, in writing (DEC-7)."""

from datetime import timedelta

import pytest
from django.core import mail

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.jobs import propose_restrictions, send_letters
from ouvrage.journal.models import Event
from ouvrage.ledger import queries as ledger
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.rights import actions, errors, queries
from ouvrage.rights.models import Letter, Proposal, Restriction
from ouvrage.work import actions as work
from ouvrage.work.errors import AccountRestricted, AlreadyBlocked
from ouvrage.work.models import Assignment, Block
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_operator,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.review import REQUESTER, refuse_after_offer
from tests.factories.rights import HOUR, appeal_against, restrict, restriction_draft
from tests.factories.work import answer_one, make_open_batch, ready

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def take(worker: Person, now: Moment = NOW + HOUR) -> Assignment:
    """The worker takes a task of a batch that is new to them."""
    batch = make_open_batch()
    actor = ready(worker, batch)
    return work.take(actor=actor, now=now, project_id=batch.project_id)


@pytest.mark.parametrize("actor", [JOB, Actor.job("propose_restrictions"), Actor.api_key("k", "o")])
def test_a_rule_or_a_program_decides_nothing(actor: Actor) -> None:
    """DEC-7: a system rule can only propose."""
    worker = make_worker()
    with pytest.raises((NotFound, errors.PersonNeeded)):
        actions.restrict_account(
            actor=actor, now=NOW, draft=restriction_draft(worker), client_key="k"
        )
    assert not Restriction.objects.exists()
    assert not Block.objects.exists()


def test_a_rule_proposes_and_nothing_changes_until_a_person_decides() -> None:
    worker, operator = make_worker(), make_operator()
    proposal = actions.propose_restriction(
        actor=Actor.job("propose_restrictions"),
        now=NOW,
        worker_id=worker.id,
        kind="pause",
        words="Two frauds were proven.",
        rule="proven_frauds",
    )
    assert take(worker)
    with pytest.raises(errors.ProposalOpen):
        actions.propose_restriction(
            actor=JOB, now=NOW, worker_id=worker.id, kind="end", words="Once more, please."
        )
    with pytest.raises(errors.PersonNeeded):
        actions.dismiss_proposal(
            actor=JOB, now=NOW, proposal_id=proposal.id, words="A rule says so."
        )
    restrict(worker, operator, proposal_id=proposal.id)
    decided = Proposal.objects.get()
    assert (decided.state, decided.decided_by) == ("followed", operator.id)
    with pytest.raises(errors.ProposalClosed):
        actions.dismiss_proposal(
            actor=actor_of(operator), now=NOW, proposal_id=proposal.id, words="Too late for it."
        )


def test_a_dismissed_proposal_is_followed_by_nobody() -> None:
    worker, operator = make_worker(), make_operator()
    proposal = actions.propose_restriction(
        actor=actor_of(operator), now=NOW, worker_id=worker.id, kind="pause", words="Seen twice."
    )
    actions.dismiss_proposal(
        actor=actor_of(operator), now=NOW, proposal_id=proposal.id, words="It was a cousin's phone."
    )
    with pytest.raises(errors.ProposalClosed):
        restrict(worker, operator, proposal_id=proposal.id)
    assert not Restriction.objects.exists()


def test_a_pause_keeps_new_tasks_away_for_its_days_and_no_longer() -> None:
    worker = make_worker()
    held = take(worker)
    restriction = restrict(worker)
    assert (restriction.block.begins_at, restriction.block.ends_at) == (NOW, NOW + 10 * DAY)
    other = make_open_batch()
    with pytest.raises(AccountRestricted):
        work.take(actor=actor_of(worker), now=NOW + HOUR, project_id=other.project_id)
    sent = work.submit(
        actor=actor_of(worker),
        now=NOW + HOUR,
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=5,
    )
    assert review.accept_due(actor=JOB, now=NOW + 4 * DAY) == 1
    assert ledger.due(worker.id, "EUR") > Money(sent.reward_micros - 1, "EUR")
    ready(worker, other, NOW + 10 * DAY)
    assert work.take(actor=actor_of(worker), now=NOW + 10 * DAY, project_id=other.project_id)


def test_an_end_begins_after_thirty_days_and_the_person_can_still_log_in() -> None:
    """DEC-7, PAY-11: notice, and money due stays payable since the account stays open to its
    owner."""
    worker = make_worker()
    restriction = restrict(worker, kind="end", pause_days=0)
    assert restriction.block.begins_at == NOW + 30 * DAY
    assert take(worker, NOW + 29 * DAY)
    with pytest.raises(AccountRestricted):
        take(worker, NOW + 30 * DAY)
    found = Person.objects.get(id=worker.id)
    assert (found.is_active, found.works) == (True, True)


def test_a_grave_case_ends_at_once_with_its_own_reason() -> None:
    with pytest.raises(Refusals) as refused:
        restrict(make_worker(), kind="end", grave=True)
    assert [each.code for each in refused.value.each()] == ["grave_reason_missing"]
    worker = make_worker()
    reason = "Threats against two people, reported to the police."
    restriction = restrict(worker, kind="end", grave=True, grave_reason=reason)
    assert (restriction.block.begins_at, restriction.grave_reason) == (NOW, reason)
    assert reason in Letter.objects.get().text


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"kind": "exile"}, ["restriction_kind_unknown"]),
        ({"reason": "slow"}, ["restriction_reason_unknown"]),
        ({"explanation": ""}, ["words_missing"]),
        ({"evidence": "short"}, ["words_missing"]),
        ({"pause_days": 31}, ["pause_too_long"]),
        ({"pause_days": 0}, ["pause_too_long"]),
    ],
)
def test_what_a_decision_lacks_is_said(changes: dict[str, object], codes: list[str]) -> None:
    with pytest.raises(Refusals) as refused:
        restrict(make_worker(), **changes)
    assert [each.code for each in refused.value.each()] == codes
    assert not Block.objects.exists()


def test_nobody_restricts_themself_and_strangers_restrict_nobody() -> None:
    operator = make_operator(works=True)
    with pytest.raises(PartyToCase):
        restrict(operator, operator)
    for stranger in (make_person(), make_reviewer(), make_worker()):
        with pytest.raises(NotFound):
            restrict(make_worker(), stranger)


def test_the_second_call_shows_the_first_and_one_stands_at_a_time() -> None:
    worker, operator = make_worker(), make_operator()
    first = restrict(worker, operator, client_key="a")
    assert restrict(worker, operator, client_key="a").id == first.id
    with pytest.raises(AlreadyBlocked):
        restrict(worker, operator, client_key="b")
    assert restrict(worker, operator, client_key="c", kind="end").id != first.id
    assert Letter.objects.count() == 2


def test_a_key_of_one_operator_shows_nothing_that_another_decided() -> None:
    first = restrict(make_worker(), make_operator(), client_key="a")
    second = restrict(make_worker(), make_operator(), client_key="a")
    assert first.id != second.id
    operator = make_operator()
    both = [restrict(make_worker(), operator, client_key="a").id for _ in range(2)]
    assert len(set(both)) == 2


def test_the_letter_is_kept_in_the_workers_language_and_sent_once() -> None:
    worker = make_worker(language="fr")
    restrict(worker)
    letter = Letter.objects.get()
    assert letter.language == "fr"
    assert "Two people used this account at once." in letter.text
    assert "15 janvier 2026" in letter.text
    assert "/worker/rights/" in letter.text
    assert send_letters.run(NOW) == 1
    assert send_letters.run(NOW + HOUR) == 0
    (message,) = mail.outbox
    assert (message.to, message.body) == ([worker.email], letter.text)
    assert Letter.objects.get().sent_at == NOW
    assert Event.objects.filter(action="letter.sent").count() == 1


def test_a_letter_that_fails_is_tried_again(settings: object) -> None:
    worker = make_worker()
    restrict(worker)
    settings.EMAIL_BACKEND = "tests.rooms.rights.mails.Broken"  # type: ignore[attr-defined]
    assert send_letters.run(NOW) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    assert send_letters.run(NOW + timedelta(minutes=1)) == 0
    assert send_letters.run(NOW + timedelta(minutes=10)) == 1


def test_a_won_appeal_restores_the_account_and_the_decider_does_not_decide_it() -> None:
    worker, operator = make_worker(), make_operator()
    restriction = restrict(worker, operator)
    appeal = appeal_against(worker, "restriction", restriction.id)
    decide = {"now": NOW + 2 * HOUR, "appeal_id": appeal.id, "outcome": "overturned"}
    words = "The second person was a guest who looked on."
    with pytest.raises(PartyToCase):
        actions.decide_appeal(actor=actor_of(operator), explanation=words, **decide)  # type: ignore[arg-type]
    actions.decide_appeal(actor=actor_of(make_operator()), explanation=words, **decide)  # type: ignore[arg-type]
    assert take(worker, NOW + 3 * HOUR)
    row = queries.restrictions_of_worker(worker.id)[0]
    assert (row.ended_at, row.lift_reason) == (NOW + 2 * HOUR, words)
    assert [letter.title for letter in queries.letters_about(restriction.id)] == [
        "Your account gets no new tasks for a time",
        "Your account gets tasks again",
    ]


def test_an_operator_lifts_a_restriction_with_a_reason() -> None:
    worker, operator = make_worker(), make_operator()
    restriction = restrict(worker)
    actions.lift_restriction(
        actor=actor_of(operator),
        now=NOW + HOUR,
        restriction_id=restriction.id,
        reason="The account was not shared after all.",
    )
    assert take(worker, NOW + 2 * HOUR)
    assert Letter.objects.count() == 2


def test_nobody_lifts_their_own_restriction_and_who_decided_it_may() -> None:
    """DEC-7: an operator who also works is a party to what concerns their own account."""
    both, operator = make_operator(works=True), make_operator()
    restriction = restrict(both, operator)
    lift = {"now": NOW + HOUR, "restriction_id": restriction.id, "reason": "It was a mistake."}
    with pytest.raises(PartyToCase):
        actions.lift_restriction(actor=actor_of(both), **lift)  # type: ignore[arg-type]
    actions.lift_restriction(actor=actor_of(operator), **lift)  # type: ignore[arg-type]
    assert Restriction.objects.get().lifted_by == operator.id


def test_nobody_dismisses_what_is_proposed_about_themself() -> None:
    """DEC-7."""
    both, operator = make_operator(works=True), make_operator()
    proposal = actions.propose_restriction(
        actor=actor_of(operator), now=NOW, worker_id=both.id, kind="pause", words="Seen twice."
    )
    words = "It was a cousin's phone."
    with pytest.raises(PartyToCase):
        actions.dismiss_proposal(
            actor=actor_of(both), now=NOW, proposal_id=proposal.id, words=words
        )
    actions.dismiss_proposal(
        actor=actor_of(operator), now=NOW, proposal_id=proposal.id, words=words
    )
    assert Proposal.objects.get().state == "dismissed"


def test_an_end_can_be_contested_until_two_weeks_after_it_begins() -> None:
    worker = make_worker()
    restriction = restrict(worker, kind="end")
    assert restriction.block.appeal_until == NOW + 44 * DAY
    appeal = appeal_against(worker, "restriction", restriction.id, now=NOW + 44 * DAY)
    assert appeal.organisation_id == ""


def test_money_due_stays_due_while_restricted_and_after_the_end() -> None:
    """PAY-11: a restricted account keeps what it earned."""
    worker, batch = make_worker(), make_open_batch()
    answer_one(worker, batch)
    restrict(worker, kind="end")
    review.accept_due(actor=JOB, now=NOW + 40 * DAY)
    assert ledger.due(worker.id, "EUR") >= Money(60_000, "EUR")


def fraud(worker: Person, reviewer: Person, now: Moment) -> str:
    """An answer of the worker that a reviewer found fraudulent; returns the answer's id."""
    sent = answer_one(worker, make_open_batch())
    refuse_after_offer(sent)
    review.suspect_fraud(
        actor=REQUESTER, now=NOW, submission_id=sent.id, evidence="The same text as eleven others."
    )
    review.prove_fraud(
        actor=actor_of(reviewer),
        now=now,
        submission_id=sent.id,
        evidence="Eleven accounts sent this text within a minute.",
        explanation="The text was copied and not written for this task.",
    )
    return sent.id


def test_two_proven_frauds_make_the_rule_propose_once_and_a_third_again() -> None:
    """DEC-7: the rule only proposes, and shows the evidence."""
    worker, reviewer, operator = make_worker(), make_reviewer(), make_operator()
    fraud(worker, reviewer, NOW + HOUR)
    assert propose_restrictions.run(NOW + 2 * HOUR) == 0
    fraud(worker, reviewer, NOW + HOUR)
    assert propose_restrictions.run(NOW + 2 * HOUR) == 1
    assert propose_restrictions.run(NOW + 3 * HOUR) == 0
    proposal = Proposal.objects.get()
    assert (proposal.rule, proposal.proposed_by) == ("proven_frauds", "propose_restrictions")
    assert len(proposal.evidence) == 2
    assert not Block.objects.exists()
    actions.dismiss_proposal(
        actor=actor_of(operator), now=NOW + 4 * HOUR, proposal_id=proposal.id, words="Both are old."
    )
    assert propose_restrictions.run(NOW + 5 * HOUR) == 0
    fraud(worker, reviewer, NOW + 6 * HOUR)
    assert propose_restrictions.run(NOW + 7 * HOUR) == 1


def test_a_contested_fraud_does_not_count() -> None:
    worker, reviewer = make_worker(), make_reviewer()
    fraud(worker, reviewer, NOW + HOUR)
    contested = fraud(worker, reviewer, NOW + HOUR)
    appeal_against(worker, "refusal", queries.refusal_of(contested), now=NOW + 2 * HOUR)
    assert propose_restrictions.run(NOW + 3 * HOUR) == 0

"""Only a reviewer finds fraud, and only fraud loses the pay for time (PAY-9)."""

from datetime import timedelta

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import Moment
from ouvrage.pay.models import Credit
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Organisation, Person
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.review.errors import AlreadySuspected, NotRefused, NotSuspected
from ouvrage.review.models import Verdict
from ouvrage.work.models import Submission
from tests.factories.people import JOB, NOW, actor_of, make_member, make_operator, make_worker
from tests.factories.review import GROUNDS, REQUESTER, fill_guarantee, make_refused, refuse
from tests.factories.work import answer_one, make_open_batch

pytestmark = pytest.mark.django_db
OVER = NOW + timedelta(days=14)
EVIDENCE = "Fifty answers in two minutes, all of them the first choice."
WORDS = "The answers were sent faster than the sentences can be read."


def suspect(sent: Submission, now: Moment = NOW) -> None:
    """The requester asks whether it is fraud."""
    review.suspect_fraud(
        actor=REQUESTER,
        now=now,
        submission_id=sent.id,
        evidence=EVIDENCE,
    )


def prove(sent: Submission, actor: Actor | None = None) -> Verdict:
    """A reviewer finds fraud."""
    return review.prove_fraud(
        actor=actor or actor_of(make_operator()),
        now=NOW + timedelta(days=1),
        submission_id=sent.id,
        evidence=EVIDENCE,
        explanation=WORDS,
    )


def dismiss(sent: Submission) -> None:
    """A reviewer finds none."""
    review.dismiss_suspicion(
        actor=actor_of(make_operator()),
        now=NOW + timedelta(days=1),
        submission_id=sent.id,
        explanation=WORDS,
    )


def test_a_requester_cannot_refuse_for_fraud() -> None:
    sent = answer_one(make_worker(), make_open_batch())
    with pytest.raises(Refusals) as raised:
        refuse(sent, reason="fraud")
    assert [(found.field, found.code) for found in raised.value.each()] == [
        ("reason", "reason_unknown")
    ]


def test_time_of_proven_fraud_is_not_paid() -> None:
    sent = make_refused()
    suspect(sent)
    verdict = prove(sent)
    assert (verdict.reason, verdict.decider) == ("fraud", "reviewer")
    assert verdict.appeal_until == NOW + timedelta(days=15)
    assert review.close_refusals(actor=JOB, now=OVER) == 0
    assert review.close_refusals(actor=JOB, now=OVER + timedelta(days=1)) == 1
    assert Credit.objects.count() == 0
    standing = queries.verdict_of(sent.id)
    assert standing is not None
    assert standing.reason == "fraud"


def test_a_suspicion_that_was_dismissed_changes_nothing() -> None:
    fill_guarantee()
    sent = make_refused()
    suspect(sent)
    dismiss(sent)
    assert review.close_refusals(actor=JOB, now=OVER) == 1
    assert Credit.objects.get().kind == "refused"
    standing = queries.verdict_of(sent.id)
    assert standing is not None
    assert standing.evidence == GROUNDS["evidence"]


def test_a_suspicion_that_nobody_looks_at_does_not_keep_the_pay_for_long() -> None:
    fill_guarantee()
    sent = make_refused()
    suspect(sent, NOW + timedelta(days=10))
    assert review.close_refusals(actor=JOB, now=OVER) == 0
    assert review.close_refusals(actor=JOB, now=NOW + timedelta(days=24)) == 1
    assert Credit.objects.get().kind == "refused"
    with pytest.raises(NotSuspected):
        prove(sent)


def test_the_appeal_comes_before_the_suspicion() -> None:
    sent = make_refused()
    suspect(sent)
    worker = Actor.person(sent.worker_id)
    review.mark_appealed(actor=worker, now=NOW, submission_id=sent.id)
    with pytest.raises(NotSuspected):
        prove(sent)
    review.mark_decided(actor=JOB, now=NOW + timedelta(days=1), submission_id=sent.id)
    assert review.close_refusals(actor=JOB, now=NOW + timedelta(days=1)) == 0
    prove(sent)
    contested = review.mark_appealed(actor=worker, now=NOW, submission_id=sent.id)
    assert contested.reason == "fraud"


def test_an_overturned_finding_of_fraud_pays_the_answer() -> None:
    fill_guarantee()
    sent = make_refused()
    suspect(sent)
    prove(sent)
    review.close_refusals(actor=JOB, now=OVER + timedelta(days=2))
    review.overturn_refusal(
        actor=actor_of(make_operator()), now=OVER + timedelta(days=3), submission_id=sent.id,
        explanation=WORDS,
    )  # fmt: skip
    assert Submission.objects.get(id=sent.id).state == "accepted"


def test_nobody_finds_fraud_in_their_own_case() -> None:
    """Not the requester, not the worker, not a program."""
    sent = make_refused()
    suspect(sent)
    client = Organisation.objects.get(id=sent.project.organisation_id)
    partial = make_member(client)
    Person.objects.filter(id__in=[partial.id, sent.worker_id]).update(operates=True)
    for party in (partial.id, sent.worker_id):
        with pytest.raises(PartyToCase):
            prove(sent, Actor.person(party, operator=True))
    for stranger in (JOB, actor_of(make_worker()), Actor.api_key("K" * 26, client.id)):
        with pytest.raises(NotFound):
            prove(sent, stranger)
    assert Verdict.objects.filter(reason="fraud").count() == 0


def test_a_suspicion_is_reported_once_and_for_refused_answers() -> None:
    sent = make_refused()
    suspect(sent)
    with pytest.raises(AlreadySuspected):
        suspect(sent)
    with pytest.raises(NotRefused):
        suspect(answer_one(make_worker(), make_open_batch()))
    prove(sent)
    with pytest.raises(NotSuspected):
        dismiss(sent)
    with pytest.raises(NotSuspected):
        prove(sent)


def test_evidence_goes_with_a_finding_of_fraud() -> None:
    sent = make_refused()
    suspect(sent)
    with pytest.raises(Refusals) as raised:
        review.prove_fraud(
            actor=actor_of(make_operator()), now=NOW, submission_id=sent.id, evidence="",
            explanation="",
        )  # fmt: skip
    assert [found.field for found in raised.value.each()] == ["evidence", "explanation"]

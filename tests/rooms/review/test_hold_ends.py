"""A hold ends: interest on what came late (DEC-3), and acceptance when nobody looked (DEC-4)."""

from datetime import timedelta

import pytest

from ouvrage.jobs import lift_unlooked
from ouvrage.journal.models import Event
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.pay import queries as pay
from ouvrage.pay.models import Credit
from ouvrage.review import actions as review
from ouvrage.review import queries
from ouvrage.work.models import Submission
from tests.factories.people import actor_of, make_operator
from tests.factories.review import REQUESTER, fill_guarantee, refuse
from tests.rooms.review.test_holds import LATER, WORDS, confirm, held_batch, states

pytestmark = pytest.mark.django_db


def test_a_lifted_hold_pays_interest_from_the_end_of_the_time_for_review_on() -> None:
    """DEC-3: 0.06 EUR that come 30 days late, at 10 % a year: 0.000494 EUR, rounded up."""
    sent, hold = held_batch()
    fill_guarantee()
    late = Submission.objects.get(id=sent[0].id).accept_at + timedelta(days=30)
    lifted = review.lift_held(
        actor=actor_of(make_operator()),
        now=late,
        hold_id=hold.id,
        submission_ids=[each.id for each in sent[:2]],
        explanation=WORDS,
    )
    assert (lifted, states(sent[:2])) == (2, ["accepted"] * 2)
    assert interest_paid() == {sent[0].id: 494, sent[1].id: 494}
    assert (ledger.book_faults(), pay.settlement_faults()) == ([], [])


def test_interest_that_no_reserve_can_pay_is_owed() -> None:
    sent, hold = held_batch()
    late = Submission.objects.get(id=sent[0].id).accept_at + timedelta(days=365 * 200)
    review.lift_held(
        actor=actor_of(make_operator()),
        now=late,
        hold_id=hold.id,
        submission_ids=[each.id for each in sent[:2]],
        explanation=WORDS,
    )
    assert states(sent[:2]) == ["accepted"] * 2
    assert interest_paid() == {sent[0].id: 0, sent[1].id: 0}
    owed = Credit.objects.filter(kind="appeal").values_list("subject_id", "pay_micros", "state")
    assert set(owed) == {(each.id, 1_200_000, "owed") for each in sent[:2]}


def test_a_requester_who_gives_way_late_pays_interest_too() -> None:
    sent, _ = held_batch()
    fill_guarantee()
    late = Submission.objects.get(id=sent[0].id).accept_at + timedelta(days=30)
    review.accept(
        actor=REQUESTER, now=late, project_id=sent[0].project_id, submission_ids=[sent[0].id]
    )
    assert interest_paid() == {sent[0].id: 494}


def interest_paid() -> dict[str, int]:
    """Of each answer that was paid after all, what came on top of its reward and what is levied."""
    found = {}
    for entry in Entry.objects.filter(kind="overturn"):
        due = [each.micros for each in entry.transfers.filter(target__kind="due")]
        found[entry.subject_id] = sum(due) - 60_000
    return found


def test_what_nobody_looked_at_in_the_agreed_days_is_accepted_and_paid() -> None:
    """DEC-4, PAY-9: a rule decides for the worker alone; both sides are told."""
    sent, hold = held_batch()
    fill_guarantee()
    (listed,) = queries.holds_waiting()
    assert listed.lapses_at == LATER + timedelta(days=7)
    assert lift_unlooked.run(listed.lapses_at - timedelta(seconds=1)) == 0
    assert [lift_unlooked.run(listed.lapses_at), lift_unlooked.run(listed.lapses_at)] == [2, 0]
    assert states(sent[:3]) == ["accepted", "accepted", "pending"]
    verdict = queries.verdict_of(sent[0].id)
    row = queries.held_refusal_of(sent[0].id)
    assert verdict is not None
    assert row is not None
    assert (verdict.decision, verdict.decider, row.outcome) == ("accepted", "deadline", "lapsed")
    event = Event.objects.get(action="hold.lapsed")
    assert (event.subject_id, event.actor_kind, event.organisation_id) == (
        hold.id,
        "job",
        sent[0].project.organisation_id,
    )
    assert event.details == {"count": 2, "submissions": sorted(each.id for each in sent[:2])}
    assert queries.holds_waiting() == []
    assert (ledger.book_faults(), pay.settlement_faults()) == ([], [])


def test_a_refusal_that_joined_a_hold_waits_its_own_days() -> None:
    sent, _ = held_batch()
    refuse(sent[2], LATER + timedelta(days=1))
    assert lift_unlooked.run(LATER + timedelta(days=7)) == 2
    assert states(sent[:3]) == ["accepted", "accepted", "held"]
    assert lift_unlooked.run(LATER + timedelta(days=8)) == 1


def test_what_a_person_decided_in_time_is_left_alone() -> None:
    sent, hold = held_batch()
    confirm(hold, sent[0])
    assert lift_unlooked.run(LATER + timedelta(days=30)) == 1
    assert states(sent[:2]) == ["refused", "accepted"]
